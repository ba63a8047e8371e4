import type { Row } from '../database/tables.ts'
import type { Mapping } from './columns/fields.ts'
import type { Answers, SeveralOffer } from './lines/read.ts'

export type Import = Omit<Row<'imports'>, 'detail'> & { detail: Detail }

/** What is known of an import beside its lines; kept as JSON. */
export type Detail = {
  encoding: string, separator: string, heading_line: number, headings: string[], lines: number
  mapping: Mapping
  /** Whether the columns were understood, remembered or said; otherwise they are asked for. */
  settled: boolean
  answers: Answers
  /** Dates that fit both orders, while the question is open. */
  unclear_dates: string[]
  order: 'dmy' | 'mdy' | null
  partial_dates: number
  several: SeveralOffer[]
  /** Words for which no device type was found, folded, with how many lines have them. */
  unknown_types: { key: string, count: number }[]
  /** Why it could not be read or applied, or what changed meanwhile, as a sentence. */
  sentence: string | null
}

export const EMPTY_DETAIL: Detail = {
  encoding: '', separator: ',', heading_line: 1, headings: [], lines: 0, mapping: [], settled: false,
  answers: { date_order: null, types: {}, as_one: [] }, unclear_dates: [], order: null, partial_dates: 0,
  several: [], unknown_types: [], sentence: null,
}
