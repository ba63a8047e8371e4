import { readAgreementFacts } from '../agreements/lending.ts'
import { readKeepersYes } from '../allocations/borrowing/lending.ts'
import { readUnpermitted } from '../approvals/in-school/lending.ts'
import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { dueAt } from '../calendar/due.ts'
import { type DueChoice, dueChoices } from '../calendar/due-choices.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Limits } from '../custody/limits.ts'
import { type Borrower, type Reason, reasonsNotToLend, standingOf, warningsToLend } from '../custody/rules.ts'
import { listNotFor } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { type Form, formOf } from '../http/forms.ts'
import { readLimits } from '../people/limits.ts'
import { readReserved, type ReservedOf } from '../reservations/lending.ts'
import { stillToWipe } from '../trips/running.ts'
import { answerersAmong, type Choice, listClassChoices, listOwnPurposes, listPeopleChoices } from './choices.ts'
import { findBorrower } from './store.ts'

/** What views/loans/_book-out-form.ejs needs. Who books out for nobody else has no `people` and no `answerers`. */
export type BookOutModel = {
  form: Form, device: { id: string, code: string }, me: { id: string, name: string }
  /** When it can be due, the usual time first (M1). */
  due: DueChoice[]
  people: Choice[], answerers: Choice[], classes: Choice[], purposes: string[]
  /** Who looks after it, when the lead may say yes in their place (M3). */
  may_say_yes_for: string | null
  /** The lead may lend what somebody has reserved: asked for when that has been refused. */
  leads: boolean
}

/** Who would borrow for themselves, by what limits, when it could be due and what is reserved until then: asked once a page. */
type Own = { borrower: Borrower, limits: Limits, due: DueChoice[], reserved: ReservedOf }

export async function readOwn(db: Db, viewer: Account, device: CustodyFacts, now: Date): Promise<Own> {
  const borrower = { ...(await findBorrower(db, viewer.person_id))!, answers_kind: null }
  const limits = await readLimits(db, borrower.kind)
  const [facts, calendar] = [{ taken_at: now.toISOString(), last_day: borrower.last_day, same_day: limits.same_day }, await readCalendar(db)]
  const last_due_day = dayOf(dueAt({ ...facts, off_site: false, until: null }, calendar))
  const reserved = await readReserved(db, { borrower_id: borrower.id, class_id: null, off_site: false, last_due_day, types: [device.type_name] }, now)
  return { borrower, limits, reserved, due: dueChoices({ ...facts, reserved_until: reserved.collects(device)?.ends ?? null }, calendar) }
}

/** The form as somebody meets it on a device's page, or again with its problems (M1, M3). */
export async function bookOutModel(
  db: Db, viewer: Account, device: CustodyFacts, { due, reserved }: Own, now: Date, form?: Form,
): Promise<BookOutModel> {
  const today = dayOf(now)
  const forOthers = can(viewer.roles, 'book-out-for-others')
  const kept = device.keeper_id !== null && device.keeper_id !== viewer.person_id
  const people = forOthers ? await listPeopleChoices(db, today, false) : []
  return {
    form: form ?? formOf({ borrower_id: viewer.person_id, until: '', ...wishOf(reserved.collects(device)) }),
    device: { id: device.device_id, code: device.code },
    me: { id: viewer.person_id, name: viewer.name },
    due,
    people, answerers: answerersAmong(people),
    classes: await listClassChoices(db, viewer.person_id, today),
    purposes: await listOwnPurposes(db, viewer.person_id),
    may_say_yes_for: kept && viewer.roles.includes('lead') ? device.keeper : null, leads: viewer.roles.includes('lead'),
  }
}

/** What somebody comes for is filled in: what it is for, and its class. */
function wishOf(collects: ReturnType<ReservedOf['collects']>) {
  return collects ? { purpose: collects.purpose, class_id: collects.class_id ?? '' } : {}
}

/** What stands against lending a device to this viewer, and what they are told of all the same, before anything is filled in. */
export async function reasonsFor(db: Db, viewer: Account, device: CustodyFacts, { borrower, limits, due, reserved }: Own, now: Date): Promise<{ reasons: Reason[], warnings: Reason[] }> {
  const today = dayOf(now)
  const notFor = await listNotFor(db, [device.device_id])
  const to_wipe = (await stillToWipe(db, [device.device_id])).has(device.device_id)
  const keeper_says_yes = (await readKeepersYes(db, viewer.person_id, [device], today)).has(device.device_id)
  const unpermitted = (await readUnpermitted(db, { borrower, device_ids: [device.device_id], today }))(device.device_id)
  const due_at = due[0]!.due_at
  const facts = { device, not_for: notFor.get(device.device_id)!, to_wipe, keeper_says_yes, unpermitted, reserved: reserved.of(device, due_at).facts, borrower, limits, today, due_day: dayOf(due_at), away: null, ...await readAgreementFacts(db, viewer.person_id, today) }
  return { reasons: reasonsNotToLend(facts), warnings: warningsToLend(facts) }
}

/** Whether nobody at all can take it now: it is out, or out of use. */
export function isTaken(device: CustodyFacts): boolean {
  return !['in store', 'looked after'].includes(standingOf(device))
}
