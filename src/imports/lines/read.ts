import type { OutOfUseBecause, PersonKind, Role, TagWhat } from '../../database/tables.ts'
import type { Mapping } from '../columns/fields.ts'
import type { Line } from '../file/sheet.ts'
import type { DateOrder } from '../values/dates.ts'
import type { SchoolType } from '../values/types.ts'

/** What a person decided about a list where only a person can. */
export type Answers = {
  date_order: DateOrder | null
  /** By the folded words of the list: the id of a type, or `leave` for lines to leave out. */
  types: Record<string, string>
  /** Lines that stand for one device although they look like several. */
  as_one: number[]
}

export const NO_ANSWERS: Answers = { date_order: null, types: {}, as_one: [] }

export type List = {
  lines: readonly Line[], mapping: Mapping, order: DateOrder, answers: Answers
  /** What its devices are where nothing else tells, such as "iPad" in a list from Jamf. */
  usual: string | null
}

/** One device as a list has it; null where the list says nothing. */
export type ReadDevice = {
  line: number, part: number
  code: string | null
  /** Whether the list gives the code, or it was made from the computer's name. */
  code_stated: boolean
  /** Other texts on its stickers. */
  tags: { text: string, what: TagWhat }[]
  type_id: string | null
  /** The words for which no type was found, folded; null when one was. */
  unknown_type: string | null
  make: string, model: string, serial: string | null, computer_name: string
  bought_on: string | null, price_pence: number | null, warranty_until: string | null
  set: string | null, slot: number | null, place: string, notes: string
  because: OutOfUseBecause | null
  out_to: { email: string | null, name: string, due_on: string | null } | null
  problems: string[], cautions: string[]
}

export type ReadPerson = {
  line: number, part: number
  name: string
  /** Whether the list says what the person goes by; otherwise a known name is kept. */
  is_preferred: boolean
  email: string | null
  /** Null when the list says nothing of it. */
  kind: PersonKind | null
  job_title: string, classes: string[], first_day: string | null, last_day: string | null
  suggested: Role[]
  problems: string[], cautions: string[]
}

/** A line that looks like several devices, as the preview offers it. */
export type SeveralOffer = { line: number, text: string, count: number, as_one: boolean }

/** A trolley that the list speaks of, with the highest slot it gives out. */
export type ReadSet = { key: string, name: string, slots: number | null, line: number }

export type DevicesRead = { about: 'devices', rows: ReadDevice[], several: SeveralOffer[], sets: ReadSet[] }
export type PeopleRead = { about: 'people', rows: ReadPerson[] }
export type SchoolTypes = readonly SchoolType[]
