import { expect } from 'vitest'
import { isUnsigned, listAsked } from '../../src/agreements/list.ts'
import { kindOfDay } from '../../db/seeds/terms.ts'
import { dayOf as calendarDayOf } from '../../src/calendar/days.ts'
import { standingOf, stateOf } from '../../src/custody/rules.ts'
import { custodyQuery, listNotFor } from '../../src/custody/store.ts'
import type { Db } from '../../src/database/open.ts'
import type { Row } from '../../src/database/tables.ts'

const days = new Map<string, string>()

/** The day in school; the clock changes on the hour, so that an hour is asked about once. */
function dayOf(instant: string): string {
  const hour = instant.slice(0, 13)
  const day = days.get(hour) ?? calendarDayOf(instant)
  days.set(hour, day)
  return day
}

export const count = (db: Db, table: 'loans' | 'devices' | 'people' | 'sightings' | 'events') =>
  db.selectFrom(table).select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    .then(({ n }) => Number(n))

export function loansByDevice(db: Db): Promise<Row<'loans'>[]> {
  return db.selectFrom('loans').selectAll().orderBy('device_id').orderBy('taken_at').orderBy('returned_at').execute()
}

export async function expectNoDeviceTwice(db: Db): Promise<void> {
  const kept = (await loansByDevice(db)).filter(({ voided_at }) => voided_at === null)
  const twice = kept.filter((loan, i) => {
    const before = kept[i - 1]
    return before?.device_id === loan.device_id && (before.returned_at === null || before.returned_at > loan.taken_at)
  })
  expect(twice).toEqual([])
}

/** Only what is due or planned lies ahead; everything that happened, happened by now. */
export async function expectNothingAhead(db: Db, now: Date): Promise<void> {
  const rows = [
    ...await db.selectFrom('loans').select(['taken_at as a', 'returned_at as b', 'voided_at as c']).execute(),
    ...await db.selectFrom('sightings').select('seen_at as a').execute(),
    ...await db.selectFrom('events').select('at as a').execute(),
    ...await db.selectFrom('out_of_use').select(['from_at as a', 'until_at as b']).execute(),
    ...await db.selectFrom('allocations').select(['from_at as a', 'until_at as b']).execute(),
    ...await db.selectFrom('day_checks').select(['closed_at as a', 'later_closed_at as b']).execute(),
    ...await db.selectFrom('day_check_lines').select(['at as a', 'found_at as b']).execute(),
    ...await db.selectFrom('desks').select(['opened_at as a', 'closed_at as b']).execute(),
    ...await db.selectFrom('devices').select('created_at as a').execute(),
    ...await db.selectFrom('people').select('created_at as a').execute(),
  ]
  const all = rows.flatMap((row) => Object.values(row)).filter((at) => at !== null)
  expect(all.filter((at) => at > now.toISOString())).toEqual([])
  expect(all.filter((at) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at))).toEqual([])
}

export async function expectNothingOnClosedDays(db: Db): Promise<void> {
  const loans = await loansByDevice(db)
  const used = new Set(loans.flatMap(({ taken_at, due_at, returned_at }) =>
    [taken_at, due_at, returned_at ?? taken_at].map(dayOf)))
  expect([...used].filter((day) => kindOfDay(day) === 'closed')).toEqual([])
}

export async function expectEveryState(db: Db, now: Date): Promise<void> {
  const facts = await custodyQuery(db).execute()
  const states = new Set(facts.map(stateOf))
  const offered = await db.selectFrom('reservations').select('cancelled_at').where('offered_at', 'is not', null).execute()
  expect(offered, 'offered to others').toEqual([{ cancelled_at: null }])
  expect([...states].toSorted()).toEqual(['in repair', 'in store', 'looked after', 'lost', 'not back', 'out', 'retired', 'stolen'])
  const out = facts.filter((device) => standingOf(device) === 'out')
  const handedOn = await db.selectFrom('loans').select(['device_id', 'returned_at'])
    .where('outcome', '=', 'passed on').execute()
  const has = (what: string, holds: (device: typeof out[number]) => boolean) => expect(out.some(holds), what).toBe(true)
  expect(out.filter(({ due_at }) => due_at! < now.toISOString()).length, 'overdue').toBeGreaterThan(2)
  has('due later in school', ({ due_at, off_site }) => due_at! > now.toISOString() && !off_site)
  has('at home', ({ due_at, off_site }) => due_at! > now.toISOString() && off_site === 1)
  has('lent from its keeper', ({ keeper_id, borrower_id }) => keeper_id !== null && keeper_id !== borrower_id)
  has('handed on', ({ device_id, taken_at }) =>
    handedOn.some((loan) => loan.device_id === device_id && loan.returned_at === taken_at))
}

/** Nobody borrows outside their days; guests have a member of staff who answers and borrow only what they may (M20). */
export async function expectBorrowersMay(db: Db): Promise<void> {
  const people = new Map((await db.selectFrom('people').selectAll().execute()).map((person) => [person.id, person]))
  const loans = await loansByDevice(db)
  const notFor = await listNotFor(db, [...new Set(loans.map(({ device_id }) => device_id))])
  for (const { borrower_id, answers_id, device_id, taken_at } of loans) {
    const { kind, first_day, last_day, name } = people.get(borrower_id)!
    const day = dayOf(taken_at)
    if ((first_day ?? '') > day || (last_day ?? '9999') < day) expect.fail(`${name} was not here on ${day}`)
    if (notFor.get(device_id)!.includes(kind)) expect.fail(`${name} may not borrow that`)
    if (kind !== 'staff') expect(people.get(answers_id)!.kind).toBe('staff')
  }
}

/** The figures know every loan that was not undone. */
export async function expectWeeksCounted(db: Db): Promise<void> {
  const weeks = await db.selectFrom('loan_weeks').selectAll().execute()
  const kept = (await loansByDevice(db)).filter(({ voided_at }) => voided_at === null)
  const sum = (key: 'loans' | 'returned') => weeks.reduce((total, week) => total + week[key], 0)
  expect([sum('loans'), sum('returned')]).toEqual([kept.length, kept.filter(({ returned_at, outcome }) => returned_at !== null && outcome !== 'lost').length])
  expect(await db.selectFrom('loans_to_count').select('hour').execute()).toEqual([])
}

/** Most have signed the agreement, a few have not, and nothing has gone home with anybody who had not (M11). */
export async function expectAgreementSigned(db: Db, now: Date): Promise<void> {
  const asked = await listAsked(db, now)
  const unsigned = asked.filter(isUnsigned)
  expect(unsigned.length).toBeGreaterThan(0)
  expect(unsigned.length * 5).toBeLessThan(asked.length)
  const home = await db.selectFrom('loans as l').select('l.id').where('l.off_site', '=', 1).where('l.voided_at', 'is', null)
    .where((e) => e.not(e.exists(e.selectFrom('signatures as s').select('s.id').whereRef('s.person_id', '=', 'l.borrower_id').whereRef('s.signed_at', '<=', 'l.taken_at'))))
    .execute()
  expect(home).toEqual([])
}
