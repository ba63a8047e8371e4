import { expect, test } from 'vitest'
import { type DemoAccount, newPassword } from '../../db/seeds/accounts.ts'
import { buildDemoSchool } from '../../db/seeds/demo-school.ts'
import { nameSchool } from '../../db/seeds/found.ts'
import { type Random, randomFrom } from '../../db/seeds/random.ts'
import { secretMatches } from '../../src/auth/passwords.ts'
import type { Db } from '../../src/database/open.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { freshDatabase } from '../support/database.ts'
import {
  count, expectAgreementSigned, expectBorrowersMay, expectEveryState, expectNoDeviceTwice, expectNothingAhead, expectNothingOnClosedDays,
  expectWeeksCounted, loansByDevice,
} from './promises.ts'

/** The story comes out of pure code: on PostgreSQL, where each of its rows takes a round trip, it is told once. */
const onPostgres = Boolean(process.env['TEST_POSTGRES_URL'])
const TUESDAY = new Date('2026-11-24T11:00:00.000Z')

test.skipIf(onPostgres).each([
  ['a Monday morning in summer time', new Date('2027-06-14T09:27:00.000Z')],
  ['a Sunday in August', new Date('2026-08-16T10:00:00.000Z')],
  ['the first minutes of the first of September', new Date('2025-08-31T23:05:00.000Z')],
])('on %s the school has every state, nothing twice and nothing ahead', async (_name, now) => {
  const db = await freshDatabase()
  await buildDemoSchool(db, { now })
  await expectNoDeviceTwice(db)
  await expectNothingAhead(db, now)
  await expectNothingOnClosedDays(db)
  await expectEveryState(db, now)
  await expectBorrowersMay(db)
  await expectAgreementSigned(db, now)
})

test('it is the school that the set-up page promises, and nobody’s', async () => {
  const db = await freshDatabase()
  const { accounts } = await buildDemoSchool(db, { now: TUESDAY })
  await expectEveryState(db, TUESDAY)
  expect(await countByType(db)).toMatchObject({ Laptop: 60, iPad: 90, Chromebook: 60 })
  expect(await setSizes(db)).toEqual({ IT: [15, 15, 15, 15, 15, 15], CT: [30, 30], RX: [9, 9] })
  expect(await count(db, 'loans')).toBeGreaterThan(10_000)
  await expectWeeksCounted(db)
  await expectClasses(db)
  await expectNobodyReal(db)
  await expectAccounts(db, accounts)
  await expectCards(db)
})

async function expectCards(db: Db): Promise<void> {
  const cards = await db.selectFrom('supply_cards as s').innerJoin('people as p', 'p.id', 's.person_id').innerJoin('people as a', 'a.id', 's.answers_id')
    .select(['p.kind', 'a.kind as answers', 's.day', 's.back_at']).orderBy('s.number').execute()
  expect(cards).toEqual([
    { kind: 'supply', answers: 'staff', day: '2026-11-24', back_at: null }, { kind: 'visitor', answers: 'staff', day: '2026-11-24', back_at: null },
  ])
}

test.skipIf(onPostgres)('the same numbers tell the same story', async () => {
  const story = async (random: Random) => {
    const db = await freshDatabase()
    await buildDemoSchool(db, { now: TUESDAY, random })
    const people = await db.selectFrom('people').selectAll().orderBy('id').execute()
    const tags = await db.selectFrom('tags').selectAll().orderBy('text').execute()
    return JSON.stringify([await loansByDevice(db), people, tags])
  }
  const numbers = randomFrom(5)
  const first = await story(numbers)
  expect(await story(randomFrom(5)) === first).toBe(true)
  expect(numbers()).not.toBe(randomFrom(5)())
})

test('passwords are made when they are asked for', async () => {
  const [one, other] = [await newPassword(), await newPassword()]
  expect(one.password).toMatch(/^(\w{4}-){3}\w{4}$/)
  expect(one.password).not.toBe(other.password)
})

test('a school that has a name keeps it', async () => {
  const db = await freshDatabase()
  await writeSettings(db, { school_name: 'Larkfield Primary School' })
  await nameSchool(db)
  expect((await readSettings(db)).school_name).toBe('Larkfield Primary School')
})

async function expectClasses(db: Db): Promise<void> {
  const classes = await db.selectFrom('classes').innerJoin('school_years as y', 'y.id', 'school_year_id')
    .select('y.name').execute()
  expect(classes.filter(({ name }) => name === '2026/27')).toHaveLength(14)
  expect(classes.filter(({ name }) => name === '2025/26')).toHaveLength(14)
  const cards = await db.selectFrom('tags').select('text').where('what', '=', 'class card').execute()
  expect(cards).toHaveLength(14)
}

async function expectNobodyReal(db: Db): Promise<void> {
  expect((await readSettings(db)).school_phone).toMatch(/^01632 960\d{3}$/)
  const people = await db.selectFrom('people').select(['kind', 'email']).execute()
  expect(people).toHaveLength(50)
  expect(new Set(people.map(({ kind }) => kind)).size).toBe(6)
  expect(people.filter(({ email }) => email !== null && !/^[a-z.]+@marrowby\.example$/.test(email))).toEqual([])
}

async function expectAccounts(db: Db, accounts: DemoAccount[]): Promise<void> {
  expect(accounts.map(({ role }) => role)).toEqual([
    'Computing lead', 'Class teacher', 'Teaching assistant', 'Office', 'IT technician', 'Head teacher',
    'Business manager',
  ])
  const roles = await db.selectFrom('accounts as a').innerJoin('person_roles as r', 'r.person_id', 'a.person_id')
    .select(['a.email', 'a.password_hash', 'r.role']).orderBy('r.role').execute()
  const of = ({ email }: DemoAccount) => roles.filter((row) => row.email === email).map(({ role }) => role)
  expect(accounts.map(of)).toEqual([
    ['lead', 'staff'], ['staff'], ['staff'], ['office', 'staff'], ['staff', 'technician'], ['head', 'staff'],
    ['business', 'office', 'staff'],
  ])
  expect(await secretMatches(accounts[0]!.password, roles[0]!.password_hash)).toBe(true)
}

async function countByType(db: Db): Promise<Record<string, number>> {
  const rows = await db.selectFrom('devices as d').innerJoin('device_types as t', 't.id', 'd.type_id')
    .select(['t.name', (e) => e.fn.countAll<number>().as('n')]).groupBy('t.name').execute()
  return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]))
}

async function setSizes(db: Db): Promise<Record<string, number[]>> {
  const rows = await db.selectFrom('devices as d').innerJoin('sets as s', 's.id', 'd.set_id')
    .select(['s.code', (e) => e.fn.countAll<number>().as('n')]).groupBy('s.code').orderBy('s.code').execute()
  const sizes: Record<string, number[]> = {}
  for (const { code, n } of rows) (sizes[code.slice(0, 2)] ??= []).push(Number(n))
  return sizes
}
