import { addDays } from '../../calendar/days.ts'
import type { CustodyFacts } from '../../custody/facts.ts'
import type { LeftCode, PersonKind } from '../../database/tables.ts'

/** Days are YYYY-MM-DD; `signed`: nothing is missing of the agreement on the first school day. */
export type PersonFact = {
  id: string, name: string, kind: PersonKind, first_day: string | null, last_day: string | null, has_account: boolean, signed: boolean
}
/** A planned class; without a name the class that it comes from ends. */
export type Line = {
  id: string, from_class_id: string | null, from_name: string | null, name: string | null, answers_id: string | null, purpose: string, adult_ids: string[]
}
export type Card = { id: string, class_id: string, code: string, answers_id: string, purpose: string }
export type Trolley = { set_id: string, set_name: string, line_id: string }
/** A device that is to be looked after by somebody else, or (null) by nobody; `was_keeper_id` had it when that was planned. */
export type Keeping = { id: string, device: CustodyFacts, not_for: readonly PersonKind[], keeper_id: string | null, was_keeper_id: string | null }
export type Kept = { device_id: string, code: string, keeper_id: string }

/** All that a plan is held against. `there` are the folded names of classes that the coming year has already; `kept` is what leavers look after. */
export type PlanFacts = {
  today: string, starts_on: string, first_staff_day: string
  lines: Line[], old_classes: { id: string, name: string }[], cards: Card[], there: string[]
  people: ReadonlyMap<string, PersonFact>, trolleys: Trolley[], keepings: Keeping[], kept: Kept[]
}

export type Code = LeftCode | 'no adult' | 'no card' | 'not planned' | 'same' | 'waits' | 'unsigned' | 'no account' | 'leaver keeps'

/** What a contradiction is about: ids for the record, names for the words. */
export type About = Partial<Record<'line_id' | 'class_name' | 'set_id' | 'set_name' | 'device_id' | 'device' | 'person_id' | 'person' | 'day', string | null>>
export type Contradiction = { code: Code, stops: boolean, about: About }

/** How long before and after the first day of the year somebody begins or leaves to stand beside each other, in days. */
const LEAVES_WITHIN = 100
const BEGINS_BEFORE = 45
const BEGINS_AFTER = 31

type When = Pick<PlanFacts, 'starts_on'>

export function isLeaver({ last_day }: Pick<PersonFact, 'last_day'>, { starts_on }: When): boolean {
  return last_day !== null && last_day < starts_on && last_day >= leaversFrom(starts_on)
}

export function leaversFrom(starts_on: string): string {
  return addDays(starts_on, -LEAVES_WITHIN)
}

export function isJoiner({ first_day }: Pick<PersonFact, 'first_day'>, { starts_on }: When): boolean {
  return first_day !== null && first_day >= addDays(starts_on, -BEGINS_BEFORE) && first_day <= addDays(starts_on, BEGINS_AFTER)
}
