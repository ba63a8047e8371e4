import { readCalendar } from '../calendar/school/store.ts'
import { act, type Act, isRefusedBy, isUniqueViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { fieldsHash } from '../http/forms.ts'
import { once } from '../http/once.ts'
import { sayFor } from '../http/say.ts'
import { readLimits } from '../people/limits.ts'
import { findBorrower, findLoan, type Loan } from '../loans/store.ts'
import { type Correctable, corrected, difference, problemsOfCorrection, type Problem, type Wanted } from './rules.ts'
import { findNeighbour, insertCorrection } from './store.ts'

export type Correction = { loan_id: string, wanted: Wanted, reason: string, seen: string, actor: Actor }
/** `stale`: the page was made from an older version and is shown anew. */
export type Corrected = { problems: Problem[], stale?: boolean }

/** Names an entry as it stands now, so that a page made from an older version is noticed. */
export function versionOf(loan: Loan): string {
  const { borrower_id, answers_id, class_id, purpose, taken_at, due_at, returned_at, outcome, voided_at } = loan
  return fieldsHash([borrower_id, answers_id, class_id, purpose, taken_at, due_at, returned_at, outcome, voided_at])
}

/**
 * Corrects an entry of the book with a reason; both versions are kept (M1). Everything that stands against it comes
 * back as problems, also an entry that it would overlap. Throws NotFound and KeyReused.
 */
export function correctLoan(db: Db, key: string, wish: Correction, now: Date): Promise<Corrected> {
  const isDone = ({ problems }: Corrected) => problems.length === 0
  const run = () => act(db, (db) => once(db, key, wish, now, () => correct(db, wish, now), isDone))
  const again = (error: unknown) => (isUniqueViolation(error) ? run() : Promise.reject(error))
  return run().catch(again).catch(async (error: unknown) => {
    if (!isRefusedBy(error, 'overlap') && !isUniqueViolation(error)) throw error
    return { problems: [await whatStands(db, wish, now)] }
  })
}

const CHANGED = { name: '', message: 'This entry has changed since you opened it. It is shown as it is now' }

async function correct(db: Act, wish: Correction, now: Date): Promise<Corrected> {
  const loan = await findLoan(db, wish.loan_id)
  if (!loan) throw new NotFound('There is no such entry in the book.')
  if (versionOf(loan) !== wish.seen) return { problems: [CHANGED], stale: true }
  const borrower = await findBorrower(db, wish.wanted.borrower_id)
  if (!borrower) return { problems: [{ name: 'borrower_id', message: 'Choose somebody from the list' }] }
  const facts = { last_day: borrower.last_day, same_day: (await readLimits(db, borrower.kind)).same_day, calendar: await readCalendar(db), actor_id: wish.actor.person_id }
  const after = corrected(loan, wish.wanted, facts)
  const answers = after.answers_id === borrower.id ? null : await findBorrower(db, after.answers_id)
  const problems = problemsOfCorrection(loan, after, { ...borrower, answers_kind: answers?.kind ?? null }, now)
  if (problems.length === 0) await write(db, loan, after, wish, now)
  return { problems }
}

async function write(db: Act, loan: Loan, entry: Correctable, wish: Correction, now: Date): Promise<void> {
  const { before, after } = difference(loan, entry)
  await db.updateTable('loans').set(after).where('id', '=', loan.id).execute()
  await keepBoth(db, loan, { before, after, reason: wish.reason, verb: 'loan.corrected' }, wish.actor, now)
}

type Versions = { before: object, after: object, reason: string, verb: string }

/** Both versions stay in the book, and the log says that there was a correction. */
export async function keepBoth(db: Act, loan: Loan, versions: Versions, actor: Actor, now: Date): Promise<void> {
  const id = newId()
  const { before, after, reason, verb } = versions
  await insertCorrection(db, {
    id, loan_id: loan.id, at: now.toISOString(), by_id: actor.person_id!, reason,
    before: JSON.stringify(before), after: JSON.stringify(after),
  })
  const data = { loan_id: loan.id, correction_id: id }
  await record(db, actor, now, { verb, subject: 'device', subject_id: loan.device_id, data })
}

const AT_ONCE = { name: '', message: 'Another entry was written at the same moment. Look at the book and try again' }

/** The sentence about the entry in the way; it stands until somebody corrects that one. */
async function whatStands(db: Db, { loan_id, wanted, actor }: Correction, now: Date): Promise<Problem> {
  const loan = await findLoan(db, loan_id)
  const calendar = await readCalendar(db)
  const after = corrected(loan!, wanted, { last_day: null, same_day: false, calendar, actor_id: actor.person_id })
  const other = await findNeighbour(db, loan!.device_id, loan_id, after.returned_at)
  if (!other) return AT_ONCE
  const say = sayFor(now)
  const span = other.returned_at === null
    ? `has been out to ${other.borrower} since ${say.when(other.taken_at)}`
    : `was out to ${other.borrower} from ${say.when(other.taken_at)} until ${say.when(other.returned_at)}`
  const message = `${other.code} ${span}, and that entry stands. Correct that one first if it is wrong`
  return { name: 'taken_day', message }
}
