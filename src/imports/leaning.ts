import type { Expression, SqlBool } from 'kysely'
import type { Db } from '../database/open.ts'
import type { Import } from './detail.ts'
import type { What } from './rows.ts'

/** What has come to lean on an import's devices since, as sentences; a few are enough. */
export async function leaningOnDevices(db: Db, imp: Import): Promise<string[]> {
  const [loans, ended, extended, keepers, outOfUse, sets] = await Promise.all([
    devicesWith(db, imp.id).innerJoin('loans as l', 'l.device_id', 'd.id')
      .where('l.id', 'not in', targets(db, imp.id, 'loan')).execute(),
    db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').select('d.code')
      .where('l.id', 'in', targets(db, imp.id, 'loan'))
      .where((e) => e.or([e('l.returned_at', 'is not', null), e('l.voided_at', 'is not', null)])).limit(FEW)
      .execute(),
    db.selectFrom('loan_extensions as x').innerJoin('loans as l', 'l.id', 'x.loan_id').innerJoin('devices as d', 'd.id', 'l.device_id')
      .select('d.code').distinct().where('l.id', 'in', targets(db, imp.id, 'loan')).limit(FEW).execute(),
    devicesWith(db, imp.id).innerJoin('allocations as a', 'a.device_id', 'd.id').execute(),
    devicesWith(db, imp.id).innerJoin('out_of_use as o', 'o.device_id', 'd.id')
      .where((e) => e.or([e('o.until_at', 'is not', null), e('o.id', 'not in', targets(db, imp.id, 'out of use'))]))
      .execute(),
    db.selectFrom('devices as d').innerJoin('sets as s', 's.id', 'd.set_id').select('s.name').distinct()
      .where('d.set_id', 'in', targets(db, imp.id, 'set')).where('d.id', 'not in', anyTargets(db, imp.id, 'device'))
      .limit(FEW).execute(),
  ])
  return [
    ...loans.map(({ code }) => `${code} has been booked out since`),
    ...ended.map(({ code }) => `${code} has been brought back since`),
    ...extended.map(({ code }) => `${code} has been kept longer since`),
    ...keepers.map(({ code }) => `${code} has been given to somebody to look after since`),
    ...outOfUse.map(({ code }) => `${code} has been taken out of use, or put back in use, since`),
    ...sets.map(({ name }) => `Other devices have been put in ${name} since`),
  ]
}

/** What has come to lean on an import's people and classes since. */
export async function leaningOnPeople(db: Db, imp: Import): Promise<string[]> {
  const since = imp.applied_at ?? imp.created_at
  const [accounts, loans, answers, cards, badges, pins, keepers, signatures, classes] = await Promise.all([
    db.selectFrom('accounts as x').innerJoin('people as p', 'p.id', 'x.person_id').select('p.name')
      .where('x.created_at', '>=', since).where('p.id', 'in', anyTargets(db, imp.id, 'person')).limit(FEW).execute(),
    peopleWith(db, imp.id).innerJoin('loans as l', 'l.borrower_id', 'p.id').execute(),
    db.selectFrom('loans as l').innerJoin('people as p', 'p.id', 'l.answers_id').select('p.name').distinct()
      .where('l.taken_at', '>=', since).where('l.answers_id', 'in', targets(db, imp.id, 'person')).limit(FEW).execute(),
    peopleWith(db, imp.id).innerJoin('class_cards as k', 'k.answers_id', 'p.id').execute(),
    peopleWith(db, imp.id).innerJoin('tags as t', 't.person_id', 'p.id').execute(),
    peopleWith(db, imp.id).innerJoin('pins as n', 'n.person_id', 'p.id').execute(),
    peopleWith(db, imp.id).innerJoin('allocations as a', 'a.keeper_id', 'p.id').execute(),
    peopleWith(db, imp.id).innerJoin('signatures as s', 's.person_id', 'p.id').execute(),
    leaningOnClasses(db, imp.id),
  ])
  return [
    ...accounts.map(({ name }) => `${name} has been given an account since`),
    ...loans.map(({ name }) => `Something has been booked out to ${name} since`),
    ...answers.map(({ name }) => `${name} answers for something that is booked out`),
    ...cards.map(({ name }) => `${name} answers for a class card`),
    ...[...badges, ...pins].map(({ name }) => `${name} has been given a badge or PIN since`),
    ...keepers.map(({ name }) => `${name} has been given a device to look after since`),
    ...signatures.map(({ name }) => `${name} has signed the agreement since`),
    ...classes.map(({ name }) => `${name} has been used since`),
  ]
}

const FEW = 3

function leaningOnClasses(db: Db, id: string) {
  return db.selectFrom('classes as c').select('c.name').where('c.id', 'in', targets(db, id, 'class')).where((e) => {
    const used: Expression<SqlBool>[] = [
      e.exists(e.selectFrom('loans as l').select('l.id').whereRef('l.class_id', '=', 'c.id')),
      e.exists(e.selectFrom('class_agreement_counts as n').select('n.id').whereRef('n.class_id', '=', 'c.id')),
      e.exists(e.selectFrom('class_cards as k').select('k.id').whereRef('k.class_id', '=', 'c.id')),
      e.exists(e.selectFrom('class_people as m').select('m.person_id').whereRef('m.class_id', '=', 'c.id')
        .where('m.person_id', 'not in', anyTargets(db, id, 'person'))),
    ]
    return e.or(used)
  }).limit(FEW).execute()
}

function devicesWith(db: Db, id: string) {
  return db.selectFrom('devices as d').select('d.code').distinct().where('d.id', 'in', targets(db, id, 'device'))
    .limit(FEW)
}

function peopleWith(db: Db, id: string) {
  return db.selectFrom('people as p').select('p.name').distinct().where('p.id', 'in', targets(db, id, 'person'))
    .limit(FEW)
}

/** What an import made. */
export function targets(db: Db, id: string, what: What) {
  return anyTargets(db, id, what).where('status', '=', 'new')
}

/** What an import made, changed or found as it was. */
export function anyTargets(db: Db, id: string, what: What) {
  return db.selectFrom('import_rows').select((e) => e.ref('target_id').$notNull().as('id'))
    .where('import_id', '=', id).where('what', '=', what).where('target_id', 'is not', null)
}
