import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { type Extension, listExtensions } from '../extensions/store.ts'
import type { LoanOutcome, OutOfUseBecause } from '../database/tables.ts'

/** One line of a device's past: a span that began at `at` (UTC ISO) and ended at `until_at`, or goes on. */
export type Entry = { id: string, at: string, until_at: string | null, ended_same_day: boolean } & (
  | {
    kind: 'loan', who: string, class_name: string | null, purpose: string, due_at: string
    outcome: LoanOutcome | null, on_charge: 0 | 1 | null, left_clean: 0 | 1 | null, voided: boolean, extended: Extension[]
  }
  | { kind: 'allocation', who: string }
  | { kind: 'out of use', because: OutOfUseBecause, note: string }
)

/** A place in the past: the page goes on with what came before it. */
export type Before = { at: string, id: string }

export const PER_PAGE = 20

/** `earlier`: where the next page begins, or null on the last. */
export type History = { entries: Entry[], earlier: Before | null }

/** A device's past, newest first, one page of it: three look-ups by index, however long it is (M25). */
export async function readHistory(db: Db, deviceId: string, before: Before | null): Promise<History> {
  const parts = await Promise.all([listLoans, listAllocations, listOutOfUse].map((list) => list(db, deviceId, before)))
  const all = parts.flat().toSorted((a, b) => (a.at === b.at ? compare(b.id, a.id) : compare(b.at, a.at)))
  const entries = all.slice(0, PER_PAGE)
  const last = entries.at(-1)
  return { entries, earlier: all.length > PER_PAGE && last ? { at: last.at, id: last.id } : null }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

const findLoans = prepared((db: Db, deviceId: string, before: Before | null) =>
  db.selectFrom('loans as l').innerJoin('people as b', 'b.id', 'l.borrower_id')
    .leftJoin('classes as c', 'c.id', 'l.class_id').leftJoin('return_answers as q', 'q.loan_id', 'l.id')
    .select([
      'l.id', 'l.taken_at as at', 'l.returned_at as until_at', 'b.name as who', 'c.name as class_name', 'l.purpose',
      'l.due_at', 'l.outcome', 'l.on_charge', 'q.left_clean', 'l.voided_at',
    ])
    .where('l.device_id', '=', deviceId)
    .$if(before !== null, (q) => q.where('l.taken_at', '<=', before!.at)
      .where((e) => e.or([e('l.taken_at', '<', before!.at), e('l.id', '<', before!.id)])))
    .orderBy('l.taken_at', 'desc').orderBy('l.id', 'desc').limit(PER_PAGE + 1))

async function listLoans(db: Db, deviceId: string, before: Before | null): Promise<Entry[]> {
  const rows = await findLoans(db, deviceId, before)
  const extensions = await listExtensions(db, rows.map(({ id }) => id))
  return rows.map(({ voided_at, ...row }) => (
    { kind: 'loan', voided: voided_at !== null, extended: extensions.get(row.id) ?? [], ...spanOf(row) }))
}

const findAllocations = prepared((db: Db, deviceId: string, before: Before | null) =>
  db.selectFrom('allocations as a').innerJoin('people as k', 'k.id', 'a.keeper_id')
    .select(['a.id', 'a.from_at as at', 'a.until_at', 'k.name as who']).where('a.device_id', '=', deviceId)
    .$if(before !== null, (q) => q.where('a.from_at', '<=', before!.at)
      .where((e) => e.or([e('a.from_at', '<', before!.at), e('a.id', '<', before!.id)])))
    .orderBy('a.from_at', 'desc').orderBy('a.id', 'desc').limit(PER_PAGE + 1))

async function listAllocations(db: Db, deviceId: string, before: Before | null): Promise<Entry[]> {
  const rows = await findAllocations(db, deviceId, before)
  return rows.map((row) => ({ kind: 'allocation', ...spanOf(row) }))
}

const findOutOfUse = prepared((db: Db, deviceId: string, before: Before | null) =>
  db.selectFrom('out_of_use')
    .select(['id', 'from_at as at', 'until_at', 'because', 'note']).where('device_id', '=', deviceId)
    .$if(before !== null, (q) => q.where('from_at', '<=', before!.at)
      .where((e) => e.or([e('from_at', '<', before!.at), e('id', '<', before!.id)])))
    .orderBy('from_at', 'desc').orderBy('id', 'desc').limit(PER_PAGE + 1))

async function listOutOfUse(db: Db, deviceId: string, before: Before | null): Promise<Entry[]> {
  const rows = await findOutOfUse(db, deviceId, before)
  return rows.map((row) => ({ kind: 'out of use', ...spanOf(row) }))
}

function spanOf<T extends { at: string, until_at: string | null }>(row: T) {
  return { ended_same_day: row.until_at !== null && dayOf(row.at) === dayOf(row.until_at), ...row }
}

/** The last few moments it was seen. */
export const listSightings = prepared((db: Db, deviceId: string, limit: number) =>
  db.selectFrom('sightings').select(['seen_at', 'place']).where('device_id', '=', deviceId)
    .orderBy('seen_at', 'desc').limit(limit))
