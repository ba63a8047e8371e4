import { type About, type Field, heading, JOINED, type Mapping } from './fields.ts'
import { fits, isLineCount } from './fits.ts'
import { type Format, formatOf } from './formats.ts'
import { neverKept } from './never.ts'
import { isBlank } from '../values/blanks.ts'
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
  if (format) return { about: format.about, format: format.key, mapping: mappingOf(format, columnsOf(headings, sample)), sure: true }
  const read = (['devices', 'people'] as const).map((about) => readAs(about, headings, sample))
  return read[1]!.weight > read[0]!.weight ? read[1]! : read[0]!
}

/** The same list taken as one about devices, or about people. */
export function readAs(
  about: About, headings: readonly string[], sample: readonly string[][],
): Recognised & { weight: number } {
  const columns = columnsOf(headings, sample)
  const mapping: Mapping = headings.map(() => null)
  let weight = 0
  for (const { index, field, sure } of candidates(columns, about)) {
    if (mapping[index] !== null || (mapping.includes(field) && !JOINED.includes(field))) continue
    mapping[index] = field
    weight += sure * (WEIGHTS[field] ?? 1)
  }
  return { about, format: 'list', mapping, sure: isEnough(about, mapping, columns), weight }
}

function columnsOf(headings: readonly string[], sample: readonly string[][]): Column[] {
  return headings.map((text, index) => ({ index, heading: text, cells: sample.map((row) => row[index] ?? '') }))
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
function isEnough(about: About, mapping: Mapping, columns: Column[]): boolean {
  const has = (...fields: Field[]) => fields.some((field) => mapping.includes(field))
  if (!isPossible(about, mapping)) return false
  return about === 'people'
    ? has('email', 'job_title', 'kind', 'class', 'first_day')
    : (has('item', 'model', 'make') || usualIn(columns.map((column) => column.heading), mapping) !== null)
      && (has('code') || !columns.some((column) => mapping[column.index] === null && holdsStickers(column)))
}

/** A column of "LT 01, LT 02 …" under a heading that says nothing may well hold the school's codes. */
function holdsStickers({ heading: text, cells }: Column): boolean {
  const said = cells.filter((cell) => !isBlank(cell))
  const stickers = said.filter((cell) => /^[a-z]{1,6}[ -]?\d{1,5}$/i.test(cell.trim()))
  return neverKept(text) === null && stickers.length > 1 && stickers.length >= said.length * 0.8 && fits('code', cells, 1)
}

/** With less than this, a list cannot be brought in at all. */
export function isPossible(about: About, mapping: Mapping): boolean {
  const has = (...fields: Field[]) => fields.some((field) => mapping.includes(field))
  if (about === 'devices') return has('code', 'serial', 'computer_name')
  return has('name') || (has('first', 'preferred') && has('last', 'preferred_last'))
}

/** What all devices of a list are by the heading of their numbers: "Laptop no". */
export function usualIn(headings: readonly string[], mapping: Mapping): string | null {
  const numbers = headings.filter(
    (_, i) => mapping[i] === 'code' || mapping[i] === 'serial' || mapping[i] === 'computer_name',
  )
  return numbers.find(saysWhatItIs) ?? null
}

/** By the format's own headings; what a school added beside them, by headings that mean one thing. */
function mappingOf(format: Format, columns: Column[]): Mapping {
  const mapping: Mapping = columns.map(() => null)
  for (const { index, field } of [...ownOf(format, columns), ...addedTo(format, columns)]) {
    if (mapping[index] === null && (JOINED.includes(field) || !mapping.includes(field))) mapping[index] = field
  }
  return mapping
}

type Meant = { index: number, field: Field }

function ownOf(format: Format, columns: Column[]): Meant[] {
  const allowed = columns.filter((column) => neverKept(column.heading) === null)
  const found = Object.entries(format.columns).flatMap(([text, field]) => {
    const column = allowed.find((each) => heading(each.heading) === text)
    return column ? [{ index: column.index, field, says: column.cells.some((cell) => !isBlank(cell)) }] : []
  })
  return found.toSorted((a, b) => Number(b.says) - Number(a.says))
}

function addedTo(format: Format, columns: Column[]): Meant[] {
  return candidates(columns, format.about).filter(({ sure }) => sure === 2)
}
