// Runs in a thread: from a list's lines and what its columns mean to devices or people.
import type { About, Mapping } from '../columns/fields.ts'
import { DATE_FIELDS } from '../columns/fields.ts'
import { FORMATS } from '../columns/formats.ts'
import { usualIn } from '../columns/recognise.ts'
import type { Line } from '../file/sheet.ts'
import { dateOrder } from '../lines/cells.ts'
import { readDevices } from '../lines/devices.ts'
import { readPeople } from '../lines/people.ts'
import type { Answers, List, ReadDevice, ReadPerson, ReadSet, SchoolTypes, SeveralOffer } from '../lines/read.ts'
import { orderEvidence, readDate } from '../values/dates.ts'

export type Interpret = {
  about: About, headings: string[], mapping: Mapping, format: string, answers: Answers, types: SchoolTypes
  lines: [line: number, cells: string][]
}
export type Interpreted =
  /** Day and month cannot be told apart; a few of the list's dates to show. */
  | { ask: 'dates', examples: string[] }
  /** `rows` are ReadDevice or ReadPerson as JSON; `codes` are all that the list gives. */
  | {
      ask: null
      rows: string[]
      several: SeveralOffer[]
      sets: ReadSet[]
      codes: string[]
      order: 'dmy' | 'mdy'
      partial_dates: number
    }

export function work({ about, headings, mapping, format, answers, types, lines: kept }: Interpret): Interpreted {
  const lines = kept.map(([line, cells]): Line => ({ line, cells: JSON.parse(cells) as string[] }))
  const found = dateOrder(lines, mapping)
  const order = found === 'ask' ? answers.date_order : found
  const dates = datesOf(lines, mapping)
  if (order === null) return { ask: 'dates', examples: unclear(dates) }
  const usual = FORMATS.find(({ key }) => key === format)?.type ?? usualIn(headings, mapping)
  const list: List = { lines, mapping, order, answers, usual }
  const read = about === 'devices' ? readDevices(list, types) : readPeople(list)
  const rows: (ReadDevice | ReadPerson)[] = read.rows
  return {
    ask: null, rows: rows.map((row) => JSON.stringify(row)), order,
    several: read.about === 'devices' ? read.several : [], sets: read.about === 'devices' ? read.sets : [],
    codes: read.about === 'devices' ? read.rows.flatMap(({ code }) => code ?? []) : [],
    partial_dates: dates.filter((cell) => {
      const day = readDate(cell, order)
      return day !== null && 'partial' in day && day.partial
    }).length,
  }
}

function datesOf(lines: Line[], mapping: Mapping): string[] {
  const columns = mapping.flatMap((field, i) => (field && DATE_FIELDS.includes(field) ? [i] : []))
  return lines.flatMap(({ cells }) => columns.map((i) => cells[i] ?? '').filter(Boolean))
}

function unclear(dates: string[]): string[] {
  return [...new Set(dates.filter((cell) => orderEvidence(cell) !== null))].slice(0, 4)
}
