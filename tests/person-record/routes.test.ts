import { expect, test } from 'vitest'
import { bookOut } from '../../src/loans/lend.ts'
import { newId } from '../../src/database/ids.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import { addAccount, addDevice, addPerson, signedIn } from '../support/app.ts'
import { schoolOnDisk } from '../support/on-disk.ts'

/** Marlo borrowed a laptop that Imogen took back. */
async function school() {
  const kit = await schoolOnDisk()
  const { db, clock } = kit
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const imogen = await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] })
  await addAccount(db, marlo, 'a long password of Marlo’s')
  const device_id = await addDevice(db, 'LT-0001')
  await bookOut(db, { device_ids: [device_id], borrower_id: marlo, class_id: null, answers_id: null, purpose: 'Fractions <b>', until: null, source: 'own account', actor: { person_id: marlo, desk_id: null } }, clock.now)
  await takeBack(db, { device_id, actor: { person_id: imogen, desk_id: null } }, new Date(clock.now.getTime() + 60_000))
  return { ...kit, marlo, imogen }
}

test('everything about one adult is one page, which names nobody else', async () => {
  const kit = await school()
  const lead = await signedIn(kit, kit.lead)
  expect((await lead.get(`/people/${kit.marlo}`)).text).toContain(`/people/${kit.marlo}/record`)
  const page = (await lead.get(`/people/${kit.marlo}/record`)).text
  for (const words of ['Everything about Marlo Finch', 'marlo.finch@larkfield.example', 'LT-0001', 'Fractions &lt;b&gt;', 'somebody else', 'loan.out', 'Tue 24 Nov, 9:00 am']) expect(page).toContain(words)
  for (const words of ['Imogen', 'argon2', '<b>']) expect(page.slice(page.indexOf('<main'))).not.toContain(words)
})

test('the file holds the same, without what somebody could sign in with; that it was taken is in the log', async () => {
  const kit = await school()
  const lead = await signedIn(kit, kit.lead)
  const { headers, text } = await lead.post(`/people/${kit.marlo}/record.json`)
  expect(headers['content-disposition']).toContain('kitbook-2026-11-24-about-one-person.json')
  const { about } = JSON.parse(text)
  expect(about.loans.rows).toMatchObject([{ borrower_id: kit.marlo, taken_back_by_id: 'somebody else', purpose: 'Fractions <b>' }])
  expect(about.accounts.rows[0]).not.toHaveProperty('password_hash')
  expect(Object.keys(about)).toEqual(expect.arrayContaining(['people', 'person_roles', 'loans', 'accounts', 'events']))
  expect(text).not.toContain(kit.lead)
  expect(await kit.db.selectFrom('events').select(['actor_id', 'subject_id']).where('verb', '=', 'person.record-taken').execute()).toEqual([{ actor_id: kit.lead, subject_id: kit.marlo }])
})

test('nobody else may look, and there is nobody without a name', async () => {
  const kit = await school()
  expect((await (await signedIn(kit, kit.imogen)).get(`/people/${kit.marlo}/record`)).status).toBe(403)
  expect((await (await signedIn(kit, kit.lead)).get('/people/nobody/record')).status).toBe(404)
})

test('what they have reserved is part of it, by its number, and who offered it to others is nobody else’s name', async () => {
  const kit = await school()
  const { db, clock, marlo, imogen } = kit
  const { id: type_id } = await db.selectFrom('device_types').select('id').where('name', '=', 'Camera').executeTakeFirstOrThrow()
  await db.insertInto('reservations').values({
    id: newId(), person_id: marlo, class_id: null, purpose: 'Pond dipping', day: '2026-11-26', slot: 'Before break', starts: '09:00', ends: '10:30', type_id, set_id: null, device_id: null,
    wanted: 1, made_at: clock.now.toISOString(), made_by_id: imogen, cancelled_at: null, cancelled_by_id: null, offered_at: clock.now.toISOString(), offered_by_id: imogen,
  }).execute()
  const lead = await signedIn(kit, kit.lead)
  const page = (await lead.get(`/people/${marlo}/record`)).text
  const cells = page.slice(page.indexOf('hat was reserved')).match(/<tbody>[^]*?<\/tbody>/)![0]
  for (const words of ['Pond dipping', 'Thursday 26 November 2026', 'Before break', '>1<', 'somebody else']) expect(cells).toContain(words)
  expect(page.slice(page.indexOf('<main'))).not.toContain('Imogen')
  expect(JSON.parse((await lead.post(`/people/${marlo}/record.json`)).text).about.reservations.rows).toMatchObject([{ person_id: marlo, made_by_id: 'somebody else', offered_by_id: 'somebody else' }])
})
