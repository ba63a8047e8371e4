import type { ExpressionBuilder } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row, Tables } from '../database/tables.ts'
import { hasBegun, notLeft } from '../people/here.ts'
import { fold } from '../text/fold.ts'

export async function listDeviceIdsOfSet(db: Db, setId: string): Promise<string[]> {
  const rows = await db.selectFrom('devices').select('id').where('set_id', '=', setId).orderBy('slot').execute()
  return rows.map(({ id }) => id)
}

/** People who are here on a day (YYYY-MM-DD) with a word that begins so; the best known spelling first. */
export function searchNames(db: Db, typed: string, today: string, limit = 8) {
  const start = fold(typed).replace(/[\\%_]/g, '\\$&')
  return db.selectFrom('people').select(['id', 'name', 'kind'])
    .where((e) => e.or([startsWith(start), startsWith(`% ${start}`)].map((pattern) => e('search_name', 'like', pattern))))
    .where(notLeft(today))
    .where(hasBegun(today))
    .orderBy('sort_name').limit(limit).execute()
}

function startsWith(text: string): string {
  return `${text}%`
}

/** Whoever borrowed most among the last 200 loans, still here: their names are one tap. */
export const listFrequentBorrowers = prepared((db: Db, today: string) =>
  db.selectFrom((q) => q.selectFrom('loans').select('borrower_id').orderBy('taken_at', 'desc').orderBy('id', 'desc').limit(200).as('recent'))
    .innerJoin('people as p', 'p.id', 'recent.borrower_id')
    .select((e) => ['p.id', 'p.name', 'p.kind', e.fn.countAll<number>().as('times')])
    .where(notLeft(today, 'p'))
    .groupBy(['p.id', 'p.name', 'p.kind', 'p.sort_name']).orderBy('times', 'desc').orderBy('p.sort_name').limit(12))

/** A person's last few loans, newest first: what their purposes and this year's classes are suggested from. */
export const listRecentWishes = prepared((db: Db, personId: string, today: string) => {
  const current = (e: ExpressionBuilder<Tables & { c: Tables['classes'] }, 'c'>) => e('c.school_year_id', 'in', (q) => q.selectFrom('school_years')
    .select('id').where('starts_on', '<=', today).where('ends_on', '>=', today))
  return db.selectFrom('loans as l').leftJoin('classes as c', (join) => join.onRef('c.id', '=', 'l.class_id').on(current))
    .select(['l.purpose', 'c.id as class_id', 'c.name as class_name'])
    .where('l.borrower_id', '=', personId).where('l.voided_at', 'is', null)
    .orderBy('l.taken_at', 'desc').orderBy('l.id', 'desc').limit(20)
})

export const findPerson = preparedFirst((db: Db, id: string) =>
  db.selectFrom('people').select(['id', 'name', 'kind', 'first_day', 'last_day']).where('id', '=', id))

export const findScan = preparedFirst((db: Db, id: string) =>
  db.selectFrom('desk_scans').selectAll().where('id', '=', id))

export const findScanByKey = preparedFirst((db: Db, key: string) =>
  db.selectFrom('desk_scans').selectAll().where('key', '=', key))

/** Nothing is answered before it was scanned, so the index of answers leads to it. */
export const findSameScan = preparedFirst((db: Db, deskId: string, text: string, since: string, until: string) =>
  db.selectFrom('desk_scans').selectAll().where('desk_id', '=', deskId).where('text', '=', text)
    .where('answered_at', '>=', since).where('scanned_at', '>=', since).where('scanned_at', '<=', until).where('undone_at', 'is', null)
    .orderBy('id', 'desc').limit(1))

/** What was answered since a moment (UTC ISO), the latest first: a scan from a queue counts from when it was answered. */
export const listScans = prepared((db: Db, deskId: string, lane: string, since: string, limit: number) =>
  db.selectFrom('desk_scans').selectAll().where('desk_id', '=', deskId).where('lane', '=', lane)
    .where('answered_at', '>=', since).orderBy('id', 'desc').limit(limit))

export const insertScan = prepared((db: Db, scan: Row<'desk_scans'>) => db.insertInto('desk_scans').values(scan))

export async function markUndone(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('desk_scans').set({ undone_at: now.toISOString() }).where('id', '=', id).execute()
}

export const keepAtDesk = prepared((db: Db, deskId: string, atDesk: string) =>
  db.updateTable('desks').set({ at_desk: atDesk }).where('id', '=', deskId))

const findAtDesk = preparedFirst((db: Db, deskId: string) =>
  db.selectFrom('desks').select('at_desk').where('id', '=', deskId))

export async function readAtDesk(db: Db, deskId: string): Promise<string> {
  return (await findAtDesk(db, deskId))!.at_desk
}

export const findClassCard = preparedFirst((db: Db, id: string) =>
  db.selectFrom('class_cards as k').innerJoin('classes as c', 'c.id', 'k.class_id').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
    .select(['k.class_id', 'k.answers_id', 'k.purpose', 'y.ends_on']).where('k.id', '=', id))

/** The cards of this year's classes (today is YYYY-MM-DD), whose adults are still here. */
export const listClassCards = prepared((db: Db, today: string) =>
  db.selectFrom('class_cards as k').innerJoin('classes as c', 'c.id', 'k.class_id')
    .innerJoin('school_years as y', 'y.id', 'c.school_year_id').innerJoin('people as p', 'p.id', 'k.answers_id')
    .select(['k.id', 'k.class_id', 'c.name as class_name', 'k.answers_id', 'p.name as answers', 'k.purpose'])
    .where('y.starts_on', '<=', today).where('y.ends_on', '>=', today)
    .where(notLeft(today, 'p'))
    .orderBy('c.search_name').orderBy('p.sort_name'))
