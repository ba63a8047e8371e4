import { type About, type Field, heading, JOINED, type Mapping } from './fields.ts'
import { fits, isLineCount } from './fits.ts'
import { formatOf } from './formats.ts'
import { neverKept } from './never.ts'
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
  if (format) {
    const mapping = once(headings.map((text) => (neverKept(text) ? null : format.columns[heading(text)] ?? null)))
    return { about: format.about, format: format.key, mapping, sure: true }
  }
  const read = (['devices', 'people'] as const).map((about) => readAs(about, headings, sample))
  return read[1]!.weight > read[0]!.weight ? read[1]! : read[0]!
}

/** The same list taken as one about devices, or about people. */
export function readAs(about: About, headings: readonly string[], sample: readonly string[][]): Recognised & { weight: number } {
  const columns = headings.map((text, index) => ({ index, heading: text, cells: sample.map((row) => row[index] ?? '') }))
  const mapping: Mapping = headings.map(() => null)
  let weight = 0
  for (const { index, field, sure } of candidates(columns, about)) {
    if (mapping[index] !== null || (mapping.includes(field) && !JOINED.includes(field))) continue
    mapping[index] = field
    weight += sure * (WEIGHTS[field] ?? 1)
  }
  return { about, format: 'list', mapping, sure: isEnough(about, mapping), weight }
}

/** Fields that tell a list of devices from one of people. */
const WEIGHTS: Partial<Record<Field, number>> = { serial: 4, model: 3, make: 3, code: 2, email: 3, first: 4, last: 4, preferred: 4, job_title: 3 }

function candidates(columns: Column[], about: About) {
  return columns.flatMap(({ index, heading: text, cells }) => (neverKept(text) ? [] : guesses(text, about)
    .filter(({ field, sure }) => fits(field, cells, sure))
    .map(({ field, sure }) => ({ index, field, sure: field === 'code' && isLineCount(cells) ? 1 : sure }))))
    .toSorted((a, b) => b.sure - a.sure || a.index - b.index)
}

/** With less than this, somebody must say what the columns mean. */
export function isEnough(about: About, mapping: Mapping): boolean {
  const has = (...fields: Field[]) => fields.some((field) => mapping.includes(field))
  if (about === 'people') return (has('name') || (has('first') && has('last'))) && has('email', 'job_title', 'kind', 'class', 'first_day')
  return has('code', 'serial', 'computer_name') && has('item', 'model', 'make')
}

/** The first column of each meaning; the others are left out unless their words are joined. */
function once(mapping: Mapping): Mapping {
  return mapping.map((field, i) => (field && !JOINED.includes(field) && mapping.indexOf(field) < i ? null : field))
}
