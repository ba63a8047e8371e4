import { readAgreementFacts } from '../agreements/lending.ts'
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
import { insertSightings } from '../sightings/store.ts'
import { findBorrower, insertLoans, listEndsAfter, type Loan } from './store.ts'
import { bringBack } from './take-back.ts'

export type BookOut = {
  device_ids: string[], borrower_id: string, class_id: string | null
  /** The adult who answers; null is the borrower. */
  answers_id: string | null
  purpose: string
  /** `HH:MM` today, or null for the end of the school day. */
  until: string | null
  source: LoanSource, actor: Actor
  /** The lead said yes to lending what somebody else looks after (M3). */
  lead_says_yes?: boolean
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
  const today = dayOf(now)
  const borrower = await borrowerOf(db, wish, today)
  const devices = await custodyOf(db, wish.device_ids)
  const notFor = await listNotFor(db, wish.device_ids)
  const about = { borrower, today, off_site: false, ...await readAgreementFacts(db, wish.borrower_id, today) }
  const judged = devices.map((device) => ({
    device, reasons: reasonsNotToLend({ device, not_for: notFor.get(device.device_id)!, ...about })
      .filter((reason) => !isWaived(reason, device.device_id, wish)),
  }))
  const free = judged.filter(({ reasons }) => reasons.length === 0).map(({ device }) => device)
  const refusals = judged.filter(({ reasons }) => reasons.length > 0)
    .map(({ device, reasons }) => ({ device_id: device.device_id, code: device.code, reasons }))
  const passed_on = await passOn(db, wish, free, now)
  const loans = await writeLoans(db, wish, borrower.last_day, free, now)
  return { loans, passed_on, refusals, warnings: loans.length > 0 ? warningsToLend(about) : [] }
}

function isWaived(reason: Reason, deviceId: string, wish: BookOut): boolean {
  if (reason.code === 'looked-after') return wish.lead_says_yes === true
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

async function borrowerOf(db: Db, wish: BookOut, today: string): Promise<Borrower> {
  const person = await findBorrower(db, wish.borrower_id)
  if (!person) throw new NotFound('There is no such person.')
  const answers = wish.answers_id === null ? null : await findBorrower(db, wish.answers_id)
  const isHere = answers && (answers.last_day === null || answers.last_day >= today)
  return { ...person, answers_kind: isHere ? answers.kind : null }
}

async function writeLoans(db: Act, wish: BookOut, lastDay: string | null, devices: CustodyFacts[], now: Date): Promise<Loan[]> {
  if (devices.length === 0) return []
  const calendar = await readCalendar(db)
  const ends = await listEndsAfter(db, devices.map(({ device_id }) => device_id), now.toISOString())
  const loans = devices.map(({ device_id }) => {
    const taken_at = ends.get(device_id) ?? now.toISOString()
    const due_at = dueAt({ taken_at, off_site: false, until: wish.until, last_day: lastDay }, calendar)
    return newLoan(wish, device_id, taken_at, due_at)
  })
  await insertLoans(db, loans)
  await insertSightings(db, loans.map(({ device_id }) => device_id), wish.actor, now)
  await record(db, wish.actor, now, ...loans.map((loan) => ({
    verb: 'loan.out', subject: 'device', subject_id: loan.device_id, data: { loan_id: loan.id, borrower_id: loan.borrower_id },
  })))
  return loans
}

function newLoan(wish: BookOut, device_id: string, taken_at: string, due_at: string): Loan {
  const { borrower_id, class_id, purpose, source, actor } = wish
  return {
    id: newId(), device_id, borrower_id, class_id, answers_id: wish.answers_id ?? borrower_id, purpose, taken_at, due_at,
    off_site: 0, source, out_desk_id: actor.desk_id, booked_out_by_id: actor.person_id, import_id: null,
    returned_at: null, back_desk_id: null, taken_back_by_id: null, on_charge: null, outcome: null,
    voided_at: null, voided_by_id: null,
  }
}
