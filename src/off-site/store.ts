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

/** Of devices that are looked after, those which the head lets go with their keepers all the same, on a day (YYYY-MM-DD). */
export const listKeepersOverrides = prepared((db: Db, deviceIds: string[], day: string) =>
  db.selectFrom('off_site_overrides as o').innerJoin('allocations as a', (join) => join.onRef('a.device_id', '=', 'o.device_id').onRef('a.keeper_id', '=', 'o.person_id'))
    .select('o.device_id').where('o.device_id', 'in', deviceIds).where('a.until_at', 'is', null).where('o.until_day', '>=', day))

/** Who of some people accepted terms since an instant (UTC ISO). */
export const listAccepted = prepared((db: Db, personIds: string[], termsId: string, since: string) =>
  db.selectFrom('terms_acceptances').select('person_id').distinct().where('person_id', 'in', personIds)
    .where('accepted_at', '>=', since).where('terms_id', '=', termsId))

export const insertOffSiteLoans = prepared((db: Db, rows: Row<'off_site_loans'>[]) => db.insertInto('off_site_loans').values(rows))

export const insertOverride = prepared((db: Db, override: Row<'off_site_overrides'>) => db.insertInto('off_site_overrides').values(override))
