import { expect, test } from 'vitest'
import { giveToKeeper, takeToStore } from '../../src/allocations/give.ts'
import { isLeads, problemsToAsk, standingOfAsk } from '../../src/allocations/borrowing/rules.ts'
import { readKeepersYes } from '../../src/allocations/borrowing/lending.ts'
import { dayOf } from '../../src/calendar/days.ts'
import { custodyOf } from '../../src/custody/store.ts'
import type { Db } from '../../src/database/open.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { isRefusedBy } from '../../src/database/act.ts'
import { setPin } from '../../src/accounts/pin.ts'
import { readAsks } from '../../src/reminders/asks.ts'
import { readSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, atDesk, signedIn, startApp } from '../support/app.ts'
import { giveBadge, given } from '../support/keepers.ts'

const device = { code: 'LT-1', keeper_id: 'k', keeper: 'Imogen Vale', because: null }

test.each([
  ['somebody else’s device', {}, []],
  ['one’s own', { asker_id: 'k' }, ['You look after LT-1 yourself']],
  ['one that nobody looks after', { device: { ...device, keeper_id: null, keeper: null } }, ['Nobody looks after LT-1: it is booked out without asking']],
  ['one in repair', { device: { ...device, because: 'in repair' as const } }, ['LT-1 is out of use: in repair']],
  ['what was asked already', { has_asked: true }, ['You have asked already. Imogen Vale has still to answer']],
  ['until yesterday', { until_day: '2026-11-23' }, ['That day has passed']],
])('asking for %s', (_, facts, words) => {
  const asking = { device, asker_id: 'a', until_day: '2026-11-24', today: '2026-11-24', has_asked: false, ...facts }
  expect(problemsToAsk(asking).map(({ message }) => message)).toEqual(words)
})

test.each([
  ['the same afternoon', '2026-11-24T16:00:00.000Z', null, false], ['the next morning before that time', '2026-11-25T08:59:00.000Z', null, false],
  ['a school day later', '2026-11-25T09:00:00.000Z', null, true], ['two days later at night', '2026-11-26T01:00:00.000Z', null, true],
  ['answered “later”', '2026-11-27T09:00:00.000Z', 'later', false],
])('what was asked on Tuesday at nine is the lead’s: %s', async (_, now, answer, expected) => {
  const calendar = await readCalendar((await startApp()).db)
  expect(isLeads({ asked_at: '2026-11-24T09:00:00.000Z', answer }, new Date(now), calendar)).toBe(expected)
  const weekend = isLeads({ asked_at: '2026-11-27T09:00:00.000Z', answer: null }, new Date('2026-11-29T12:00:00.000Z'), calendar)
  expect(weekend).toBe(false)
})

test.each([
  [null, null, null, 'waiting'], ['later', null, null, 'later'], ['no', null, null, 'no'], ['yes', '2026-11-24', null, 'yes'],
  ['yes', '2026-11-23', null, 'over'], ['yes', '2026-11-24', 'x', 'over'], [null, null, 'x', 'withdrawn'],
] as const)('an ask answered %s until %s, ended %s, is %s', (answer, granted_until, ended_at, expected) => {
  expect(standingOfAsk({ answer, granted_until, ended_at }, '2026-11-24')).toBe(expected)
})

async function scene() {
  const school = await startApp()
  const { db, clock } = school
  const device_id = await addDevice(db, 'LT-1')
  const [vale, finch] = [await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] }), await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })]
  const made = await giveToKeeper(db, 'g'.repeat(20), { ...given, device_id, keeper_id: vale, actor: { person_id: school.lead, desk_id: null } }, clock.now)
  const [keeper, asker] = [await signedIn(school, vale), await signedIn(school, finch)]
  let n = 0
  const ask = (fields: Record<string, string> = {}) => asker.post('/allocations/asks').type('form').send({ device_id, why: 'Computing', until_day: '26 11 2026', form_key: `the-key-of-this-form-${n++}`, ...fields })
  const row = () => db.selectFrom('borrow_asks').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  const answer = async (fields: Record<string, string>, who = keeper) => who.post(`/allocations/asks/${(await row()).id}/answer`).type('form').send(fields)
  const told = async () => (await readAsks(db, { settings: await readSettings(db), calendar: await readCalendar(db) }, clock.now))
    .filter(({ kind }) => kind !== 'receipt').map(({ kind, person_id, items }) => ({ kind, person_id, items }))
  const bookOut = () => asker.post('/loans').type('form').send({ device_id, purpose: 'Computing', until: '', form_key: `the-key-of-booking-out-${n++}` })
  return { ...school, device_id, vale, finch, keeper, asker, ask, row, answer, told, bookOut, allocation_id: (made as { allocation_id: string }).allocation_id }
}

