import { parse } from 'csv-parse/sync'
import type { Loan } from '../model/school.ts'
import { addDays, dayOf, instantOf, timeOf } from '../model/wall-clock.ts'
import { now, type Simulation, today } from '../play/simulation.ts'
import type { Visitor } from '../play/visitor.ts'
import { iso, lineOf, mustAgree } from './differ.ts'

const LOOKED_BACK = 10

/** Every loan of the last days and every open one, row by row; `all` for the whole book. */
export async function bookAgrees(sim: Simulation, all = false): Promise<void> {
  const since = all ? 0 : instantOf(addDays(today(sim), -LOOKED_BACK), '00:00')
  const isLooked = (loan: Loan) => loan.taken >= since || (loan.returned === null && loan.voided === null)
  mustAgree(sim, 'Loans', await rowsSince(sim, since), sim.school.loans.filter(isLooked).map((loan) => (
    lineOf(loan.code, loan.borrower, loan.className, loan.answers, loan.purpose, iso(loan.taken), iso(loan.due), iso(loan.returned), loan.outcome, iso(loan.voided)))))
}

async function rowsSince({ kit }: Simulation, since: number): Promise<string[]> {
  const rows = await kit.db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('people as b', 'b.id', 'l.borrower_id')
    .innerJoin('people as w', 'w.id', 'l.answers_id').leftJoin('classes as c', 'c.id', 'l.class_id')
    .select(['d.code', 'b.name as borrower', 'c.name as class_name', 'w.name as answers', 'l.purpose', 'l.taken_at', 'l.due_at', 'l.returned_at', 'l.outcome', 'l.voided_at'])
    .where((e) => e.or([e('l.taken_at', '>=', iso(since)), e.and([e('l.returned_at', 'is', null), e('l.voided_at', 'is', null)])])).execute()
  return rows.map((row) => lineOf(row.code, row.borrower, row.class_name, row.answers, row.purpose, row.taken_at, row.due_at, row.returned_at, row.outcome, row.voided_at))
}

const COLUMNS = ['Taken', 'Device', 'With', 'Answers for it', 'Class', 'Purpose', 'Due', 'Back', 'How it ended', 'Struck out']
const words = (instant: number | null) => (instant === null ? '' : `${dayOf(instant)} ${timeOf(instant)}`)

/** What the book’s file says of today’s entries, in the times of the wall clock. */
export async function bookFileAgrees(sim: Simulation, lead: Visitor): Promise<void> {
  const day = dayOf(now(sim))
  const { text } = await lead.get(`/book.csv?from=${day}&to=${day}`)
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
  const taken = sim.school.loans.filter((loan) => dayOf(loan.taken) === day)
  mustAgree(sim, 'The signing-out book of today', rows.map((row) => lineOf(...COLUMNS.map((name) => row[name] ?? ''))), taken.map((loan) => (
    lineOf(words(loan.taken), loan.code, loan.borrower, loan.answers, loan.className, loan.purpose, words(loan.due), words(loan.returned), loan.outcome, words(loan.voided)))))
}
