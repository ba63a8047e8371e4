import { beforeEach, expect, test } from 'vitest'
import { arrangeReturn, endReturn } from '../../src/absences/arrange.ts'
import { newId } from '../../src/database/ids.ts'
import { signOff } from '../../src/leavers/sign-off.ts'
import { addMasterPassword } from '../../src/master-passwords/keep.ts'
import { cutLinks } from '../../src/retention/cut.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { fieldsOf } from '../loans/support.ts'
import { addAccount, signedIn } from '../support/app.ts'
import { giveBack } from '../support/loans.ts'
import { at, leavingSchool, section } from './support.ts'

let school: Awaited<ReturnType<typeof leavingSchool>>
let office: string
let business: string

const path = () => `/leavers/${school.marlo}`

beforeEach(async () => {
  school = await leavingSchool();
  ({ office, business } = school)
})

const personalDevice = (until_day: string | null) => school.db.insertInto('personal_devices').values({
  id: newId(), person_id: school.marlo, device: 'Pixel 8 telephone', used_for: 'School e-mail', conditions: 'locked', from_day: '2026-09-01', until_day,
  declared_at: school.clock.now.toISOString(), needs: 'nobody', authorised_at: null, authorised_by_id: null, authorised_as: null, withdrawn_at: null, withdrawn_by_id: null,
}).execute()

test('a device of their own and a master password are outstanding, for those to end who keep the lists; which they are is not said', async () => {
  await writeSettings(school.db, { master_passwords: true })
  await personalDevice('2026-12-18')
  await personalDevice(null)
  const added = await addMasterPassword(school.db, 'a-key-of-sixteen-letters', { name: 'Server administrator', person_ids: [school.marlo], from_day: '2026-09-01', actor: { person_id: school.lead, desk_id: null } }, school.clock.now)
  expect(added).not.toHaveProperty('problems')
  const read = async (who: string) => section((await (await signedIn(school, who)).get(path())).text, 'outstanding')
  const [offices, leads] = [await read(office), await read(school.lead)]
  expect([offices.match(/Own device/g)!.length, offices.match(/Master password/g)!.length]).toEqual([1, 1])
  expect(offices).not.toMatch(/Pixel|Server administrator|\/personal-devices\/all|href="\/master-passwords"/)
  expect(offices).toContain('The computing lead, the head or the business manager ends it')
  expect(leads).toContain('href="/personal-devices/all"')
  expect(leads).toContain('href="/master-passwords"')
  await (await signedIn(school, school.lead)).post(`/personal-devices/${(await school.db.selectFrom('personal_devices').select('id').where('until_day', 'is', null).executeTakeFirstOrThrow()).id}/withdrawal`)
  await school.db.updateTable('master_password_holders').set({ until_day: '2026-11-24' }).execute()
  expect(await read(office)).not.toMatch(/Own device|Master password/)
})

test('the day after, the declaration has ended by itself; the master password is held still, and stands in front of the list', async () => {
  await writeSettings(school.db, { master_passwords: true })
  await giveBack(school, 'LT-0002')
  await school.db.updateTable('allocations').set({ until_at: school.clock.now.toISOString() }).execute()
  await personalDevice(null)
  await addMasterPassword(school.db, 'a-key-of-sixteen-letters', { name: 'Server administrator', person_ids: [school.marlo], from_day: '2026-09-01', actor: { person_id: school.lead, desk_id: null } }, school.clock.now)
  school.clock.now = at('2026-12-19')
  const list = (await (await signedIn(school, office)).get('/leavers')).text
  expect(list).toMatch(/Have left, and still have something[^]*Marlo Finch[^]*Master password<\/td>/)
  await writeSettings(school.db, { master_passwords: false })
  expect((await (await signedIn(school, office)).get('/leavers')).text).not.toContain('Have left, and still have something')
})

/** So many iPads, for Marlo; returns the id. */
async function reserved(day: string, wanted: number): Promise<string> {
  const { id: type_id } = await school.db.selectFrom('device_types').select('id').where('name', '=', 'iPad').executeTakeFirstOrThrow()
  const made = { made_at: school.clock.now.toISOString(), made_by_id: school.marlo, cancelled_at: null, cancelled_by_id: null, offered_at: null, offered_by_id: null }
  const id = newId()
  await school.db.insertInto('reservations').values({
    id, person_id: school.marlo, class_id: null, purpose: 'Computing', day, slot: 'Before break', starts: '09:00', ends: '10:30', type_id, set_id: null, device_id: null, wanted, ...made,
  }).execute()
  return id
}