test('anybody asks a keeper; after their yes it is lent, comes back to its keeper, and each is told', async () => {
  const { asker, keeper, ask, answer, told, bookOut, clock, vale, finch, db } = await scene()
  expect((await asker.get('/devices/LT-1')).text).toContain('Ask Imogen Vale to lend it')
  expect((await asker.get('/allocations/asks/new?device=lt-1')).text).toContain('Imogen Vale looks after it.')
  expect((await ask()).headers['location']).toBe('/devices/LT-1?done=asked')
  expect((await bookOut()).status).toBe(422)
  expect(await told()).toEqual([{ kind: 'borrow ask', person_id: vale, items: ['LT-1: Marlo Finch, for Computing, until Thu 26 Nov'] }])
  expect((await keeper.get('/')).text).toContain('asks to borrow')
  expect((await asker.get('/')).text).toContain('asked, not answered yet')
  expect((await answer({ answer: 'yes' })).headers['location']).toBe('/allocations/mine?done=told')
  await answer({ answer: 'no' })
  expect(await told()).toEqual([{ kind: 'borrow answered', person_id: finch, items: ['LT-1: yes, until Thu 26 Nov, Imogen Vale looks after it'] }])
  expect((await asker.get('/allocations/mine')).text).toContain('yes, until Thu 26 Nov')
  const lent = await bookOut()
  expect(lent.headers['location']).toMatch(/^\/devices\/LT-1\?loan=/)
  expect((await asker.get('/devices/LT-1')).text).toContain('Looked after by Imogen Vale.')
  clock.now = new Date('2026-11-24T10:00:00.000Z')
  const { id } = await db.selectFrom('loans').select('id').executeTakeFirstOrThrow()
  await asker.post(`/loans/${id}/return`).type('form').send({ form_key: 'r'.repeat(20) })
  expect((await asker.get('/devices/LT-1')).text).toContain('with Imogen Vale')
  expect((await told()).filter(({ kind }) => kind === 'lent back')).toEqual([{ kind: 'lent back', person_id: vale, items: ['LT-1: back from Marlo Finch today 10:00 am'] }])
  expect((await bookOut()).status).toBe(303)
})

test('one open ask a device and person; “later” can become a yes, and a yes until another day ends on it', async () => {
  const { ask, answer, row, asker, finch, clock, db } = await scene()
  await ask()
  const again = await ask()
  expect(again.status).toBe(422)
  expect(again.text).toContain('You have asked already. Imogen Vale has still to answer')
  await answer({ answer: 'later', words: 'After the assembly' })
  expect((await asker.get('/allocations/mine')).text).toContain('“After the assembly”')
  expect((await answer({ answer: 'yes', until_day: '23 11 2026' })).text).toContain('That day has passed')
  expect((await answer({ answer: 'perhaps' })).status).toBe(422)
  expect((await answer({ answer: 'yes', words: 'password: tulip' })).text).toContain('That looks like a password')
  await answer({ answer: 'yes', until_day: '25 11 2026' })
  expect(await row()).toMatchObject({ answer: 'yes', granted_until: '2026-11-25' })
  clock.now = new Date('2026-11-25T16:00:00.000Z')
  expect((await saysYes(db, finch, clock.now)).size).toBe(1)
  clock.now = new Date('2026-11-26T09:00:00.000Z')
  expect((await saysYes(db, finch, clock.now)).size).toBe(0)
})

async function saysYes(db: Db, personId: string, now: Date) {
  const devices = await db.selectFrom('devices').select('id').execute()
  return readKeepersYes(db, personId, await custodyOf(db, devices.map(({ id }) => id)), dayOf(now))
}

