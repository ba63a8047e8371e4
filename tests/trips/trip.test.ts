import { expect, test } from 'vitest'
import { newFormKey } from '../../src/http/forms.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { readReminderFacts } from '../../src/reminders/store.ts'
import { addDevice, addPerson, signedIn } from '../support/app.ts'
import { askingSchool } from '../support/asking.ts'
import { addPass } from '../support/off-site.ts'

const FIELDS = { name: 'Year 6 residential', place: 'The coast', first_day: '24 11 2026', last_day: '26 11 2026', codes: 'CAM-0001\nIP-0001', why: 'Photographs of the cliffs' }

/** Imogen leads a trip with a camera that cannot be encrypted and an iPad. */
async function school() {
  const kit = await askingSchool()
  const { db } = kit
  const camera = await addDevice(db, 'CAM-0001', 'Camera')
  await addPass(db, kit.device.ipad)
  const send = async (person: string, path: string, fields: object = {}) => (await signedIn(kit, person)).post(path).type('form').send({ form_key: newFormKey(), ...fields })
  const read = async (person: string, path: string) => (await (await signedIn(kit, person)).get(path)).text
  const plan = async (changes: object = {}, person = kit.imogen) => send(person, '/trips', { ...FIELDS, ...changes })
  const planned = async (changes: object = {}) => {
    const { headers } = await plan(changes)
    const path = headers['location']!.split('?')[0]!
    const trip = await db.selectFrom('trips as t').innerJoin('approvals as a', 'a.trip_id', 't.id').select(['t.id', 'a.id as approval_id']).where('t.id', '=', path.split('/')[2]!).executeTakeFirstOrThrow()
    return { path, ...trip }
  }
  /** Permitted, accepted and taken. */
  const gone = async () => {
    const trip = await planned()
    await kit.decide(trip.approval_id)
    await send(kit.imogen, `${trip.path}/acceptance`, { accepted: '1' })
    await send(kit.imogen, `${trip.path}/loans`)
    return trip
  }
  const bringBack = (device_id: string) => takeBack(db, { device_id, actor: { person_id: kit.imogen, desk_id: null } }, kit.clock.now)
  return { ...kit, camera, send, read, plan, planned, gone, bringBack }
}

test('a trip is one record with one permission for its devices, and the head is written to', async () => {
  const { db, imogen, camera, device, planned, letters, read } = await school()
  const { id, approval_id, path } = await planned()
  expect(await db.selectFrom('trips').selectAll().execute()).toMatchObject([{ id, leader_id: imogen, name: 'Year 6 residential', first_day: '2026-11-24', last_day: '2026-11-26', accepted_at: null }])
  expect(await db.selectFrom('approvals').selectAll().execute()).toMatchObject([{ id: approval_id, trip_id: id, person_id: imogen, from_day: '2026-11-24', until_day: '2026-11-27' }])
  const rows = await db.selectFrom('approval_devices').select(['device_id', 'goes_empty']).execute()
  expect(new Map(rows.map((row) => [row.device_id, row.goes_empty]))).toEqual(new Map([[camera, 1], [device.ipad, 0]]))
  const [letter] = await letters()
  expect(letter!.subject).toBe('Please decide: may CAM-0001 and IP-0001 leave the school with Imogen Vale?')
  for (const words of ['For the trip: Year 6 residential.', 'goes empty and is wiped on return: CAM-0001.']) expect(letter!.body_text).toContain(words)
  const page = await read(imogen, path)
  for (const words of ['Year 6 residential', 'The coast', 'goes empty', 'not accepted yet', 'Waiting for an answer', 'Accept the terms']) expect(page).toContain(words)
  expect(page).not.toContain('on the trip</button>')
})

test('whatever goes on it, a trip is somebody’s to permit: of what may leave anyway it is the lead’s', async () => {
  const { planned, by, decide, letters } = await school()
  const { approval_id } = await planned({ codes: 'LT-0001' })
  expect((await letters())[0]!.to_address).toBe('wren.calloway@larkfield.example')
  expect(await decide(approval_id, { by: by.lead })).toEqual({ approval_id })
})

test('a refused trip keeps nothing, and says why beside the field', async () => {
  const { db, plan, lead } = await school()
  const visitor = await addPerson(db, { name: 'Vida Rowe', kind: 'visitor' })
  for (const [changes, words, person] of [
    [{ codes: 'XX-9' }, 'XX-9: that is no device here'], [{ last_day: '23 11 2026' }, 'The last day comes before the first'],
    [{ first_day: '20 11 2026' }, 'That day has passed'], [{ name: '' }, 'Say what the trip is called'], [{ leader_id: visitor }, 'A member of staff leads a trip', lead],
  ] as const) {
    const { status, text } = await plan(changes, person)
    expect([status, text.includes(words)], words).toEqual([422, true])
    expect(text).toContain('value="The coast"')
  }
  expect(await db.selectFrom('trips').select('id').execute()).toEqual([])
  expect(await db.selectFrom('approvals').select('id').execute()).toEqual([])
  expect(await db.selectFrom('outbox').select('id').execute()).toEqual([])
})

test('only its leader accepts the terms and takes the devices, and not before both hold', async () => {
  const { db, imogen, marlo, lead, planned, decide, send, read } = await school()
  const { path, approval_id } = await planned()
  expect((await send(imogen, `${path}/acceptance`)).status).toBe(422)
  expect((await send(lead, `${path}/acceptance`, { accepted: '1' })).status).toBe(403)
  expect((await send(imogen, `${path}/loans`)).text).toContain('The terms are not accepted yet')
  await send(imogen, `${path}/acceptance`, { accepted: '1' })
  const early = await send(imogen, `${path}/loans`)
  expect([early.status, early.text.includes('CAM-0001: The head teacher has not permitted it')]).toEqual([422, true])
  expect(await db.selectFrom('loans').select('id').execute()).toEqual([])
  await decide(approval_id)
  expect((await send(lead, `${path}/loans`)).status).toBe(403)
  expect(await read(imogen, path)).toContain('Take 2 devices on the trip')
  expect(await read(lead, path)).not.toContain('Take 2 devices')
  expect(await read(marlo, path)).toContain('There is no such trip.')
})

