import { expect, test } from 'vitest'
import { isRefusedBy } from '../../src/database/act.ts'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { readAsks } from '../../src/reminders/asks.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { given } from '../support/keepers.ts'

async function scene(more: Partial<typeof given> = {}) {
  const school = await startApp()
  const { db, clock } = school
  const device_id = await addDevice(db, 'LT-1')
  const [finch, vale] = [await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] }), await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] })]
  const lead = await signedIn(school, school.lead)
  const keeper = await signedIn(school, finch)
  const made = await giveToKeeper(db, 'g'.repeat(20), { ...given, ...more, device_id, keeper_id: finch, actor: { person_id: school.lead, desk_id: null } }, clock.now)
  const { handover_id, allocation_id } = made as { handover_id: string, allocation_id: string }
  const answer = (fields: Record<string, string>, who = keeper) => who.post(`/allocations/receipts/${handover_id}/answer`).type('form').send(fields)
  const row = () => db.selectFrom('handovers').selectAll().where('id', '=', handover_id).executeTakeFirstOrThrow()
  const asks = async () => readAsks(db, { settings: await readSettings(db), calendar: await readCalendar(db) }, clock.now)
  const told = async () => (await asks()).map(({ kind, person_id, items }) => ({ kind, person_id, items }))
  return { ...school, device_id, finch, vale, lead, keeper, handover_id, allocation_id, answer, row, told }
}

test('its keeper confirms a receipt on their own page, once; until then their letter asks and the lead sees it', async () => {
  const { answer, row, keeper, lead, finch, told, clock, db } = await scene()
  expect((await keeper.get('/allocations/mine')).text).toContain('Good; with charger, without bag')
  expect((await lead.get('/')).text).toContain('1 receipt that is open')
  expect((await keeper.get('/')).text).toContain('I have it as described')
  expect(await told()).toEqual([{ kind: 'receipt', person_id: finch, items: ['LT-1: Good; with charger, without bag'] }])
  expect((await answer({ answer: 'as described' })).headers['location']).toBe('/allocations/mine?done=answered')
  await answer({ answer: 'not as described', words: 'No charger' })
  expect(await row()).toMatchObject({ answer: 'as described', answer_words: '', answered_at: clock.now.toISOString(), answered_how: 'own account' })
  expect(await told()).toEqual([])
  expect((await lead.get('/')).text).not.toContain('that is open')
  const verbs = await db.selectFrom('events').select('verb').where('verb', 'like', 'handover.%').orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['handover.given', 'handover.confirmed'])
})

test('what is not as described says what is different, and stays before the lead until it is written anew or left', async () => {
  const { answer, lead, keeper, handover_id, allocation_id, db, row } = await scene()
  const refused = await answer({ answer: 'not as described' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Say what is different')
  expect((await answer({ answer: 'not as described', words: 'its PIN is 4821' })).text).toContain('That looks like a password')
  await answer({ answer: 'not as described', words: 'There was no charger' })
  expect((await lead.get('/allocations')).text).toContain('“There was no charger”')
  expect((await lead.get(`/allocations/${allocation_id}/receipt`)).text).toContain('value="Good"')
  const anew = { condition: 'Good', until_day: '', form_key: 'n'.repeat(20) }
  expect((await lead.post(`/allocations/${allocation_id}/receipt`).type('form').send(anew)).headers['location']).toBe('/devices/LT-1?done=receipt')
  expect((await row()).closed_at).not.toBeNull()
  expect((await keeper.get('/allocations/mine')).text).toContain('Good; without charger, without bag')
  const { id } = await db.selectFrom('handovers').select('id').where('id', '<>', handover_id).executeTakeFirstOrThrow()
  await lead.post(`/allocations/receipts/${id}/closing`)
  expect((await lead.get('/allocations')).text).not.toContain('Receipts that are open')
})

test('nobody answers somebody else’s receipt', async () => {
  const { answer, vale, row, lead, ...school } = await scene()
  expect((await answer({ answer: 'as described' }, await signedIn({ ...school, lead: '' }, vale))).status).toBe(404)
  expect((await answer({ answer: 'as described' }, lead)).status).toBe(404)
  expect((await row()).answer).toBeNull()
})

test('the database keeps a receipt as it was written and answered', async () => {
  const { db, handover_id, answer } = await scene()
  const change = (columns: object) => db.updateTable('handovers').set(columns).where('id', '=', handover_id).execute()
  const isKept = (error: unknown) => isRefusedBy(error, 'append-only')
  await expect(change({ condition: 'Broken' })).rejects.toSatisfy(isKept)
  await answer({ answer: 'as described' })
  await expect(change({ answer: 'not as described' })).rejects.toSatisfy(isKept)
  await expect(db.deleteFrom('handovers').execute()).rejects.toSatisfy(isKept)
})

test('what was given until a day is due back on it: on Today, in the letter of every day, until another day is said or it is back', async () => {
  const { lead: _, keeper: __, told, allocation_id, answer, finch, ...rest } = await scene({ until_day: '2026-11-27' })
  const { db, clock } = rest
  await answer({ answer: 'as described' })
  expect(await told()).toEqual([])
  clock.now = new Date('2026-11-27T09:00:00.000Z')
  expect(await told()).toEqual([{ kind: 'keeping over', person_id: finch, items: ['LT-1: until today'] }])
  const school = { ...rest, lead: '' }
  const lead = await signedIn(school, await addPerson(db, { name: 'Ottoline Marsh', roles: ['lead'] }))
  const keeper = await signedIn(school, finch)
  expect((await lead.get('/')).text).toContain('is due back: until today')
  expect((await keeper.get('/')).text).toContain('is due back: until today')
  await writeSettings(db, { remind_keepers: false })
  expect(await told()).toEqual([])
  await lead.post(`/allocations/${allocation_id}/receipt`).type('form').send({ condition: 'Good', until_day: '17 7 2027', form_key: 'n'.repeat(20) })
  expect((await lead.get('/')).text).not.toContain('is due back')
})

test('the list has every device that is looked after, as a file too', async () => {
  const { lead } = await scene()
  expect((await lead.get('/allocations')).text).toContain('Everything that is looked after')
  const { text } = await lead.get('/allocations.csv')
  expect(text.split('\r\n')[1]).toMatch(/^LT-1,Laptop,Marlo Finch,2026-11-24 09:00,,,Good,yes,no,no,to confirm/)
})
