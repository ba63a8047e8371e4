import { type About, type Field, heading, JOINED, type Mapping } from './fields.ts'
import { fits, isLineCount } from './fits.ts'
import { type Format, formatOf } from './formats.ts'
import { neverKept } from './never.ts'
import { saysWhatItIs } from '../values/types.ts'
import { guesses } from './synonyms.ts'

export type Recognised = {
  about: About
  /** `list` for a school's own spreadsheet, else the key of a known format. */
  format: string
  mapping: Mapping
  /** Whether the list can be read without asking what its columns mean. */
  sure: boolean
}

type Column = { index: number, heading: string, cells: string[] }

/** What a list is about and what its columns mean, by its headings and a sample of its lines. */
export function recognise(headings: readonly string[], sample: readonly string[][]): Recognised {
  const format = formatOf(headings)
  if (format) return { about: format.about, format: format.key, mapping: mappingOf(format, headings), sure: true }
  const read = (['devices', 'people'] as const).map((about) => readAs(about, headings, sample))
  return read[1]!.weight > read[0]!.weight ? read[1]! : read[0]!
}

/** The same list taken as one about devices, or about people. */
export function readAs(
  about: About, headings: readonly string[], sample: readonly string[][],
): Recognised & { weight: number } {
  const columns = headings.map((text, index) => ({
    index, heading: text, cells: sample.map((row) => row[index] ?? ''),
  }))
  const mapping: Mapping = headings.map(() => null)
  let weight = 0
  for (const { index, field, sure } of candidates(columns, about)) {
    if (mapping[index] !== null || (mapping.includes(field) && !JOINED.includes(field))) continue
    mapping[index] = field
    weight += sure * (WEIGHTS[field] ?? 1)
  }
  return { about, format: 'list', mapping, sure: isEnough(about, mapping, headings), weight }
}

/** Fields that tell a list of devices from one of people. */
const WEIGHTS: Partial<Record<Field, number>> = {
  serial: 4, model: 3, make: 3, code: 2, email: 3, first: 4, last: 4, preferred: 4, job_title: 3,
}

function candidates(columns: Column[], about: About) {
  return columns.flatMap(({ index, heading: text, cells }) => (neverKept(text) ? [] : guesses(text, about)
    .filter(({ field, sure }) => fits(field, cells, sure))
    .map(({ field, sure }) => ({ index, field, sure: field === 'code' && isLineCount(cells) ? 1 : sure }))))
    .toSorted((a, b) => b.sure - a.sure || a.index - b.index)
}

/** With less than this, somebody is asked what the columns mean. */
function isEnough(about: About, mapping: Mapping, headings: readonly string[]): boolean {
  const has = (...fields: Field[]) => fields.some((field) => mapping.includes(field))
  if (!isPossible(about, mapping)) return false
  return about === 'people'
    ? has('email', 'job_title', 'kind', 'class', 'first_day')
    : has('item', 'model', 'make') || usualIn(headings, mapping) !== null
}

/** With less than this, a list cannot be brought in at all. */
export function isPossible(about: About, mapping: Mapping): boolean {
  const has = (...fields: Field[]) => fields.some((field) => mapping.includes(field))
  if (about === 'devices') return has('code', 'serial', 'computer_name')
  return has('name') || (has('first') && has('last'))
}

/** What all devices of a list are by the heading of their numbers: "Laptop no". */
export function usualIn(headings: readonly string[], mapping: Mapping): string | null {
  const numbers = headings.filter(
    (_, i) => mapping[i] === 'code' || mapping[i] === 'serial' || mapping[i] === 'computer_name',
  )
  return numbers.find(saysWhatItIs) ?? null
}

function mappingOf(format: Format, headings: readonly string[]): Mapping {
  const folded = headings.map((text) => (neverKept(text) ? '' : heading(text)))
  const mapping: Mapping = headings.map(() => null)
  for (const [text, field] of Object.entries(format.columns)) {
    const at = folded.indexOf(text)
    if (at >= 0 && (JOINED.includes(field) || !mapping.includes(field))) mapping[at] = field
  }
  return mapping
}