test('unanswered after a school day it is told the lead, who answers in the keeper’s place', async () => {
  const { ask, told, clock, answer, row, lead, bookOut, asker: _, ...rest } = await scene()
  await ask()
  clock.now = new Date('2026-11-25T09:30:00.000Z')
  expect((await told()).filter(({ kind }) => kind === 'borrow unanswered')).toEqual([
    { kind: 'borrow unanswered', person_id: lead, items: ['LT-1, with Imogen Vale: Marlo Finch, for Computing, until tomorrow'] }])
  const leads = await signedIn({ ...rest, clock, lead }, lead)
  expect((await leads.get('/')).text).toContain('which Imogen Vale looks after and has not answered')
  expect((await leads.get('/allocations')).text).toContain('Unanswered for a school day: LT-1')
  expect((await answer({ answer: 'yes', then: 'list' }, leads)).headers['location']).toBe('/allocations?done=told')
  expect(await row()).toMatchObject({ answer: 'yes', answered_by_id: lead })
  expect((await bookOut()).status).toBe(303)
})

test('nobody else answers or withdraws, and nobody says yes to themselves', async () => {
  const { ask, answer, asker, row, db, lead: _, ...school } = await scene()
  await ask()
  expect((await answer({ answer: 'yes' }, asker)).status).toBe(404)
  const other = await signedIn({ ...school, db, lead: '' }, await addPerson(db, { name: 'Cormac Bride', roles: ['staff'] }))
  expect((await answer({ answer: 'yes' }, other)).status).toBe(404)
  expect((await other.post(`/allocations/asks/${(await row()).id}/withdrawal`)).status).toBe(404)
  expect((await row()).answer).toBeNull()
  await asker.post(`/allocations/asks/${(await row()).id}/withdrawal`)
  expect((await row()).ended_at).not.toBeNull()
  expect((await ask()).status).toBe(303)
})

test('a yes is its keeper’s alone: with the next keeper it counts no more, and what was said stays', async () => {
  const { ask, answer, bookOut, device_id, db, clock, lead, allocation_id, row } = await scene()
  await ask()
  await answer({ answer: 'yes' })
  const other = await addPerson(db, { name: 'Cormac Bride' })
  const actor = { person_id: lead, desk_id: null }
  await giveToKeeper(db, 'h'.repeat(20), { ...given, device_id, keeper_id: other, actor }, clock.now)
  expect((await bookOut()).text).toContain('LT-1 is looked after by Cormac Bride')
  await takeToStore(db, allocation_id, actor, clock.now)
  const { id } = await row()
  await expect(db.updateTable('borrow_asks').set({ answer: 'no', granted_until: null }).where('id', '=', id).execute()).rejects.toSatisfy((error) => isRefusedBy(error, 'append-only'))
})

test('at the desk one tap asks the keeper, and after their yes a scan lends it', async () => {
  const { answer, finch, device_id, row, keeper: _, asker: __, ...school } = await scene()
  await giveBadge(school.db, finch, 'P-1')
  await setPin(school.db, finch, '4821', school.clock.now)
  const desk = await atDesk(school)
  const scan = (code: string) => desk.post('/desk/scans').type('form').send({ code })
  await scan('P-1')
  await desk.post('/desk/purpose').type('form').send({ purpose: 'Computing' })
  await scan('LT-1')
  expect((await desk.get('/desk')).text).toContain('Ask Imogen Vale to lend it')
  await desk.post('/desk/ask-keeper').type('form').send({ device_id, id: 'ask-one-tap' })
  await desk.post('/desk/ask-keeper').type('form').send({ device_id, id: 'ask-one-tap' })
  expect((await desk.get('/desk')).text).toContain('Imogen Vale is asked to lend LT-1 to Marlo Finch')
  expect(await row()).toMatchObject({ asker_id: finch, why: 'Computing', until_day: '2026-11-24' })
  await answer({ answer: 'yes' })
  school.clock.now = new Date('2026-11-24T09:00:10.000Z')
  await scan('LT-1')
  expect((await desk.get('/desk')).text).toContain('LT-1 out to Marlo Finch')
})
