import { dueAt } from '../calendar/due.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { act, type Act, isRefusedBy, isUniqueViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { once } from '../http/once.ts'
import { insertLoans, type Loan } from '../loans/store.ts'
import { bringBackByPaper } from './bring-back.ts'
import { judgeEntries, type Judged } from './judge.ts'
import type { Entry, Return } from './rules.ts'

/** `usual`: fields to fill in for the person to look at, where a purpose was left out. */
export type Entered = { problems: Problem[], entered: number, usual?: Record<string, string> }
export type Wish = { entries: Entry[], returns: Return[], actor: Actor }

/**
 * Writes what was on paper into the book as entries "from paper": all lines in one act, or none with everything that
 * stands against them, such as an entry that a line would overlap (M1). Who loses a race is judged again.
 */
export function enterSheet(db: Db, key: string, { entries, returns, actor }: Wish, now: Date): Promise<Entered> {
  const run = () => act(db, async (db) => {
    const done = await once(db, key, { entries, returns }, now, () => enter(db, { entries, returns, actor }, now), ({ problems }) => problems.length === 0)
    if (done.problems.length > 0) throw new NotEntered(done)
    return done
  })
  const again = (error: unknown) => {
    if (isUniqueViolation(error) || isRefusedBy(error, 'overlap') || isRefusedBy(error, 'out-of-use')) return run()
    throw error
  }
  return run().catch(again).catch((error: unknown) => {
    if (error instanceof NotEntered) return error.done
    throw error
  })
}

/** Takes back what the act had begun to write before it found a problem. */
class NotEntered extends Error {
  readonly done: Entered

  constructor(done: Entered) {
    super('a sheet was refused')
    this.done = done
  }
}

async function enter(db: Act, { entries, returns, actor }: Wish, now: Date): Promise<Entered> {
  const back = await bringBackByPaper(db, returns, actor, now)
  const { judged, problems, usual } = await judgeEntries(db, entries, now)
  if (back.length + problems.length > 0) return { problems: [...problems, ...back], entered: 0, usual }
  const calendar = await readCalendar(db)
  const loans = judged.map((one) => {
    const due_at = dueAt({ taken_at: one.taken_at, off_site: false, until: null, last_day: one.last_day }, calendar)
    return paperLoan(one, due_at, actor)
  })
  if (loans.length > 0) await insertLoans(db, loans)
  await record(db, actor, now, ...loans.map((loan) => ({ verb: 'loan.from paper', subject: 'device', subject_id: loan.device_id, data: { loan_id: loan.id } })))
  return { problems: [], entered: loans.length + returns.length }
}

function paperLoan(judged: Judged, due_at: string, actor: Actor): Loan {
  const { device_id, borrower_id, class_id, purpose, taken_at, returned_at } = judged
  return {
    id: newId(), device_id, borrower_id, class_id, answers_id: borrower_id, purpose, taken_at, due_at, off_site: 0,
    source: 'paper', out_desk_id: null, booked_out_by_id: actor.person_id, import_id: null, returned_at, back_desk_id: null,
    taken_back_by_id: returned_at ? actor.person_id : null, on_charge: null, outcome: returned_at ? 'returned' : null,
    voided_at: null, voided_by_id: null,
  }
}
