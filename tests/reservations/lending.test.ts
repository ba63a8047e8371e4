import { expect, test } from 'vitest'
import { bookOut, type BookOut } from '../../src/loans/lend.ts'
import { undoOut } from '../../src/loans/undo.ts'
import { act } from '../../src/database/act.ts'
import type { Wish } from '../../src/reservations/reserve.ts'
import { findReservation } from '../../src/reservations/store.ts'
import { addDevice } from '../support/app.ts'
import { idOf, type ReservingSchool, reservingSchool } from './support.ts'

const at = (time: string, day = '2026-11-24') => new Date(`${day}T${time}:00.000Z`)
const MORNING: Partial<Wish> = { day: '2026-11-24', lessons: ['10:45'] }
type Changes = Partial<Wish> | ((kit: ReservingSchool) => Partial<Wish>)

/** What Imogen reserves stands; then Marlo borrows some of the iPads. */
async function borrowing(reserved: Changes, now: Date, wish: Partial<BookOut> = {}, which = [0]) {
  const kit = await reservingSchool()
  kit.clock.now = at('08:00')
  const changes = { ...MORNING, ...typeof reserved === 'function' ? reserved(kit) : reserved }
  const reservation = idOf(await kit.ask(changes))
  const lend = (more: Partial<BookOut>, devices: number[]) => bookOut(kit.db, {
    device_ids: devices.map((i) => kit.ipads[i]!), borrower_id: kit.marlo, class_id: null, answers_id: null, purpose: 'Maths', until: null,
    source: 'desk', actor: { person_id: null, desk_id: null }, ...more,
  }, now)
  const said = which.length > 0 ? await lend(wish, which) : { loans: [], refusals: [], warnings: [] }
  return { ...kit, reservation, lend, said, due: said.loans.map(({ due_at }) => due_at.slice(11, 16)), refused: said.refusals.flatMap(({ reasons }) => reasons.map(({ words }) => words)), warned: said.warnings.map(({ words }) => words) }
}

const trolley = (kit: ReservingSchool) => ({ what: { set_id: kit.trolley } })
const tablet = () => ({ what: { code: 'IP-0001' } })

test.each<[string, Changes, string, Partial<BookOut>, number[], { due?: string[], refused?: string[], warned?: string[] }]>([
  ['a device reserved for later is lent until then', tablet, '09:00', {}, [0],
    { due: ['10:45'], warned: ['Back by 10:45 am: Imogen Vale has reserved it'] }],
  ['a device is lent until its trolley is wanted', trolley, '09:00', {}, [1], { due: ['10:45'], warned: ['Back by 10:45 am: Imogen Vale has reserved it'] }],
  ['what is back before it is wanted is due as was asked', tablet, '09:00', { until: '10:30' }, [0], { due: ['10:30'] }],
  ['another device is due as ever', tablet, '09:00', {}, [2], { due: ['15:30'] }],
  ['from half an hour before, it is kept back', tablet, '10:15', {}, [0], { refused: ['IP-0001 is reserved by Imogen Vale for After break'] }],
  ['a minute sooner it is lent until then', tablet, '10:14', {}, [0], { due: ['10:45'], warned: ['Back by 10:45 am: Imogen Vale has reserved it'] }],
  ['a quarter of an hour after the start it is anybody’s', tablet, '11:00', {}, [0], { due: ['15:30'] }],
  ['a minute sooner it is kept back still', tablet, '10:59', {}, [0], { refused: ['IP-0001 is reserved by Imogen Vale for After break'] }],
  ['the computing lead says yes', tablet, '10:15', { lead_says_yes: true }, [0], { due: ['15:30'] }],
  ['of three iPads of which two are reserved one is anybody’s, the others until then', {}, '09:00', {}, [0, 1, 2],
    { due: ['15:30', '10:45', '10:45'], warned: ['Back by 10:45 am: Imogen Vale has reserved it'] }],
  ['the last two are kept back for a number of the type', {}, '10:20', {}, [0, 1, 2],
    { due: ['15:30'], refused: ['No more are left: Imogen Vale has reserved 2 × iPad for After break', 'No more are left: Imogen Vale has reserved 2 × iPad for After break'] }],
])('%s', async (_case, reserved, time, wish, which, { due = [], refused = [], warned = [] }) => {
  const said = await borrowing(reserved, at(time), wish, which)
  expect({ due: said.due, refused: said.refused, warned: said.warned }).toEqual({ due, refused, warned })
})

