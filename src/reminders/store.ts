import { sql } from 'kysely'
import { readAwaited } from '../absences/read.ts'
import { findOpenPause } from '../calendar/school/lateness.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { outQuery } from '../custody/store.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { DayResult, Role } from '../database/tables.ts'
import { findLastDay, listMissing } from '../end-of-day/store.ts'
import { readSettings } from '../settings/store.ts'
import { readAsks } from './asks.ts'
import { type Ask, type LedgerLine, told, type Told, type UnsentLine } from './ledger.ts'
import type { Adult, ClosedCheck, LoanOut, ReminderFacts } from './rules.ts'

/** Everything that decides what is owed now: nine queries, and a few for what features ask, however much is out. */
export async function readReminderFacts(db: Db, now: Date): Promise<ReminderFacts> {
  const loans = await listLoansOut(db)
  const [calendar, settings] = [await readCalendar(db), await readSettings(db)]
  const asks = await readAsks(db, { settings, calendar }, now)
  const asked = [...new Set(asks.map(({ person_id }) => person_id))]
  return {
    calendar, settings, paused_since: (await findOpenPause(db))?.from_at ?? null, loans, check: await readCheck(db, loans),
    returns: await readAwaited(db),
    asks, adults: await listAdults(db, asked), ledger: new Set([...await readLedger(db, now), ...await readAsked(db, asks, asked)]),
  }
}

const findOut = prepared((db: Db) => outQuery(db).where('o.because', 'is', null).orderBy('l.due_at').orderBy('d.code'))

async function listLoansOut(db: Db): Promise<LoanOut[]> {
  return (await findOut(db)).map((facts) => ({
    what: facts.loan_id!, code: facts.code, type_name: facts.type_name, borrower_id: facts.borrower_id!,
    borrower: facts.borrower!, answers_id: facts.answers_id!, answers: facts.answers!, class_id: facts.class_id,
    class_name: facts.class_name, taken_at: facts.taken_at!, due_at: facts.due_at!,
  }))
}

const MOST_EXAMPLES = 3

/** A few loans for the letters' previews: what is out, or where nothing is, some devices as if `adult` had them. */
export async function listExampleLoans(db: Db, adult: Pick<Adult, 'id' | 'name'>, now: Date): Promise<LoanOut[]> {
  const out = (await listLoansOut(db)).slice(0, MOST_EXAMPLES)
  if (out.length > 0) return out
  const devices = await db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id')
    .select(['d.code', 't.name as type_name']).orderBy('d.code').limit(MOST_EXAMPLES).execute()
  const found = devices.length > 0 ? devices : [{ code: 'LT-0001', type_name: 'Laptop' }]
  const moment = now.toISOString()
  return found.map((device) => ({
    ...device, what: device.code, borrower_id: adult.id, borrower: adult.name, answers_id: adult.id, answers: adult.name,
    class_id: null, class_name: null, taken_at: moment, due_at: moment,
  }))
}

function adults(db: Db) {
  return db.selectFrom('people as p')
    .leftJoin('person_roles as r', (join) => join.onRef('r.person_id', '=', 'p.id').on('r.role', 'in', ['lead', 'head']))
    .select(['p.id', 'p.name', 'p.email', 'p.first_day', 'p.last_day', 'r.role']).orderBy('p.sort_name').orderBy('p.id')
}

const findAdults = prepared((db: Db) => {
  const open = db.selectFrom('loans').where('returned_at', 'is', null).where('voided_at', 'is', null)
  return adults(db).where((e) => e.or([
    e('r.role', 'is not', null), e('p.id', 'in', open.select('borrower_id')), e('p.id', 'in', open.select('answers_id')),
  ]))
})

/** The lead, the head, and whoever has something out or answers for it; and those who are asked something else (`asked`: ids). */
export async function listAdults(db: Db, asked: string[] = []): Promise<Adult[]> {
  const found = await findAdults(db)
  const known = new Set(found.map(({ id }) => id))
  const others = asked.filter((id) => !known.has(id))
  return each([...found, ...others.length > 0 ? await adults(db).where('p.id', 'in', others).execute() : []])
}

function each(rows: (Omit<Adult, 'roles'> & { role: Role | null })[]): Adult[] {
  const adults = new Map<string, Adult>()
  for (const { role, ...person } of rows) {
    const known = adults.get(person.id)
    adults.set(person.id, { ...person, roles: [...known?.roles ?? [], ...role === null ? [] : [role]] })
  }
  return [...adults.values()]
}

