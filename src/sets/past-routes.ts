import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { type CsvColumn, instantCell, sendCsv } from '../http/csv.ts'
import { get, type Route } from '../http/routes.ts'
import { setOfCode } from './find.ts'
import { allLoans, readPeriod, type SetLoan } from './history.ts'
import { type Lack, listLacking } from './lacking.ts'
import { listDevicesOf } from './store.ts'
import { visitsOf } from './visits.ts'

/** A set's past: who had it when, and what it lacks now with who had that last (M25). */
export const setPastRoutes: Route[] = [
  get('/sets/:code/history', 'read-book', showHistory),
  get('/sets/:code/history.csv', 'read-book', sendHistory),
  get('/sets/:code/lacking.csv', 'read-book', sendLacking),
]

async function showHistory(req: Request, res: Response): Promise<void> {
  const set = await setOfCode(req.db, req.params['code'])
  const asked = String(req.query['before'] ?? '')
  const before = Number.isNaN(Date.parse(asked)) ? afterAll(req.now) : new Date(asked).toISOString()
  const { loans, earlier } = await readPeriod(req.db, set.id, before)
  const devices = await listDevicesOf(req.db, set.id)
  const model = { set, visits: visitsOf(loans), all: devices.map(({ code }) => code), first: before === afterAll(req.now) }
  const older = earlier && `/sets/${set.code}/history?before=${encodeURIComponent(earlier)}`
  res.page('sets/history', { ...model, older, now: req.now.toISOString() }, { title: `Who had ${set.name}` })
}

/** Also what a clock that was set back has written since. */
function afterAll(now: Date): string {
  return new Date(now.getTime() + 24 * 3600_000).toISOString()
}

async function sendHistory(req: Request, res: Response): Promise<void> {
  const set = await setOfCode(req.db, req.params['code'])
  await sendCsv(res, `${set.code}-history-${dayOf(req.now)}`, HISTORY_COLUMNS, allLoans(req.db, set.id, afterAll(req.now)))
}

const HISTORY_COLUMNS: readonly CsvColumn<SetLoan>[] = [
  ['Taken', (loan) => instantCell(loan.taken_at)], ['Back', (loan) => instantCell(loan.returned_at)], ['Device', (loan) => loan.code],
  ['Slot', (loan) => loan.slot], ['Name', (loan) => loan.borrower], ['Class', (loan) => loan.class_name], ['Answers for it', (loan) => loan.answers],
  ['Purpose', (loan) => loan.purpose], ['How it ended', (loan) => loan.outcome ?? 'still out'], ['From paper', (loan) => (loan.source === 'paper' ? 'yes' : '')],
]

async function sendLacking(req: Request, res: Response): Promise<void> {
  const set = await setOfCode(req.db, req.params['code'])
  const lacks = await listLacking(req.db, await listDevicesOf(req.db, set.id), req.now)
  await sendCsv(res, `${set.code}-lacking-${dayOf(req.now)}`, LACK_COLUMNS, (async function* () { yield lacks })())
}

const LACK_COLUMNS: readonly CsvColumn<Lack>[] = [
  ['Device', (lack) => lack.code], ['Slot', (lack) => lack.slot], ['Type', (lack) => lack.type], ['Why', (lack) => lack.why],
  ['Since', (lack) => instantCell(lack.since)], ['With', (lack) => lack.with], ['Last had by', (lack) => lack.last?.borrower],
  ['Class', (lack) => lack.last?.class_name], ['From', (lack) => instantCell(lack.last?.taken_at)], ['Until', (lack) => instantCell(lack.last?.returned_at)],
  ['Last seen', (lack) => instantCell(lack.seen_at)], ['Where', (lack) => lack.seen_place],
]
