import { addDays, dayOf, instantsOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { LoanOutcome, LoanSource } from '../database/tables.ts'

/** One loan of a device of the set, as its history tells it. */
export type SetLoan = {
  id: string, code: string, slot: number | null, borrower_id: string, borrower: string, class_id: string | null, class_name: string | null
  answers: string, purpose: string, taken_at: string, returned_at: string | null, outcome: LoanOutcome | null, source: LoanSource
}
/** A fortnight of a set's past that ends with a day on which something of it was taken; `earlier`: what came before it. */
export type Period = { loans: SetLoan[], earlier: string | null }

const DAYS = 14

/**
 * The newest fortnight before a moment (UTC ISO) in which something of the set was taken, and where the next one ends.
 * Every look-up goes by device and time, so that it costs the same however long the history is (M25).
 */
export async function readPeriod(db: Db, setId: string, before: string): Promise<Period> {
  const newest = await newestBefore(db, setId, before)
  if (newest === null) return { loans: [], earlier: null }
  const { from } = instantsOf(addDays(dayOf(newest), 1 - DAYS))
  const loans = await listLoansBetween(db, setId, from, before)
  return { loans, earlier: await newestBefore(db, setId, from) === null ? null : from }
}

async function newestBefore(db: Db, setId: string, moment: string): Promise<string | null> {
  const rows = await db.selectFrom('devices as d').where('d.set_id', '=', setId)
    .select((e) => e.selectFrom('loans as l').select('l.taken_at').whereRef('l.device_id', '=', 'd.id')
      .where('l.voided_at', 'is', null).where('l.taken_at', '<', moment).orderBy('l.taken_at', 'desc').limit(1).as('taken_at')).execute()
  return rows.map(({ taken_at }) => taken_at).filter((taken) => taken !== null).toSorted().at(-1) ?? null
}

async function listLoansBetween(db: Db, setId: string, from: string, before: string): Promise<SetLoan[]> {
  const devices = await db.selectFrom('devices').select('id').where('set_id', '=', setId).execute()
  return db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('people as b', 'b.id', 'l.borrower_id')
    .innerJoin('people as w', 'w.id', 'l.answers_id').leftJoin('classes as c', 'c.id', 'l.class_id')
    .select(['l.id', 'd.code', 'd.slot', 'l.borrower_id', 'b.name as borrower', 'l.class_id', 'c.name as class_name', 'w.name as answers',
      'l.purpose', 'l.taken_at', 'l.returned_at', 'l.outcome', 'l.source'])
    .where('l.device_id', 'in', devices.map(({ id }) => id)).where('l.voided_at', 'is', null)
    .where('l.taken_at', '>=', from).where('l.taken_at', '<', before)
    .orderBy('l.taken_at', 'desc').orderBy('d.slot').orderBy('d.code').execute()
}

/** The whole past, newest first, a fortnight at a time: for a file. */
export async function* allLoans(db: Db, setId: string, before: string): AsyncGenerator<SetLoan[]> {
  for (let end: string | null = before; end !== null;) {
    const period: Period = await readPeriod(db, setId, end)
    yield period.loans
    end = period.earlier
  }
}
