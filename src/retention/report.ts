import { at } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { type Cut, cutFor, mayForget, type Years } from './rules.ts'
import { AGED, type Aged, countOld, listLeftBefore, type Window } from './store.ts'

export type Report = Cut & { parts: { holds: string, rows: number }[], leavers: number }
export type Asked = Years & Pick<Settings, 'retention_done_before'>

/** What would be cut today: how many rows of each part would name nobody any more, and how many leavers' names would go. */
export async function reportOn(db: Db, asked: Asked, today: string): Promise<Report> {
  const cut = cutFor(today, asked)
  const parts: Report['parts'] = []
  for (const part of AGED) parts.push({ holds: part.holds, rows: await countOld(db, part, windowOf(part, cut, asked)) })
  return { ...cut, parts: parts.filter(({ rows }) => rows > 0), leavers: (await listForgotten(db, cut)).length }
}

export async function listForgotten(db: Db, cut: Cut): Promise<string[]> {
  return (await listLeftBefore(db, cut.book_before)).filter((person) => mayForget(person, cut)).map(({ id }) => id)
}

/** What was cut once is not looked at again; by days where a part is dated by days, else by instants. */
export function windowOf({ dated }: Aged, { book_before }: Cut, { retention_done_before }: Pick<Asked, 'retention_done_before'>): Window {
  const since = retention_done_before ?? '0001-01-01'
  if (/day\)?$/.test(dated)) return { from: since, before: book_before }
  return { from: retention_done_before === null ? '' : at(since, '00:00'), before: at(book_before, '00:00') }
}
