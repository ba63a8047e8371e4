import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { kindOfDay } from '../../src/calendar/calendar.ts'
import { bankHolidaysIn } from '../../src/calendar/school/bank-holidays.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { currentSchoolYear } from '../../src/calendar/school/years.ts'
import { act } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import { freshDatabase } from '../support/database.ts'

it('is Monday to Friday with the bank holidays Kitbook comes with, until a school enters its own', async () => {
  const calendar = await readCalendar(await freshDatabase())
  expect(calendar.week).toEqual([...Array.from({ length: 5 }, () => ({ starts: '08:40', ends: '15:30' })), null, null])
  expect(calendar.clubs.map(({ weekday, ends }) => `${weekday} ${ends}`)).toEqual(['1 17:45', '2 17:45', '3 17:45', '4 17:45', '5 17:45'])
  expect(calendar.half_terms).toEqual([])
  expect(['2026-12-25', '2027-03-29', '2028-12-26'].map((day) => calendar.bank_holidays.get(day))).toEqual(['Christmas Day', 'Easter Monday', 'Boxing Day'])
})

it('reads back what the school entered, in order', async () => {
  const db = await freshDatabase()
  const { id: school_year_id } = await currentSchoolYear(db, '2026-11-24')
  const half = (position: number, name: string, first_day: string, last_day: string) => ({ id: `h${position}`, school_year_id, position, name, first_day, last_day })
  await db.insertInto('half_terms').values([half(2, 'Autumn 2', '2026-11-02', '2026-12-18'), half(1, 'Autumn 1', '2026-09-02', '2026-10-23')]).execute()
  await db.insertInto('special_days').values({ day: '2026-11-27', kind: 'short', name: 'Parents’ evening', ends: '13:30', said_at: '2026-09-01T08:00:00.000Z', by_id: null }).execute()
  await db.insertInto('slots').values([
    { id: 's2', weekday: 1, name: 'Before lunch', starts: '11:00', ends: '12:00' }, { id: 's1', weekday: 1, name: 'Before break', starts: '09:00', ends: '10:30' },
  ]).execute()
  await db.insertInto('bank_holidays').values({ day: '2026-11-30', name: 'St Andrew’s Day' }).execute()
  const calendar = await readCalendar(db)
  expect(calendar.half_terms.map(({ name, school_year }) => `${name} ${school_year}`)).toEqual(['Autumn 1 2026/27', 'Autumn 2 2026/27'])
  expect(calendar.slots.map(({ name }) => name)).toEqual(['Before break', 'Before lunch'])
  expect(calendar.special.get('2026-11-27')).toEqual({ day: '2026-11-27', kind: 'short', name: 'Parents’ evening', ends: '13:30' })
  expect(['2026-11-30', '2026-12-25', '2026-10-26'].map((day) => kindOfDay(day, calendar))).toEqual(['closed', 'closed', 'closed'])
})

it('is read anew once anything of it has changed, and not for a change that was taken back', async () => {
  const db = await freshDatabase()
  const special = (name: string) => db.insertInto('special_days').values({ day: '2026-11-27', kind: 'closed', name, ends: null, said_at: '2026-11-26T08:00:00.000Z', by_id: null })
  const before = await readCalendar(db)
  expect(await readCalendar(db)).toBe(before)
  await expect(act(db, async (db) => {
    await db.executeQuery(special('Snow'))
    expect((await readCalendar(db)).special.get('2026-11-27')?.name).toBe('Snow')
    throw new Error('taken back')
  })).rejects.toThrow('taken back')
  expect((await readCalendar(db)).special.size).toBe(0)
  await special('Flood').execute()
  expect((await readCalendar(db)).special.get('2026-11-27')?.name).toBe('Flood')
})

it.each([
  ['school_years', { id: 'y', name: '2040/41', starts_on: '2040-09-01', ends_on: '2041-08-31' }],
  ['half_terms', { id: 'h', position: 1, name: 'A', first_day: '2026-11-02', last_day: '2026-12-18' }],
  ['weekday_times', { weekday: 6, starts: '09:00', ends: '12:00' }], ['slots', { id: 's', weekday: 1, name: 'Noon', starts: '12:00', ends: '13:00' }],
  ['clubs', { id: 'c', weekday: 6, name: 'Chess', ends: '17:00' }], ['bank_holidays', { day: '2026-11-30', name: 'St Andrew’s Day' }],
  ['special_days', { day: '2026-11-27', kind: 'closed', name: '', ends: null, said_at: '2026-11-26T08:00:00.000Z', by_id: null }],
])('a row that comes, changes and goes in %s is each time told by another version', async (table, row) => {
  const db = await freshDatabase()
  const { id } = await currentSchoolYear(db, '2026-11-24')
  const [key, value] = Object.entries(row)[0]!
  const whole = table === 'half_terms' ? { ...row, school_year_id: id } : row
  const columns = sql.join(Object.keys(whole).map((column) => sql.ref(column)))
  const versions = [await versionOf(db)]
  for (const change of [
    sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(whole))})`,
    sql`update ${sql.table(table)} set ${sql.ref(key)} = ${value} where ${sql.ref(key)} = ${value}`,
    sql`delete from ${sql.table(table)} where ${sql.ref(key)} = ${value}`,
  ]) {
    await change.execute(db)
    versions.push(await versionOf(db))
  }
  expect(new Set(versions).size).toBe(4)
})

async function versionOf(db: Db): Promise<string> {
  return (await db.selectFrom('calendar_version').select('version').executeTakeFirstOrThrow()).version
}

it.each(['', 'no json', '{}', '{"england-and-wales":{"events":[]}}', '{"england-and-wales":{"events":[{"title":"X","date":"25/12/2026"}]}}'])(
  'does not take “%s” for bank holidays', (text) => {
    expect(bankHolidaysIn(text)).toBeNull()
  })

it.each([
  ['a half-term that ends before it begins', { half_terms: { id: 'h', position: 1, name: 'A', first_day: '2026-12-18', last_day: '2026-11-02' } }],
])('the database refuses %s', async (_, { half_terms }) => {
  const db = await freshDatabase()
  const { id: school_year_id } = await currentSchoolYear(db, '2026-11-24')
  await expect(db.insertInto('half_terms').values({ ...half_terms, school_year_id }).execute()).rejects.toThrow(/half_term_in_order/)
})

it('lets one pause be open at a time', async () => {
  const db = await freshDatabase()
  const pause = (id: string) => ({ id, from_at: '2026-11-24T10:00:00.000Z', until_at: null, by_id: null, ended_by_id: null })
  await db.insertInto('pauses').values(pause('p1')).execute()
  await expect(db.insertInto('pauses').values(pause('p2')).execute()).rejects.toThrow(/unique/i)
})
