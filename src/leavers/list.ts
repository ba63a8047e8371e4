import { addDays, dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { CsvColumn } from '../http/csv.ts'
import { instantCell } from '../http/csv.ts'
import { listOutstanding, type Outstanding } from './outstanding.ts'
import { type Standing, standingOf } from './rules.ts'
import { type After, type Leaver, listComing, listGone, listGoneWith } from './store.ts'

const PER_PAGE = 50

export type LeaverLine = Leaver & { standing: Standing, outstanding: Outstanding[] }

async function linesOf(db: Db, leavers: Leaver[], today: string): Promise<LeaverLine[]> {
  const all = await listOutstanding(db, leavers.map(({ id }) => id), today)
  return leavers.map((leaver) => {
    const outstanding = all.filter(({ person_id }) => person_id === leaver.id)
    return { ...leaver, outstanding, standing: standingOf({ last_day: leaver.last_day, signed: leaver.signed_at !== null, outstanding: outstanding.length }, today) }
  })
}

export type ListAsked = { show: 'coming' | 'gone', after: After | null }

async function pageOf(db: Db, { show, after }: ListAsked, today: string, limit: number): Promise<Leaver[]> {
  const from = after ?? { last_day: today, id: '' }
  return show === 'gone' ? listGone(db, from, limit) : listComing(db, from, limit)
}

/** What views/leavers/index.ejs needs: those who leave next, what those who left still have, and a page of who has gone. */
export async function listModel(db: Db, asked: ListAsked, now: Date) {
  const today = dayOf(now)
  const found = await pageOf(db, asked, today, PER_PAGE + 1)
  const last = found[PER_PAGE - 1]
  return {
    show: asked.show, lines: await linesOf(db, found.slice(0, PER_PAGE), today), soon: addDays(today, 30),
    overdue: asked.show === 'coming' && asked.after === null ? (await linesOf(db, await listGoneWith(db, today), today)).filter(({ outstanding }) => outstanding.length > 0) : [],
    more: found.length > PER_PAGE ? `/leavers?show=${asked.show}&after=${last!.last_day}_${last!.id}` : null, first: asked.after === null ? null : `/leavers?show=${asked.show}`,
  }
}

const PER_PART = 500

/** Everybody with a last day, those who leave next in front, a part at a time. */
export async function* everyLine(db: Db, now: Date): AsyncGenerator<LeaverLine[]> {
  const today = dayOf(now)
  for (const show of ['coming', 'gone'] as const) {
    let after: After | null = null
    for (;;) {
      const part: Leaver[] = await pageOf(db, { show, after }, today, PER_PART)
      if (part.length > 0) yield linesOf(db, part, today)
      if (part.length < PER_PART) break
      after = part.at(-1)!
    }
  }
}

export const CSV_COLUMNS: readonly CsvColumn<LeaverLine>[] = [
  ['Name', (line) => line.name], ['Last day', (line) => line.last_day], ['Standing', (line) => line.standing],
  ['Outstanding', (line) => line.outstanding.map(({ what, words }) => `${what}: ${words}`).join('; ')], ['Signed off', (line) => instantCell(line.signed_at)],
]
