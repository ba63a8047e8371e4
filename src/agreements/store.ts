import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { PersonKind, Row } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { hasBegun, notLeft } from '../people/here.ts'
import { grouped } from '../text/grouped.ts'
import type { Version } from './rules.ts'

export type Agreement = Row<'agreements'>
export type Heading = Omit<Agreement, 'text' | 'pdf'> & { kinds: PersonKind[], signatures: number }

/** Each person beside every version that is for their kind, and when they signed it last. */
function versions(db: Db) {
  return db.selectFrom('people as p').innerJoin('agreement_kinds as k', 'k.kind', 'p.kind').innerJoin('agreements as a', 'a.id', 'k.agreement_id')
    .select((e) => ['p.id as person_id', 'a.id as agreement_id', 'a.from_day', 'a.made_at', 'a.renewal', 'a.ended_at',
      e.selectFrom('signatures as s').select((s) => s.fn.max('s.signed_at').as('at'))
        .whereRef('s.person_id', '=', 'p.id').whereRef('s.agreement_id', '=', 'a.id').as('signed_at')])
}

/** What one person has to do with any version, in one query. */
export const listVersionsFor: (db: Db, personId: string) => Promise<Version[]> =
  prepared((db: Db, personId: string) => versions(db).where('p.id', '=', personId))

/** The same of some people, or of everybody (null), as far as they are here on a day (YYYY-MM-DD): by person, in one query. */
export async function listVersionsHere(db: Db, personIds: string[] | null, today: string): Promise<Map<string, Version[]>> {
  return grouped(await findVersionsHere(db, personIds, today), ({ person_id }) => person_id)
}

const findVersionsHere = prepared((db: Db, personIds: string[] | null, today: string) => versions(db)
  .where(hasBegun(today, 'p')).where(notLeft(today, 'p')).$if(personIds !== null, (q) => q.where('p.id', 'in', personIds!)))

/** Everybody who is here on a day (YYYY-MM-DD), by surname, each with the versions for their kind. */
export async function listEverybody(db: Db, today: string) {
  const people = await db.selectFrom('people').select(['id', 'name', 'kind', 'job_title', 'email'])
    .where(hasBegun(today)).where(notLeft(today)).orderBy('sort_name').orderBy('id').execute()
  const theirs = await listVersionsHere(db, null, today)
  return people.map((person) => ({ ...person, versions: theirs.get(person.id) ?? [] }))
}

/** Throws NotFound where there is no such version. */
export async function findAgreement(db: Db, id: unknown): Promise<Agreement> {
  const found = await db.selectFrom('agreements').selectAll().where('id', '=', String(id)).executeTakeFirst()
  if (!found) throw new NotFound('There is no such agreement.')
  return found
}

const HEADING = ['a.id', 'a.title', 'a.text_hash', 'a.from_day', 'a.renewal', 'a.made_at', 'a.by_id', 'a.ended_at'] as const

/** Every version, the newest first, without its text. */
export async function listAgreements(db: Db): Promise<Heading[]> {
  const rows = await db.selectFrom('agreements as a').select(HEADING)
    .select((e) => e.selectFrom('signatures as s').select((s) => s.fn.countAll<number>().as('n')).whereRef('s.agreement_id', '=', 'a.id').as('signatures'))
    .orderBy('a.from_day', 'desc').orderBy('a.made_at', 'desc').execute()
  const kinds = grouped(await db.selectFrom('agreement_kinds').selectAll().execute(), ({ agreement_id }) => agreement_id)
  return rows.map((row) => ({ ...row, signatures: Number(row.signatures), kinds: (kinds.get(row.id) ?? []).map(({ kind }) => kind) }))
}

export async function listKindsOf(db: Db, id: string): Promise<PersonKind[]> {
  const rows = await db.selectFrom('agreement_kinds').select('kind').where('agreement_id', '=', id).execute()
  return rows.map(({ kind }) => kind)
}

export async function insertAgreement(db: Db, agreement: Agreement, kinds: PersonKind[]): Promise<void> {
  await db.insertInto('agreements').values(agreement).execute()
  await db.insertInto('agreement_kinds').values(kinds.map((kind) => ({ agreement_id: agreement.id, kind }))).execute()
}

/** Whether it was in force until now. */
export async function endAgreement(db: Db, id: string, now: Date): Promise<boolean> {
  const result = await db.updateTable('agreements').set({ ended_at: now.toISOString() })
    .where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The hash of what each version shows, by its id. */
export async function listHashes(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('agreements').select(['id', 'text_hash']).execute()
  return new Map(rows.map(({ id, text_hash }) => [id, text_hash]))
}

export async function insertSignatures(db: Db, signatures: Row<'signatures'>[]): Promise<void> {
  await db.insertInto('signatures').values(signatures).execute()
}

/** A person's signatures, the newest first. */
export function listSignaturesOf(db: Db, personId: string) {
  return db.selectFrom('signatures as s').innerJoin('agreements as a', 'a.id', 's.agreement_id')
    .leftJoin('people as r', 'r.id', 's.recorded_by_id')
    .select(['s.id', 's.agreement_id', 'a.title', 's.full_name', 's.job_title', 's.signed_at', 's.how', 's.text_hash', 'r.name as recorded_by'])
    .where('s.person_id', '=', personId).orderBy('s.signed_at', 'desc').orderBy('s.id', 'desc').limit(20).execute()
}

export const findSigner = preparedFirst((db: Db, id: string) =>
  db.selectFrom('people').select(['id', 'name', 'search_name', 'kind', 'job_title']).where('id', '=', id))

/** The account that set the school up. */
export async function findFirstAccount(db: Db): Promise<string | undefined> {
  return (await findFirst(db))?.id
}

const findFirst = preparedFirst((db: Db) => db.selectFrom('accounts').select('id').orderBy('created_at').orderBy('id').limit(1))
