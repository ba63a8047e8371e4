import { expect, test } from 'vitest'
import { dayOf } from '../../src/calendar/days.ts'
import { lateAfter } from '../../src/calendar/due.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { act } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import { countWeeks, mondayOf, rebuildWeeks } from '../../src/figures/count.ts'
import { noteSince } from '../../src/figures/store.ts'
import { addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { giveBack, lend } from '../support/loans.ts'

type Row = { week: string, type_id: string, loans: number, returned: number, returned_on_time: number }
const inOrder = (rows: Row[]) => rows.toSorted((a, b) => (a.week + a.type_id < b.week + b.type_id ? -1 : 1))
const counted = async (db: Db) => inOrder(await db.selectFrom('loan_weeks').selectAll().execute())

/** Straight from the book, a loan at a time. */
async function straight(db: Db) {
  const calendar = await readCalendar(db)
  const weeks = new Map<string, Row>()
  for (const loan of await db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').selectAll('l').select('d.type_id').execute()) {
    if (loan.voided_at !== null) continue
    const week = mondayOf(dayOf(loan.taken_at))
    const row = weeks.get(week + loan.type_id) ?? { week, type_id: loan.type_id, loans: 0, returned: 0, returned_on_time: 0 }
    weeks.set(week + loan.type_id, row)
    row.loans++
    if (loan.returned_at === null || loan.outcome === 'lost') continue
    row.returned++
    if (loan.returned_at <= lateAfter(loan.due_at, calendar)) row.returned_on_time++
  }
  return inOrder([...weeks.values()])
}

const at = (school: TestApp, moment: string) => { school.clock.now = new Date(moment) }

/** Two types over the clocks going back: in time, late, at midnight of a Monday in summer time, still out. */
async function story() {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  for (const code of ['LT-1', 'LT-2']) await addDevice(school.db, code)
  await addDevice(school.db, 'IP-1', 'iPad')
  const loans = [
    ['LT-1', '2026-10-12T08:00:00.000Z', '2026-10-12T14:00:00.000Z'], ['LT-1', '2026-10-18T23:30:00.000Z', '2026-10-20T09:00:00.000Z'],
    ['IP-1', '2026-10-23T13:00:00.000Z', '2026-10-23T14:00:00.000Z'], ['LT-2', '2026-11-18T09:00:00.000Z', '2026-11-19T09:00:00.000Z'],
    ['LT-1', '2026-11-24T09:00:00.000Z', null],
  ] as const
  for (const [code, taken, back] of loans) {
    at(school, taken)
    await lend(school, marlo, code)
    if (back === null) continue
    at(school, back)
    await giveBack(school, code)
  }
  return school
}

test('what is counted is what stands in the book, after every kind of change', async () => {
  const { db } = await story()
  expect(await countWeeks(db)).toBe(4)
  expect(await counted(db)).toEqual(await straight(db))
  expect(await countWeeks(db)).toBe(0)
  const loans = await db.selectFrom('loans').select('id').orderBy('taken_at').execute()
  const changes = [
    { voided_at: '2026-11-24T10:00:00.000Z' }, { taken_at: '2026-10-10T08:00:00.000Z' }, { outcome: 'lost' as const },
    { due_at: '2026-11-19T15:30:00.000Z' }, { returned_at: '2026-11-24T09:30:00.000Z', outcome: 'returned' as const },
  ]
  for (const [i, change] of changes.entries()) {
    await db.updateTable('loans').set(change).where('id', '=', loans[i]!.id).execute()
    await countWeeks(db)
    expect({ i, rows: await counted(db) }).toEqual({ i, rows: await straight(db) })
  }
})

test('a day that is closed afterwards makes a late return one in time', async () => {
  const { db } = await story()
  await countWeeks(db)
  const onTime = async () => (await db.selectFrom('loan_weeks').select('returned_on_time').where('week', '=', '2026-11-16').executeTakeFirstOrThrow()).returned_on_time
  expect(await onTime()).toBe(0)
  await db.insertInto('special_days').values({ day: '2026-11-18', kind: 'closed', name: 'Snow', ends: null, said_at: '2026-11-18T07:00:00.000Z', by_id: null }).execute()
  await noteSince(db, '2025-11-24')
  await countWeeks(db)
  expect(await onTime()).toBe(1)
  expect(await counted(db)).toEqual(await straight(db))
})

test('one function counts all of it anew', async () => {
  const { db, clock } = await story()
  const { id: type_id } = await db.selectFrom('device_types').select('id').limit(1).executeTakeFirstOrThrow()
  await db.insertInto('loan_weeks').values({ week: '2020-01-06', type_id, loans: 9, returned: 9, returned_on_time: 9 }).execute()
  await act(db, (db) => rebuildWeeks(db, clock.now))
  expect(await counted(db)).toEqual(await straight(db))
  expect(await countWeeks(db)).toBe(0)
})

test('the page shows charts with their tables and what is idle, to those who read the book', async () => {
  const school = await story()
  await addDevice(school.db, 'LT-9')
  await school.db.updateTable('devices').set({ created_at: '2026-09-01T08:00:00.000Z' }).execute()
  await countWeeks(school.db)
  const lead = await signedIn(school, school.lead)
  expect((await lead.get('/')).text).toContain('href="/figures"')
  const { text } = await lead.get('/figures?days=14')
  expect(text.match(/<svg class="chart"/g)).toHaveLength(2)
  for (const words of ['Loans a week in the last 52 weeks.', 'The school’s half-terms are not entered yet', 'Laptop</th><td class="num">4<', '2 devices']) expect(text).toContain(words)
  expect(text.indexOf('/devices/LT-9"')).toBeLessThan(text.indexOf('/devices/IP-1"'))
  expect(text).not.toContain('/devices/LT-2"')
  expect((await lead.get('/figures?days=soon')).text).toContain('Not lent for 28 days')
  const staff = await signedIn(school, await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff'] }))
  expect([(await staff.get('/figures')).status, (await staff.get('/')).text.includes('/figures')]).toEqual([403, false])
})
