import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { instantCell } from '../http/csv.ts'
import { withDays } from './read.ts'
import { type Standing, standingOf } from './rules.ts'
import { type AbsenceRow, listDevicesOf, listDone, listOpen } from './store.ts'

const PER_PAGE = 50
const PER_PART = 500

export type AbsenceLine = AbsenceRow & { standing: Standing, devices: { code: string, type_name: string, awaited: boolean }[] }

/** Absences with what they are about and the days that count: a few queries more, however many they are. */
export async function linesOf(db: Db, rows: AbsenceRow[], today: string): Promise<AbsenceLine[]> {
  if (rows.length === 0) return []
  const all = await listDevicesOf(db, rows.map(({ id }) => id))
  return (await withDays(db, rows)).map((row) => {
    const devices = all.filter(({ absence_id }) => absence_id === row.id)
      .map(({ code, type_name, awaited }) => ({ code, type_name, awaited: row.done_at === null && Boolean(awaited) }))
    return { ...row, devices, standing: standingOf({ ...row, awaited: devices.filter(({ awaited }) => awaited).length }, today) }
  })
}

/** What views/absences/index.ejs needs: what is open in front, then a page of what is done. */
export async function listModel(db: Db, before: string | null, now: Date) {
  const done = await listDone(db, before, PER_PAGE + 1)
  const shown = done.slice(0, PER_PAGE)
  return {
    open: before === null ? await linesOf(db, await listOpen(db), dayOf(now)) : [], done: await linesOf(db, shown, dayOf(now)),
    older: done.length > PER_PAGE ? addressOf('/absences', { before: shown.at(-1)!.id }) : null, newer: before === null ? null : '/absences',
  }
}

/** All there ever were, a part at a time, what is open in front. */
export async function* everyLine(db: Db, now: Date): AsyncGenerator<AbsenceLine[]> {
  yield linesOf(db, await listOpen(db), dayOf(now))
  for (let before: string | null = null; ;) {
    const rows: AbsenceRow[] = await listDone(db, before, PER_PART)
    if (rows.length > 0) yield linesOf(db, rows, dayOf(now))
    if (rows.length < PER_PART) return
    before = rows.at(-1)!.id
  }
}

export const STANDING_WORDS: Record<Standing, string> = { 'arranged': 'Arranged', 'late': 'Its day has passed', 'all back': 'All back', 'done': 'Said to be done' }

export const CSV_COLUMNS: readonly CsvColumn<AbsenceLine>[] = [
  ['Name', ({ person }) => person], ['Return arranged by', ({ by_day }) => by_day], ['How', ({ how }) => how],
  ['Not back yet', ({ devices }) => devices.filter(({ awaited }) => awaited).map(({ code }) => code).join(' ')],
  ['Devices', ({ devices }) => devices.map(({ code }) => code).join(' ')], ['Standing', ({ standing }) => STANDING_WORDS[standing]],
  ['Arranged on', ({ made_at }) => instantCell(made_at)], ['Done on', ({ done_at }) => instantCell(done_at)],
]
