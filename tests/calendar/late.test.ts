import { expect, test } from 'vitest'
import { at, daysFrom } from '../../src/calendar/days.ts'
import { lateAfter } from '../../src/calendar/due.ts'
import { isOverdue, latenessAt } from '../../src/calendar/late.ts'
import { overdueIn, readLateness } from '../../src/calendar/school/lateness.ts'
import { larkfieldYear, specialDays } from '../support/calendar.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

/** Snow on a Wednesday and Thursday, and on a Friday before half-term. */
const snowy = larkfieldYear({ special: specialDays(['2027-01-20', 'closed'], ['2027-01-21', 'closed'], ['2027-02-12', 'closed']) })

test.each([
  ['at that very moment', '2027-01-19T15:30:00.000Z', '2027-01-19T15:30:00.000Z', false],
  ['a moment later', '2027-01-19T15:30:00.000Z', '2027-01-19T15:30:00.001Z', true],
  ['due on a snow day, in the snow', '2027-01-20T15:30:00.000Z', '2027-01-21T10:00:00.000Z', false],
  ['due on a snow day, the next morning in school', '2027-01-20T15:30:00.000Z', '2027-01-22T09:00:00.000Z', false],
  ['due on a snow day, after that day', '2027-01-20T15:30:00.000Z', '2027-01-22T15:30:00.001Z', true],
  ['due before the snow', '2027-01-19T15:30:00.000Z', '2027-01-20T10:00:00.000Z', true],
  ['due earlier on the day after the snow', '2027-01-22T09:00:00.000Z', '2027-01-22T10:00:00.000Z', true],
  ['due on a snow day before half-term, in the holidays', '2027-02-12T15:30:00.000Z', '2027-02-19T10:00:00.000Z', false],
])('overdue %s: %s at %s is %s', (_name, due_at, now, overdue) => {
  expect(isOverdue(due_at, latenessAt(new Date(now), snowy, null))).toBe(overdue)
})

test('at every hour of a snowy month what is overdue is what lateAfter says', () => {
  const hours = daysFrom('2027-01-15', '2027-02-24').flatMap((day) => ['00:00', '08:40', '12:00', '15:30', '15:31', '23:59'].map((time) => at(day, time)))
  for (const now of hours) {
    const lateness = latenessAt(new Date(now), snowy, null)
    expect(hours.filter((due) => isOverdue(due, lateness))).toEqual(hours.filter((due) => due < now && lateAfter(due, snowy) < now))
  }
})

test('while a pause is open nothing due since its beginning on that day is overdue', () => {
  const since = '2026-11-24T10:00:00.000Z'
  const lateness = latenessAt(new Date('2026-11-25T09:00:00.000Z'), larkfieldYear(), since)
  expect(['2026-11-24T09:59:00.000Z', since, '2026-11-24T15:30:00.000Z', '2026-11-25T08:40:00.000Z'].map((due) => isOverdue(due, lateness)))
    .toEqual([true, false, false, true])
})

test('the database finds the same', async () => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']
  for (const day of days) {
    await addDevice(school.db, `LT-${day}`)
    school.clock.now = new Date(`${day}T09:00:00.000Z`)
    await lend(school, marlo, `LT-${day}`)
  }
  const said = { name: 'Snow', ends: null, said_at: days[0]!, by_id: null }
  await school.db.insertInto('special_days').values(days.slice(1, 3).map((day) => ({ day, kind: 'closed' as const, ...said }))).execute()
  const overdue = async (now: string) => {
    const lateness = await readLateness(school.db, new Date(now))
    const rows = await school.db.selectFrom('loans').select('due_at').where(overdueIn('due_at', lateness)).orderBy('due_at').execute()
    return rows.map(({ due_at }) => due_at.slice(0, 10))
  }
  expect(await overdue('2026-11-26T15:30:00.000Z')).toEqual(['2026-11-23'])
  expect(await overdue('2026-11-26T15:30:00.001Z')).toEqual(days)
})
