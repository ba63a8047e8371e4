import { expect, test } from 'vitest'
import { isOverdue } from '../../src/calendar/late.ts'
import { stateOf } from '../../src/custody/rules.ts'
import type { Db } from '../../src/database/open.ts'
import { countDevices, listDevices } from '../../src/devices/store.ts'
import { STATES } from '../../src/devices/rules.ts'
import { addClass, addDevice, addPerson, startApp, TUESDAY } from '../support/app.ts'

const LATENESS = { now: TUESDAY.toISOString(), spared: [] }

const everything = { q: '', type: '', state: '', home: '', with: '' } as const
const at = '2026-11-24T08:00:00.000Z'
const later = '2026-11-24T15:30:00.000Z'
const past = '2026-11-23T15:30:00.000Z'

type Facts = { because?: 'in repair' | 'lost' | 'stolen' | 'retired', due_at?: string, kept?: boolean }

async function put(db: Db, code: string, { because, due_at, kept }: Facts, people: { borrower: string, keeper: string, class_id: string }): Promise<void> {
  const device_id = await addDevice(db, code)
  if (due_at) {
    await db.insertInto('loans').values({
      id: `loan-${code}`, device_id, borrower_id: people.borrower, class_id: people.class_id, answers_id: people.borrower, purpose: 'Computing', taken_at: past,
      due_at, off_site: 0, source: 'desk', out_desk_id: null, booked_out_by_id: null, import_id: null, returned_at: null, back_desk_id: null,
      taken_back_by_id: null, on_charge: null, outcome: null, voided_at: null, voided_by_id: null,
    }).execute()
  }
  if (kept) await db.insertInto('allocations').values({ id: `kept-${code}`, device_id, keeper_id: people.keeper, from_at: at, until_at: null }).execute()
  if (because) await db.insertInto('out_of_use').values({ id: `because-${code}`, device_id, because, note: '', from_at: at, until_at: null }).execute()
}

/** Was not back at a check, and nobody has seen it since. */
async function miss(db: Db, code: string): Promise<void> {
  const { id: device_id } = await db.selectFrom('devices').select('id').where('code', '=', code).executeTakeFirstOrThrow()
  await db.insertInto('day_check_lines').values({
    day: '2026-11-23', device_id, result: 'not back', at: past, reason: null, exception_id: null, loan_id: null, holder_id: null,
    answers_id: null, class_id: null, due_at: null, last_seen_at: null, last_place: null, found_at: null,
  }).execute()
}

async function everyCombination({ missed = false } = {}) {
  const { db } = await startApp()
  const people = {
    borrower: await addPerson(db, { name: 'Marlo Finch' }), keeper: await addPerson(db, { name: 'Imogen Vale' }), class_id: await addClass(db, '4 Oak'),
  }
  let number = 0
  for (const because of [undefined, 'in repair', 'lost', 'stolen', 'retired'] as const) {
    for (const due_at of [undefined, later, past]) {
      for (const kept of [false, true]) await put(db, `LT-${++number}`, { ...because && { because }, ...due_at && { due_at }, kept }, people)
    }
  }
  if (!missed) return db
  await db.insertInto('day_checks').values({
    day: '2026-11-23', closed_at: past, closed_by_id: people.borrower, full_sweep: 0, in_count: 0, later_count: 0, off_site_count: 0,
    excused_count: 0, not_back_count: 0, later_closed_at: null, later_closed_by_id: null, later_not_back_count: null,
  }).execute()
  for (const because of [undefined, 'lost'] as const) {
    for (const due_at of [undefined, later, past]) {
      for (const kept of [false, true]) {
        await put(db, `LT-${++number}`, { ...because && { because }, ...due_at && { due_at }, kept }, people)
        await miss(db, `LT-${number}`)
      }
    }
  }
  return db
}

test('the filter by state agrees with custody on every combination of loan, keeper, out of use and not back', async () => {
  const db = await everyCombination({ missed: true })
  const all = await listDevices(db, everything, LATENESS, {}, 100)
  expect(all).toHaveLength(42)
  for (const state of STATES) {
    const wanted = all.filter((facts) => (state === 'overdue'
      ? stateOf(facts) === 'out' && isOverdue(facts.due_at!, LATENESS)
      : stateOf(facts) === state.replace('-', ' ')))
    const found = await listDevices(db, { ...everything, state }, LATENESS, {}, 100)
    expect({ state, codes: found.map(({ code }) => code) }).toEqual({ state, codes: wanted.map(({ code }) => code) })
    expect(found.length).toBeGreaterThan(0)
  }
})

test.each([['finch', 20], ['4 OAK', 20], ['vale', 5], ['%', 0]])('with “%s” are %i devices: the borrower, else the keeper', async (who, count) => {
  const db = await everyCombination()
  expect(await countDevices(db, { ...everything, with: who }, LATENESS, 1000)).toBe(count)
})

test('a count goes no further than asked', async () => {
  const db = await everyCombination()
  expect(await countDevices(db, everything, LATENESS, 11)).toBe(11)
})

test('home is a set by its code, or a place', async () => {
  const { db } = await startApp()
  await db.insertInto('sets').values({ id: 'set', code: 'IT-0001', name: 'iPad trolley 1', place: 'Library', slots: 16 }).execute()
  const inSet = await addDevice(db, 'IP-1', 'iPad')
  await db.updateTable('devices').set({ set_id: 'set', slot: 3, place: '' }).where('id', '=', inSet).execute()
  await addDevice(db, 'LT-1')
  const codes = async (home: string) => (await listDevices(db, { ...everything, home }, LATENESS, {}, 10)).map(({ code }) => code)
  expect([await codes('IT-0001'), await codes('the suite'), await codes('Library')]).toEqual([['IP-1'], ['LT-1'], []])
})
