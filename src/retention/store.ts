import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { PARTS, type Part } from '../school-file/parts.ts'

/** Stands in the place of whoever the record names no more, and beside it for somebody who was not the same. */
export const FORMER = 'former'
const FORMER_OTHER = 'former-other'

/** From and before which instant or day a part's rows have had their time; `from` is what was cut before. */
export type Window = { from: string, before: string }

export type Aged = Part & { people: readonly string[], dated: string }

/** The parts that name people for a time only. */
export const AGED = PARTS.filter((part): part is Aged => part.people !== undefined && part.dated !== undefined)

function isOld({ dated, people }: Aged, { from, before }: Window): RawBuilder<unknown> {
  const named = sql.join(people.map((column) => sql`${sql.ref(column)} not in (${FORMER}, ${FORMER_OTHER})`), sql` or `)
  return sql`${sql.raw(dated)} >= ${from} and ${sql.raw(dated)} < ${before} and (${named})`
}

export async function countOld(db: Db, part: Aged, window: Window): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(part.table)} where ${isOld(part, window)}`.execute(db)
  return Number(rows[0]!.rows)
}

/** Cuts the link from old rows to people: the rows stay, so that counts do too. */
export async function cutOld(db: Db, part: Aged, window: Window): Promise<void> {
  const cut = sql.join(part.people.map((column) => {
    const former = part.apart?.includes(column) ? FORMER_OTHER : FORMER
    return sql`${sql.ref(column)} = case when ${sql.ref(column)} is null then null else ${former} end`
  }))
  await sql`update ${sql.table(part.table)} set ${cut} where ${isOld(part, window)}`.execute(db)
}

type Told = Record<string, string>

/** Rows whose text names people by id, a part at a time by their key. */
export async function listTold(db: Db, { table, dated, told = [] }: Aged, { from, before }: Window, after: string, limit: number): Promise<Told[]> {
  const columns = sql.join(['id', ...told].map((column) => sql.ref(column)))
  const { rows } = await sql<Told>`select ${columns} from ${sql.table(table)}
    where id > ${after} and ${sql.raw(dated)} >= ${from} and ${sql.raw(dated)} < ${before} order by id limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export async function rewriteTold(db: Db, { table }: Aged, id: string, texts: Told): Promise<void> {
  const set = sql.join(Object.entries(texts).map(([column, text]) => sql`${sql.ref(column)} = ${text}`))
  await sql`update ${sql.table(table)} set ${set} where id = ${id}`.execute(db)
}

/** Everybody whose last day was before a day (YYYY-MM-DD) and whose name still stands, with what speaks against forgetting it. */
export async function listLeftBefore(db: Db, day: string) {
  const rows = await db.selectFrom('people as p').select(['p.id', 'p.last_day']).select((e) => [
    e.exists(e.selectFrom('loans as l').select('l.id').whereRef('l.borrower_id', '=', 'p.id').where('l.returned_at', 'is', null).where('l.voided_at', 'is', null))
      .as('borrows'),
    e.exists(e.selectFrom('allocations as a').select('a.id').whereRef('a.keeper_id', '=', 'p.id').where('a.until_at', 'is', null)).as('keeps'),
    e.exists(e.selectFrom('signatures as s').select('s.id').whereRef('s.person_id', '=', 'p.id')).as('signed'),
  ]).where('p.last_day', '<', day).where('p.id', 'not in', [FORMER, FORMER_OTHER]).where('p.name', '<>', FORMER_NAME).execute()
  return rows.map(({ id, last_day, borrows, keeps, signed }) => ({ id, last_day, has_something: Boolean(borrows) || Boolean(keeps), signed: Boolean(signed) }))
}

export const FORMER_NAME = 'Former staff'
const NAMELESS = { name: FORMER_NAME, sort_name: 'former staff', search_name: 'former staff', email: null, job_title: '' }

/** The rows that stand for all of them; on nobody's list of those who are here. */
export async function ensureFormer(db: Db, now: Date): Promise<void> {
  const row = { ...NAMELESS, kind: 'staff' as const, first_day: null, last_day: '2000-01-01', created_at: now.toISOString() }
  await db.insertInto('people').values([{ id: FORMER, ...row }, { id: FORMER_OTHER, ...row }])
    .onConflict((c) => c.column('id').doNothing()).execute()
}

/** Takes a leaver's name, address, account, badge and roles out of the record; their row stays for what points to it. */
export async function forgetPerson(db: Db, id: string): Promise<void> {
  for (const table of ['accounts', 'person_roles', 'class_people', 'pins', 'outbox', 'reminders', 'password_known_to'] as const) {
    await db.deleteFrom(table).where('person_id', '=', id).execute()
  }
  await db.deleteFrom('tags').where('person_id', '=', id).execute()
  await db.deleteFrom('class_cards').where('answers_id', '=', id).execute()
  await db.updateTable('signatures').set({ person_id: FORMER, full_name: null, job_title: '' }).where('person_id', '=', id).execute()
  await db.updateTable('signatures').set({ recorded_by_id: FORMER }).where('recorded_by_id', '=', id).execute()
  await db.updateTable('people').set(NAMELESS).where('id', '=', id).execute()
}