test('whoever reserved it collects it in time, and it counts for the reservation until it was a slip', async () => {
  const kit = await borrowing({}, at('10:30'), {}, [])
  const collected = async () => (await findReservation(kit.db, kit.reservation))!.collected
  const { loans, refusals } = await kit.lend({ borrower_id: kit.imogen }, [0, 1])
  expect([refusals, await collected()]).toEqual([[], 2])
  await act(kit.db, (db) => undoOut(db, [loans[0]!.id], { person_id: null, desk_id: null }, at('10:32')))
  expect(await collected()).toBe(1)
  expect((await kit.lend({}, [0, 2])).refusals).toHaveLength(1)
})

test('what the class it is reserved for takes counts for it, whoever scans', async () => {
  const kit = await borrowing((kit) => ({ ...tablet(), class_id: kit.oak }), at('10:30'), {}, [])
  expect((await kit.lend({ class_id: kit.oak }, [0])).refusals).toEqual([])
  expect(await kit.db.selectFrom('reservation_loans').select('reservation_id').execute()).toEqual([{ reservation_id: kit.reservation }])
})

test('no more counts for a reservation than it wants, nor another type, nor when it is over', async () => {
  const kit = await borrowing((kit) => ({ what: { type_id: kit.ipad }, wanted: 1 }), at('09:30'), {}, [])
  const laptop = await addDevice(kit.db, 'LT-0001')
  await kit.lend({ borrower_id: kit.imogen, device_ids: [laptop] }, [])
  await kit.lend({ borrower_id: kit.imogen }, [0, 1])
  expect(await kit.db.selectFrom('reservation_loans as r').innerJoin('loans as l', 'l.id', 'r.loan_id').select('l.device_id').execute()).toEqual([{ device_id: kit.ipads[0] }])
  const late = await borrowing(tablet, at('12:00'), {}, [])
  await late.lend({ borrower_id: late.imogen }, [0])
  expect(await late.db.selectFrom('reservation_loans').selectAll().execute()).toEqual([])
})