/** What the last closed check says; what was expected later then is out still, and nobody has found the rest. */
async function readCheck(db: Db, loans: LoanOut[]): Promise<ClosedCheck | null> {
  const last = await findLastDay(db)
  if (!last?.day) return null
  const lines = await listMissing(db, last.day)
  const of = (result: DayResult) => lines.filter((line) => line.result === result).map(toldLine)
  const [not_back, out] = [of('not back'), new Set(loans.map(({ what }) => what))]
  const missing = new Set(not_back.map(({ code }) => code))
  return { day: last.day, not_back, later: of('expected later').filter(({ what, code }) => out.has(what) && !missing.has(code)) }
}

function toldLine({ device_id, loan_id, result: _, ...line }: Awaited<ReturnType<typeof listMissing>>[number]): Told {
  return { what: loan_id ?? device_id, ...line }
}

const A_WHILE = 60 * 24 * 3600_000

/** What was told of the loans that are open, and every letter of late; the open loans go first (`cross join`), as they are few. */
async function readLedger(db: Db, now: Date): Promise<ReadonlySet<string>> {
  const since = new Date(now.getTime() - A_WHILE).toISOString().slice(0, 10)
  const { rows } = await sql<LedgerLine & { person_id: string }>`
    select person_id, kind, what, period from reminders where what = 'letter' and period >= ${since} and withdrawn_at is null
    union all select r.person_id, r.kind, r.what, r.period from loans l cross join reminders r
      where r.what = l.id and l.returned_at is null and l.voided_at is null and r.kind = 'escalation' and r.withdrawn_at is null`.execute(db)
  return new Set(rows.map(({ person_id, ...line }) => told(person_id, line)))
}

/** What those who are asked something were told of it before. */
async function readAsked(db: Db, asks: Ask[], asked: string[]): Promise<string[]> {
  if (asks.length === 0) return []
  const kinds = [...new Set(asks.map(({ kind }) => kind))]
  const rows = await db.selectFrom('reminders').select(['person_id', 'kind', 'what', 'period'])
    .where('person_id', 'in', asked).where('kind', 'in', kinds).where('withdrawn_at', 'is', null).execute()
  return rows.map(({ person_id, ...line }) => told(person_id, line))
}

/** Writes lines of the ledger and returns the ids of those that were not there; a withdrawn one may be written anew. */
export async function insertLines(db: Db, personId: string, lines: LedgerLine[], now: Date) {
  const rows = lines.map((line) => (
    { id: newId(), person_id: personId, ...line, at: now.toISOString(), letter_id: null, withdrawn_at: null }))
  return db.insertInto('reminders').values(rows)
    .onConflict((c) => c.columns(['person_id', 'kind', 'what', 'period'])
      .doUpdateSet((e) => ({ at: e.ref('excluded.at'), letter_id: null, withdrawn_at: null }))
      .where('reminders.withdrawn_at', 'is not', null))
    .returning(['id', 'what']).execute()
}

export async function setLetter(db: Db, ids: string[], letterId: string): Promise<void> {
  await db.updateTable('reminders').set({ letter_id: letterId }).where('id', 'in', ids).execute()
}

/**
 * What the reminders tell of that have not gone yet: all of them, or one letter's. Alarms are none: they go as they are. The
 * unsent letters go first (`cross join`), as they are few.
 */
export function listUnsentLines(db: Db, letterId?: string): Promise<UnsentLine[]> {
  return db.selectFrom('outbox as o').crossJoin('reminders as r').leftJoin('loans as l', 'l.id', 'r.what').whereRef('r.letter_id', '=', 'o.id')
    .select(['r.id', 'o.id as letter_id', 'r.person_id', 'o.created_at', 'r.kind', 'r.what', 'r.period', 'l.due_at', 'l.returned_at', 'l.voided_at'])
    .where('o.next_try_at', '>', '').where('o.sent_at', 'is', null).where('r.withdrawn_at', 'is', null).where('r.kind', '<>', 'alarm')
    .$if(letterId !== undefined, (q) => q.where('o.id', '=', letterId!)).execute()
}

export function findReader(db: Db, personId: string): Promise<Pick<Adult, 'id' | 'name'>> {
  return db.selectFrom('people').select(['id', 'name']).where('id', '=', personId).executeTakeFirstOrThrow()
}

export async function withdrawLetters(db: Db, letterIds: string[], now: Date): Promise<void> {
  await db.updateTable('reminders').set({ withdrawn_at: now.toISOString() }).where('letter_id', 'in', letterIds).execute()
}

export async function withdrawLines(db: Db, ids: string[], now: Date): Promise<void> {
  await db.updateTable('reminders').set({ withdrawn_at: now.toISOString() }).where('id', 'in', ids).execute()
}
