import { readAgreementFacts } from '../agreements/lending.ts'
import { readKeepersYes } from '../allocations/borrowing/lending.ts'
import { readUnpermitted } from '../approvals/in-school/lending.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { dueAt } from '../calendar/due.ts'
import { type Borrower, reasonsNotToLend, type Reason, warningsToLend } from '../custody/rules.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { custodyOf, listNotFor } from '../custody/store.ts'
import { act, type Act, isRefusedBy, isUniqueViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { LoanSource } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { type AwayWish, keepLeaving, type Leaving, readLeaving } from '../off-site/lending.ts'
import { readLimits } from '../people/limits.ts'
import { keepCollected, readReserved } from '../reservations/lending.ts'
import { insertSightings } from '../sightings/store.ts'
import { findCardOf } from '../supply-cards/store.ts'
import { backFromTrip, stillToWipe, tripOf } from '../trips/running.ts'
import { findAnswerer, findBorrower, insertLoans, listEndsAfter, type Loan } from './store.ts'
import { bringBack } from './take-back.ts'

export type BookOut = {
  device_ids: string[], borrower_id: string, class_id: string | null
  /** The adult who answers; null is whoever does by the borrower's card of today, else the borrower. */
  answers_id: string | null
  purpose: string
  /** `HH:MM` today, or null for the end of the school day; off-site the day (YYYY-MM-DD) by whose start it is back, or null for the next. */
  until: string | null
  source: LoanSource, actor: Actor
  /** The lead said yes to lending what somebody else looks after, or has reserved (M3). */
  lead_says_yes?: boolean
  /** They leave the school (M6); what stays has none. */
  away?: AwayWish | null
  /** Devices that the borrower takes over from whoever has them: that loan ends "passed on". */
  taking_over?: string[]
}

export type Refusal = { device_id: string, code: string, reasons: Reason[] }
/** `warnings` are what a borrower is told of although it went out. */
export type BookedOut = { loans: Loan[], passed_on: Loan[], refusals: Refusal[], warnings: Reason[] }

/** Books devices out in one act of its own: each that can be lent is, each that cannot is refused with every reason (M1). */
export async function bookOut(db: Db, wish: BookOut, now: Date): Promise<BookedOut> {
  return act(db, (db) => lend(db, wish, now)).catch((error: unknown) => {
    if (isUniqueViolation(error) || isRefusedBy(error, 'out-of-use')) return act(db, (db) => lend(db, wish, now))
    throw error
  })
}

/** The same inside an act that does more. */
export async function lend(db: Act, wish: BookOut, now: Date): Promise<BookedOut> {
  const judged = await judge(db, wish, now)
  const free = judged.filter(({ reasons }) => reasons.length === 0)
  const passed_on = await passOn(db, wish, free.map(({ device }) => device), now)
  const loans = await writeLoans(db, wish, free, now)
  const refusals = judged.filter(({ reasons }) => reasons.length > 0)
    .map(({ device, reasons }) => ({ device_id: device.device_id, code: device.code, reasons }))
  return { loans, passed_on, refusals, warnings: distinct(free.flatMap(({ warnings }) => warnings)) }
}

type Judged = {
  device: CustodyFacts, answers_id: string | null, due_at: string, taken_at: string, leaving: Leaving | null, reasons: Reason[], warnings: Reason[]
  /** The reservation that it is collected for. */
  reservation_id: string | null
}

/** Of each device everything at once that stands against lending it, and what is told although it is lent. */
export async function judge(db: Db, wish: BookOut, now: Date): Promise<Judged[]> {
  const today = dayOf(now)
  const borrower = await borrowerOf(db, wish, today)
  const devices = await custodyOf(db, wish.device_ids)
  const notFor = await listNotFor(db, wish.device_ids)
  const toWipe = await stillToWipe(db, wish.device_ids)
  const yes = await readKeepersYes(db, wish.borrower_id, devices, today)
  const limits = await readLimits(db, borrower.kind)
  const times = await timesOf(db, wish, { ...borrower, ...limits }, now)
  const leaving = wish.away ? await readLeaving(db, devices, { borrower_id: wish.borrower_id, due_of: (id) => times(id).due_at, wish: wish.away }, now) : null
  const unpermitted = await readUnpermitted(db, { borrower, device_ids: wish.device_ids, today })
  const reserved = await readReserved(db, { ...wish, off_site: !!wish.away, last_due_day: lastDueDay(wish, times, today), types: devices.map(({ type_name }) => type_name) }, now)
  const about = { borrower, limits, today, ...await readAgreementFacts(db, wish.borrower_id, today) }
  return devices.map((device) => {
    const { device_id } = device
    const collects = reserved.collects(device)
    const found = reserved.of(device, times(device_id, { collects }).due_at)
    const own = times(device_id, { collects, wanted_from: found.wanted_from })
    const facts = {
      device, not_for: notFor.get(device_id)!, to_wipe: toWipe.has(device_id), keeper_says_yes: yes.has(device_id), unpermitted: unpermitted(device_id),
      due_day: dayOf(own.due_at), ...about, away: leaving?.get(device_id)?.facts ?? null, reserved: found.facts,
    }
    const reasons = reasonsNotToLend(facts).filter((reason) => !isWaived(reason, device_id, wish))
    if (reasons.length === 0) reserved.lent(device, own.due_at)
    return { device, answers_id: borrower.answers_id, ...own, leaving: leaving?.get(device_id) ?? null, reasons, warnings: warningsToLend(facts), reservation_id: collects?.id ?? null }
  })
}

/** What it is collected for, and from when (UTC ISO) somebody else has reserved it. */
type Reserved = { collects?: { ends: string } | null, wanted_from?: string | null }
type Times = Awaited<ReturnType<typeof timesOf>>

function lastDueDay({ device_ids }: BookOut, times: Times, today: string): string {
  return device_ids.map((id) => dayOf(times(id).due_at)).reduce((last, day) => (day > last ? day : last), today)
}

/**
 * When each device is taken and due: now, or, where the clock was set back since its last loan ended, from there on. What its
 * borrower takes on a trip that is under way is due when the trip is back, unless another day was asked for.
 */
async function timesOf(db: Db, wish: BookOut, { last_day, same_day }: { last_day: string | null, same_day: boolean }, now: Date) {
  const calendar = await readCalendar(db)
  const ends = await listEndsAfter(db, wish.device_ids, now.toISOString())
  const trips = wish.away && wish.until === null ? await tripOf(db, wish.borrower_id, wish.device_ids, dayOf(now)) : null
  return (device_id: string, { collects = null, wanted_from = null }: Reserved = {}) => {
    const taken_at = ends.get(device_id) ?? now.toISOString()
    const trip = trips?.get(device_id)
    const until = trip ? backFromTrip(trip, calendar) : wish.until
    return { taken_at, due_at: dueAt({ taken_at, off_site: !!wish.away, until, reserved_until: collects?.ends ?? null, last_day, same_day, wanted_from }, calendar) }
  }
}

function distinct(warnings: Reason[]): Reason[] {
  return warnings.filter(({ words }, i) => warnings.findIndex((one) => one.words === words) === i)
}

function isWaived(reason: Reason, deviceId: string, wish: BookOut): boolean {
  if (reason.code === 'looked-after' || reason.code === 'reserved') return wish.lead_says_yes === true
  return reason.code === 'out' && wish.taking_over?.includes(deviceId) === true
}

async function passOn(db: Act, wish: BookOut, devices: CustodyFacts[], now: Date): Promise<Loan[]> {
  const ended: Loan[] = []
  for (const { device_id } of devices.filter(({ loan_id }) => loan_id !== null)) {
    const loan = await bringBack(db, { device_id, actor: wish.actor, outcome: 'passed on' }, now)
    if (loan) ended.push(loan)
  }
  return ended
}

/** Where nobody was named, whoever answers by the card that they have today does. */
async function borrowerOf(db: Db, wish: BookOut, today: string): Promise<Borrower & { answers_id: string | null }> {
  const person = await findBorrower(db, wish.borrower_id)
  if (!person) throw new NotFound('There is no such person.')
  const answers_id = wish.answers_id ?? (person.kind === 'staff' ? null : (await findCardOf(db, person.id, today))?.answers_id ?? null)
  const answers = answers_id === null ? undefined : await findAnswerer(db, answers_id, today)
  return { ...person, answers_id, answers_kind: answers?.kind ?? null }
}

async function writeLoans(db: Act, wish: BookOut, free: Judged[], now: Date): Promise<Loan[]> {
  if (free.length === 0) return []
  const loans = free.map((one) => newLoan(wish, one))
  await insertLoans(db, loans)
  await keepCollected(db, loans.flatMap(({ id, device_id }) => collectedBy(free, id, device_id)))
  await keepLeaving(db, loans.flatMap(({ id, device_id }) => leavingOf(free, id, device_id)), wish, now)
  await insertSightings(db, loans.map(({ device_id }) => device_id), wish.actor, now)
  await record(db, wish.actor, now, ...loans.map((loan) => ({
    verb: 'loan.out', subject: 'device', subject_id: loan.device_id, data: { loan_id: loan.id, borrower_id: loan.borrower_id },
  })))
  return loans
}

function collectedBy(free: Judged[], loan_id: string, deviceId: string) {
  return free.flatMap(({ device, reservation_id }) => (device.device_id === deviceId && reservation_id ? [{ loan_id, reservation_id }] : []))
}

function leavingOf(free: Judged[], loan_id: string, deviceId: string) {
  return free.flatMap(({ device, leaving }) => (device.device_id === deviceId && leaving ? [{ loan_id, device, leaving }] : []))
}

function newLoan(wish: BookOut, { device: { device_id }, answers_id, taken_at, due_at }: Judged): Loan {
  const { borrower_id, class_id, purpose, source, actor } = wish
  return {
    id: newId(), device_id, borrower_id, class_id, answers_id: answers_id ?? borrower_id, purpose, taken_at, due_at,
    off_site: wish.away ? 1 : 0, source, out_desk_id: actor.desk_id, booked_out_by_id: actor.person_id, import_id: null,
    returned_at: null, back_desk_id: null, taken_back_by_id: null, on_charge: null, outcome: null,
    voided_at: null, voided_by_id: null,
  }
}
