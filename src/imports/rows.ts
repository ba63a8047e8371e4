import type { Role, Row, TagWhat } from '../database/tables.ts'

export type What = Row<'import_rows'>['what']
export type Status = Row<'import_rows'>['status']

/** A line of the preview, as it is kept. */
export type StagedRow = Omit<Row<'import_rows'>, 'import_id'>

export type DeviceTag = { text: string, what: TagWhat }

/** What an import writes, by what it is about; also what it finds before, where it changes something. */
export type DeviceState = { device: Row<'devices'>; tags: DeviceTag[] }
export type PersonState = { person: Row<'people'>; roles: Role[]; class_ids: string[] }
export type LoanFields = {
  id: string
  device_id: string
  borrower_id: string
  code: string
  who: string
  due_on: string | null
}
export type OutOfUseFields = { id: string; device_id: string; because: Row<'out_of_use'>['because']; code: string }
export type SetFields = { set: Row<'sets'> }
export type ClassFields = { id: string, name: string }
/** A line with a problem keeps only what shows which one it is. */
export type ProblemFields = { label: string, words: string }

/** Beside the devices of a line (parts 0 to 59) stand what they bring with them. */
export const PARTS = { set: 100, class: 120, outOfUse: 200, loan: 300 }

export function staged(row: {
  line: number
  part: number
  what: What
  status: Status
  reasons: string[]
  fields: object
  target_id?: string | null
  before?: object | null
}): StagedRow {
  const { line, part, what, status, reasons, fields, target_id = null, before = null } = row
  return {
    line, part, what, status, target_id, reason: reasons.map(sentence).join(' '),
    fields: JSON.stringify(fields), before: before && JSON.stringify(before),
  }
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}