test('taken in one click they are off-site until the next school day after the trip, by the one acceptance and permission', async () => {
  const { db, imogen, gone, read } = await school()
  const { approval_id, path } = await gone()
  const loans = await db.selectFrom('loans as l').innerJoin('off_site_loans as o', 'o.loan_id', 'l.id').innerJoin('trips as t', 't.acceptance_id', 'o.acceptance_id')
    .select(['l.borrower_id', 'l.purpose', 'l.due_at', 'l.off_site', 'o.approval_id']).execute()
  const loan = { borrower_id: imogen, purpose: 'Year 6 residential', due_at: '2026-11-27T08:40:00.000Z', off_site: 1, approval_id }
  expect(loans).toEqual([loan, loan])
  expect(await read(imogen, path)).toContain('iPad, with Imogen Vale')
})

test('one device that cannot go stays, with its reason, and the rest go', async () => {
  const { db, imogen, planned, decide, send } = await school()
  await addDevice(db, 'IP-0002', 'iPad')
  const { path, approval_id } = await planned({ codes: 'CAM-0001 IP-0002' })
  await decide(approval_id)
  await send(imogen, `${path}/acceptance`, { accepted: '1' })
  const { status, text } = await send(imogen, `${path}/loans`)
  expect([status, text.includes('IP-0002: Encryption of IP-0002: owed')]).toEqual([422, true])
  expect(await db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').select('d.code').execute()).toEqual([{ code: 'CAM-0001' }])
})

test('while the trip runs nobody is chased in the evening; once it should be back its leader is', async () => {
  const { db, clock, imogen, gone } = await school()
  await gone()
  const chased = async (moment: string) => {
    clock.now = new Date(moment)
    const owed = remindersOwed(await readReminderFacts(db, clock.now), clock.now)
    return owed.some(({ sections }) => sections.some(({ late, later }) => [...late, ...later].some(({ borrower_id }) => borrower_id === imogen)))
  }
  for (const day of ['24', '25', '26']) expect(await chased(`2026-11-${day}T17:00:00.000Z`), day).toBe(false)
  expect(await chased('2026-11-27T16:00:00.000Z')).toBe(true)
})

test('what went empty and is back is to be wiped: on Today and the trip’s page until somebody says so, once', async () => {
  const { db, clock, camera, device, imogen, lead, marlo, gone, bringBack, send, read } = await school()
  const { path } = await gone()
  expect(await read(imogen, '/')).not.toContain('to be wiped')
  clock.now = new Date('2026-11-27T08:30:00.000Z')
  await bringBack(camera)
  await bringBack(device.ipad)
  expect(await read(imogen, '/')).toMatch(/Back from a trip, and to be wiped[^]*CAM-0001/)
  expect(await read(imogen, '/')).not.toContain(`id="wipe-${device.ipad}"`)
  expect(await read(lead, '/')).toContain(`id="wipe-${camera}"`)
  expect(await read(marlo, '/')).not.toContain('to be wiped')
  expect((await send(marlo, `${path}/devices/${camera}/wiping`)).status).toBe(404)
  await send(imogen, `${path}/devices/${camera}/wiping`)
  await send(imogen, `${path}/devices/${camera}/wiping`)
  expect(await db.selectFrom('approval_devices').select(['wiped_at', 'wiped_by_id']).where('device_id', '=', camera).execute())
    .toEqual([{ wiped_at: '2026-11-27T08:30:00.000Z', wiped_by_id: imogen }])
  expect(await db.selectFrom('events').select('verb').where('verb', '=', 'device.wiped').execute()).toHaveLength(1)
  expect(await read(imogen, '/')).not.toContain('to be wiped')
  expect(await read(lead, path)).toContain('wiped today 8:30 am')
})

test('what is back from a trip is lent to nobody until it is wiped', async () => {
  const { db, clock, camera, imogen, marlo, gone, bringBack, send } = await school()
  const { path } = await gone()
  clock.now = new Date('2026-11-27T08:30:00.000Z')
  await bringBack(camera)
  const take = () => bookOut(db, {
    device_ids: [camera], borrower_id: marlo, class_id: null, answers_id: null, purpose: 'Assembly', until: null,
    source: 'own account', actor: { person_id: marlo, desk_id: null },
  }, clock.now)
  expect((await take()).refusals).toMatchObject([{ code: 'CAM-0001', reasons: [{ code: 'to-wipe' }] }])
  await send(imogen, `${path}/devices/${camera}/wiping`)
  expect((await take()).refusals).toEqual([])
})

test('the list shows everybody’s trips to the head, to a teacher their own', async () => {
  const { head, imogen, marlo, planned, read } = await school()
  await planned()
  expect(await read(head, '/trips')).toContain('Year 6 residential')
  expect(await read(imogen, '/trips')).toContain('Year 6 residential')
  expect(await read(marlo, '/trips')).not.toContain('Year 6 residential')
})

test('a trip that is approved only for its own days is granted for these, whatever the form says', async () => {
  const { db, planned, decide } = await school()
  const { approval_id } = await planned()
  await decide(approval_id, { until: '2027-07-01' })
  expect(await db.selectFrom('approvals').select('granted_until').execute()).toEqual([{ granted_until: '2026-11-27' }])
})