test.each<[string, (kit: ReservingSchool, id: string) => Promise<unknown>]>([
  ['cancelled', ({ db }, id) => db.updateTable('reservations').set({ cancelled_at: '2026-11-24T08:30:00.000Z' }).where('id', '=', id).execute()],
  ['offered to others', ({ db }, id) => db.updateTable('reservations').set({ offered_at: '2026-11-24T08:30:00.000Z' }).where('id', '=', id).execute()],
  ['of somebody who has left', ({ db, imogen }) => db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', imogen).execute()],
])('a reservation that is %s keeps nothing back', async (_case, change) => {
  const kit = await borrowing(tablet, at('10:30'), {}, [])
  await change(kit, kit.reservation)
  const { loans } = await kit.lend({}, [0])
  expect(loans.map(({ due_at }) => due_at)).toEqual(['2026-11-24T15:30:00.000Z'])
})

test('nothing leaves the school that is reserved before it would be back', async () => {
  const away = { carries_personal_data: false, video_calls: false, acceptance: null }
  const said = await borrowing({ ...tablet(), day: '2026-11-26' }, at('15:00'), { away, until: '2026-11-27' })
  expect(said.refused).toContain('IP-0001 is reserved by Imogen Vale for Thu 26 Nov, After break')
  const next = await borrowing({ ...tablet(), day: '2026-11-26' }, at('15:00'), { away, until: null })
  expect(next.refused.filter((words) => words.includes('reserved'))).toEqual([])
})

test('their own lesson’s number is theirs although others’ are short of one that broke', async () => {
  const kit = await borrowing((kit) => ({ what: { type_id: kit.ipad }, wanted: 2 }), at('10:30'), {}, [])
  await kit.db.insertInto('reservations').values({
    ...(await kit.db.selectFrom('reservations').selectAll().executeTakeFirstOrThrow()), id: 'zz', person_id: kit.marlo, class_id: null, wanted: 2,
  }).execute()
  expect((await kit.lend({}, [0, 1])).refusals).toEqual([])
  expect((await kit.lend({}, [2])).refusals).toHaveLength(1)
})

test('what was not there anyway is not kept back, though too few are left', async () => {
  const kit = await borrowing({}, at('10:20'))
  await kit.db.insertInto('out_of_use').values({ id: 'broken', device_id: kit.ipads[1], because: 'in repair', note: '', from_at: at('10:00').toISOString(), until_at: null }).execute()
  expect((await kit.lend({ borrower_id: kit.lead, taking_over: [kit.ipads[0]] }, [0])).refusals).toEqual([])
  expect((await kit.lend({}, [2])).refusals).toHaveLength(1)
})

test('what they have reserved by name is not there for others either', async () => {
  const kit = await borrowing((kit) => ({ what: { type_id: kit.ipad }, wanted: 1 }), at('10:20'), {}, [])
  kit.clock.now = at('08:00')
  idOf(await kit.ask({ ...MORNING, what: { set_id: kit.trolley }, person_id: kit.marlo }))
  expect((await kit.lend({}, [2])).refusals).toHaveLength(1)
  expect((await kit.lend({}, [0, 1])).refusals).toEqual([])
})

test('what is due when their own lesson ends is not in the way of whoever has reserved it after that', async () => {
  const kit = await borrowing(tablet, at('09:00'), {}, [])
  kit.clock.now = at('08:00')
  idOf(await kit.ask({ day: '2026-11-24', lessons: ['13:00'], what: { code: 'IP-0001' }, person_id: kit.marlo }))
  expect(await kit.lend({ borrower_id: kit.imogen }, [0])).toMatchObject({ loans: [{ due_at: '2026-11-24T12:00:00.000Z' }], warnings: [] })
})

test('a trolley is kept until all that live in it are collected, one by one or at once', async () => {
  const kit = await borrowing(trolley, at('10:30'), {}, [])
  const linked = () => kit.db.selectFrom('reservation_loans').selectAll().execute()
  expect((await kit.lend({ borrower_id: kit.imogen }, [0])).loans).toMatchObject([{ due_at: '2026-11-24T12:00:00.000Z' }])
  expect((await kit.lend({}, [1])).refusals).toHaveLength(1)
  expect((await kit.lend({ borrower_id: kit.imogen }, [1])).loans).toMatchObject([{ due_at: '2026-11-24T12:00:00.000Z' }])
  expect(await linked()).toHaveLength(2)
  const whole = await borrowing(trolley, at('10:30'), {}, [])
  await whole.db.insertInto('out_of_use').values({ id: 'broken', device_id: whole.ipads[1], because: 'in repair', note: '', from_at: at('10:00').toISOString(), until_at: null }).execute()
  await whole.lend({ borrower_id: whole.imogen }, [0])
  expect(await findReservation(whole.db, whole.reservation)).toMatchObject({ collected: 1, in_set: 1 })
})

test('of two reservations of one time, what is named is collected before a number of its type', async () => {
  const kit = await borrowing((kit) => ({ what: { type_id: kit.ipad }, wanted: 1 }), at('10:30'), {}, [])
  kit.clock.now = at('08:00')
  const named = idOf(await kit.ask({ ...MORNING, what: { set_id: kit.trolley } }))
  await kit.lend({ borrower_id: kit.imogen }, [0])
  expect(await kit.db.selectFrom('reservation_loans').select('reservation_id').execute()).toEqual([{ reservation_id: named }])
})
