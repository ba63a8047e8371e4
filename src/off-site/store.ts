import type { Db } from '../database/open.ts'
import { prepared, preparedFirst } from '../database/prepared.ts'
import type { Row } from '../database/tables.ts'

/** The terms of due care as they stand now; a migration wrote the first. */
export const findTerms = preparedFirst((db: Db) => db.selectFrom('terms').selectAll().orderBy('from_at', 'desc').orderBy('id', 'desc'))

export const insertTerms = prepared((db: Db, terms: Row<'terms'>) => db.insertInto('terms').values(terms))

export const findAcceptance = preparedFirst((db: Db, personId: string, termsId: string, since: string) =>
  db.selectFrom('terms_acceptances').select('id').where('person_id', '=', personId).where('accepted_at', '>=', since)
    .where('terms_id', '=', termsId).orderBy('accepted_at', 'desc'))

export const insertAcceptance = prepared((db: Db, acceptance: Row<'terms_acceptances'>) =>
  db.insertInto('terms_acceptances').values(acceptance))

/** What the head let one person take all the same, on a day (YYYY-MM-DD). */
export const listOverrides = prepared((db: Db, deviceIds: string[], personId: string, day: string) =>
  db.selectFrom('off_site_overrides').select(['id', 'device_id']).where('device_id', 'in', deviceIds)
    .where('person_id', '=', personId).where('until_day', '>=', day).orderBy('at'))

export const insertOffSiteLoans = prepared((db: Db, rows: Row<'off_site_loans'>[]) => db.insertInto('off_site_loans').values(rows))

export function listReaders(db: Db, ids: string[]) {
  return db.selectFrom('people').select(['id', 'name', 'email']).where('id', 'in', ids).execute()
}

export const insertOverride = prepared((db: Db, override: Row<'off_site_overrides'>) => db.insertInto('off_site_overrides').values(override))
