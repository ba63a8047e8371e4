import { deciderOf } from '../approvals/decide.ts'
import type { Account } from '../auth/account.ts'
import { dayOf } from '../calendar/days.ts'
import type { OwnDeviceCondition } from '../database/tables.ts'
import type { Db } from '../database/open.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { conditionWords, mayAuthorise, type Standing, standingOn } from './rules.ts'
import { type DeclaredRow, listAll, listOwn, listWaiting } from './store.ts'

const PER_PAGE = 50
const PER_PART = 500
const MOST_OWN = 30
const MOST_WAITING = 100

/** A declaration as pages and files say it. */
export type Line = DeclaredRow & { standing: Standing, words: string, agreed: string, may_end: boolean }

const WORDS: Record<Standing, string> = {
  'waiting': 'Waiting for a yes', 'in use': 'In use', 'ahead': 'Begins later', 'run out': 'Its time is over', 'left': 'Has left', 'withdrawn': 'Not used any more',
}

function lineOf(row: DeclaredRow, today: string): Line {
  const standing = standingOn(row, today)
  return { ...row, standing, words: WORDS[standing], agreed: conditionWords(row.conditions.split(' ').filter(Boolean) as OwnDeviceCondition[]), may_end: ['waiting', 'in use', 'ahead'].includes(standing) }
}

/** What waits for this viewer's yes. */
export async function waitingFor(db: Db, viewer: Account, now: Date): Promise<Line[]> {
  const waiting = await listWaiting(db, dayOf(now), MOST_WAITING)
  if (waiting.length === 0) return []
  const decider = await deciderOf(db, { id: viewer.person_id, roles: viewer.roles }, now)
  return waiting.filter((row) => mayAuthorise(decider, row)).map((row) => lineOf(row, dayOf(now)))
}

export async function ownLines(db: Db, viewer: Account, now: Date): Promise<Line[]> {
  return (await listOwn(db, viewer.person_id, MOST_OWN)).map((row) => lineOf(row, dayOf(now)))
}

/** Everybody's, a page at a time. */
export async function allModel(db: Db, before: string, now: Date) {
  const rows = await listAll(db, before || null, PER_PAGE + 1)
  const lines = rows.slice(0, PER_PAGE).map((row) => lineOf(row, dayOf(now)))
  const address = (id: string) => addressOf('/personal-devices/all', { before: id })
  return { lines, older: rows.length > PER_PAGE ? address(lines.at(-1)!.id) : null, newer: before === '' ? null : address('') }
}

/** All there ever were, a part at a time. */
export async function* everyLine(db: Db, now: Date): AsyncGenerator<Line[]> {
  for (let before: string | null = null; ;) {
    const rows: DeclaredRow[] = await listAll(db, before, PER_PART)
    if (rows.length > 0) yield rows.map((row) => lineOf(row, dayOf(now)))
    if (rows.length < PER_PART) return
    before = rows.at(-1)!.id
  }
}

export const CSV_COLUMNS: readonly CsvColumn<Line>[] = [
  ['Name', ({ person }) => person], ['Device', ({ device }) => device], ['Used for', ({ used_for }) => used_for], ['Said of it', ({ agreed }) => agreed],
  ['From', ({ from_day }) => from_day], ['Until', ({ until_day }) => until_day], ['Declared on', ({ declared_at }) => dayOf(declared_at)],
  ['Authorised by', ({ authorised_by }) => authorised_by], ['Authorised on', ({ authorised_at }) => authorised_at && dayOf(authorised_at)],
  ['Ended on', ({ withdrawn_at }) => withdrawn_at && dayOf(withdrawn_at)], ['Standing', ({ words }) => words],
]