test('what somebody has reserved for after their last day is outstanding, a line each, until it is cancelled or somebody else has it', async () => {
  await reserved('2026-12-18', 1)
  const [first, second] = [await reserved('2027-01-06', 15), await reserved('2027-01-07', 12)]
  const read = async (who: string) => section((await (await signedIn(school, who)).get(path())).text, 'outstanding')
  const html = await read(office)
  expect(html).toMatch(/15 × iPad[^]*reserved for Wed 6 Jan, Before break, after the last day/)
  expect(html).toContain(`href="/reservations/${first}"`)
  expect(html.match(/Cancel it, or give it to somebody/g)).toHaveLength(2)
  expect(await read(business)).toContain('The office, the computing lead or the technician ends it')
  await (await signedIn(school, office)).post(`/reservations/${first}/cancel`).expect(303)
  await (await signedIn(school, office)).post(`/reservations/${second}/give`).type('form').send({ person_id: business }).expect(303)
  expect(await read(office)).not.toContain('iPad')
})

test('after they have left too, what they have reserved still stands in front of the leavers’ list', async () => {
  const { db } = school
  await giveBack(school, 'LT-0002')
  await db.updateTable('allocations').set({ until_at: school.clock.now.toISOString() }).execute()
  await reserved('2027-01-06', 3)
  const list = async () => (await (await signedIn(school, office)).get('/leavers')).text
  school.clock.now = at('2026-12-19')
  expect(await list()).toMatch(/Have left, and still have something[^]*Marlo Finch[^]*3 × iPad<\/td>/)
  school.clock.now = at('2027-01-07')
  expect(await list()).not.toContain('Have left, and still have something')
})

test('a write-off that is refused leads to its own field, and to no other', async () => {
  const them = await signedIn(school, business)
  const answer = await them.post(`${path()}/write-offs`).type('form').send({ form_key: 'a-key-of-sixteen-letters', device_id: school.laptop, reason: '' })
  expect(answer.text).toContain(`href="#reason-${school.laptop}"`)
  expect(answer.text.match(/<details open>/g)).toHaveLength(1)
  expect(answer.text.match(/id="reason-[^"]*-error"/g)).toHaveLength(1)
})

test('the certificate says the code and type of the day it was signed, and the name of today', async () => {
  await giveBack(school, 'LT-0002')
  await school.db.updateTable('allocations').set({ until_at: school.clock.now.toISOString() }).execute()
  const them = await signedIn(school, office)
  const signed = await them.post(`${path()}/sign-off`).type('form').send(fieldsOf((await them.get(path())).text, `${path()}/sign-off`))
  await school.db.updateTable('devices').set({ code: 'LT-9999' }).where('code', '=', 'LT-0002').execute()
  await school.db.updateTable('device_types').set({ name: 'Notebook' }).where('name', '=', 'Laptop').execute()
  await school.db.updateTable('people').set({ name: 'Former staff' }).where('id', '=', school.marlo).execute()
  const certificate = (await them.get(signed.headers['location']!)).text
  for (const words of ['LT-0002', 'Laptop', 'Former staff']) expect(certificate).toContain(words)
  expect(certificate).not.toMatch(/LT-9999|Notebook|Marlo/)
})

test('a leaver without an account or an address: the checklist says what that means', async () => {
  const read = async () => (await (await signedIn(school, office)).get(path())).text
  expect(await read()).toContain('They have no account. Their badge ends with the last day.')
  await school.db.updateTable('people').set({ email: null }).where('id', '=', school.marlo).execute()
  expect(await read()).toContain('no letter reminds them')
  await addAccount(school.db, school.head)
  await school.db.updateTable('accounts').set({ person_id: school.marlo }).where('person_id', '=', school.head).execute()
  expect(await read()).toContain('Their account, their badge and whatever is signed in end with the last day.')
})

test('once names have had their time, the certificate and the return that was arranged name nobody, and keep what they are about', async () => {
  const clerk = { person_id: office, desk_id: null }
  const arranged = await arrangeReturn(school.db, 'a-key-of-sixteen-letters', { person_id: school.marlo, device_ids: [school.laptop], by_day: '2026-11-27', how: 'collected', actor: clerk }, school.clock.now)
  await endReturn(school.db, (arranged as { id: string }).id, clerk, school.clock.now)
  await giveBack(school, 'LT-0002')
  await school.db.updateTable('allocations').set({ until_at: school.clock.now.toISOString() }).execute()
  const signed = await signOff(school.db, 'another-key-of-some-letters', { person_id: school.marlo, actor: clerk }, school.clock.now)
  await writeSettings(school.db, { retention_on: true })
  school.clock.now = new Date('2028-09-04T09:00:00.000Z')
  expect(await cutLinks(school.db, school.clock.now)).toBe(1)
  const certificate = (await (await signedIn(school, office)).get(`/leavers/certificates/${(signed as { clearance_id: string }).clearance_id}`)).text
  expect(certificate).toContain('LT-0002')
  expect(certificate).toContain('<strong>Former staff</strong>')
  expect(certificate).not.toMatch(/Marlo|by Imogen/)
  expect(await school.db.selectFrom('absences').select(['person_id', 'made_by_id', 'done_by_id', 'by_day']).execute()).toEqual([{ person_id: 'former', made_by_id: 'former-other', done_by_id: 'former', by_day: '2026-11-27' }])
})
