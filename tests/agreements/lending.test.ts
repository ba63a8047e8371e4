import { expect, test } from 'vitest'
import { bookOut } from '../../src/loans/lend.ts'
import { type Settings, writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addDevice, addPerson, atDesk, signedIn, startApp } from '../support/app.ts'

async function school(settings: Partial<Settings> = {}) {
  const kit = await startApp()
  await writeSettings(kit.db, { agreement_before_account: false, ...settings })
  const id = await enterAgreement(kit)
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  const device = await addDevice(kit.db, 'LT-0001')
  const lend = () => bookOut(kit.db, {
    device_ids: [device], borrower_id: marlo, class_id: null, answers_id: null, purpose: 'Maths', until: null, source: 'own account',
    actor: { person_id: marlo, desk_id: null },
  }, kit.clock.now)
  return { ...kit, id, marlo, device, lend }
}

test.each<[Partial<Settings>, number, string[], string[]]>([
  [{}, 1, [], ['not-signed']],
  [{ unsigned_may: 'borrow' }, 1, [], ['not-signed']],
  [{ unsigned_may: 'nothing' }, 0, ['not-signed'], []],
  [{ unsigned_may: 'nothing', agreement_warn_until: '2026-11-25' }, 1, [], ['not-signed']],
  [{ unsigned_may: 'nothing', agreement_warn_until: '2026-11-24' }, 0, ['not-signed'], []],
])('with %o somebody unsigned borrows %d', async (settings, loans, refused, warned) => {
  const { lend } = await school(settings)
  const done = await lend()
  expect(done.loans).toHaveLength(loans)
  expect(done.refusals.flatMap(({ reasons }) => reasons.map(({ code }) => code))).toEqual(refused)
  expect(done.warnings.map(({ code }) => code)).toEqual(warned)
})

test('whoever has signed is told nothing', async () => {
  const { lend, id, marlo, ...kit } = await school({ unsigned_may: 'nothing' })
  const own = await signedIn(kit, marlo)
  await own.post(`/agreements/${id}/sign`).type('form').send({ full_name: 'Marlo Finch', job_title: 'TA', read: '1', form_key: 'a-form-key-of-sixteen' })
  expect(await lend()).toMatchObject({ refusals: [], warnings: [], loans: [{ borrower_id: marlo }] })
})

async function tapThrough(kit: Awaited<ReturnType<typeof school>>) {
  const desk = await atDesk(kit)
  const post = async (path: string, fields: Record<string, string>) => (await desk.post(path).set('HX-Request-Type', 'partial').type('form')
    .send({ id: `tap-${path}`, lane: 'desk', ...fields })).text
  await post('/desk/person', { person_id: kit.marlo })
  await post('/desk/purpose', { purpose: 'Maths' })
  return post('/desk/scans', { code: 'LT-0001' })
}

test('the desk says so when it lends all the same, and when it refuses', async () => {
  const warned = await tapThrough(await school())
  expect(warned).toContain('LT-0001 out to Marlo Finch')
  expect(warned).toContain('The acceptable-use agreement is not signed. Sign it on your own account, or at the office.')
  const refused = await tapThrough(await school({ unsigned_may: 'nothing' }))
  expect(refused).toContain('LT-0001 cannot go out')
  expect(refused).toContain('The acceptable-use agreement is not signed. Sign it on your own account, or at the office.')
})

test('one’s own page says it before anything is filled in', async () => {
  const { marlo, db, ...kit } = await school()
  const own = await signedIn({ db, ...kit }, marlo)
  expect((await own.get('/devices/LT-0001')).text).toContain('The acceptable-use agreement is not signed')
  expect((await own.get('/loans/new?device=LT-0001')).text).toMatch(/is not signed[^]*<button class="button">Book out/)
  await writeSettings(db, { unsigned_may: 'nothing' })
  const sent = await own.post('/loans').type('form').send({ device_id: kit.device, purpose: 'Maths', form_key: 'a-form-key-of-sixteen' })
  expect([sent.status, sent.text.includes('The acceptable-use agreement is not signed')]).toEqual([422, true])
})
