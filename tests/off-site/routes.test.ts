import { expect, test } from 'vitest'
import { addPerson, signedIn } from '../support/app.ts'
import { addPass, awaySchool } from '../support/off-site.ts'
import { listOpenLoans } from '../support/desk-school.ts'

const KEY = 'a-form-key-of-sixteen'

test('on one’s own page everything that is missing stands before anything is filled in', async () => {
  const kit = await awaySchool()
  const own = await signedIn(kit, kit.marlo)
  const { text } = await own.get('/off-site/new?device=IP-0001')
  for (const words of ['Encryption of IP-0001: owed', 'The head teacher has not permitted it', '/approvals/new?device=IP-0001']) expect(text).toContain(words)
  expect(text).not.toContain('<button class="button">Take')
})

test('taken home from one’s own account: with the terms accepted, once', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  const own = await signedIn(kit, kit.marlo)
  expect((await own.get('/devices/LT-0001')).text).toContain('href="/off-site/new?device=LT-0001"')
  const wish = { device_id: kit.laptop, purpose: 'Planning', until: '', form_key: KEY }
  const unread = await own.post('/off-site').type('form').send(wish)
  expect([unread.status, unread.text.includes('Tick this when you have read the terms')]).toEqual([422, true])
  for (let i = 0; i < 2; i++) expect((await own.post('/off-site').type('form').send({ ...wish, accepted: '1' })).status).toBe(303)
  expect(await listOpenLoans(kit)).toMatchObject([{ off_site: 1, borrower_id: kit.marlo, source: 'own account' }])
})

test.each([
  ['purpose', { purpose: '' }, 'Say what it is for'],
  ['another day', { until_other: '24 11 2026' }, 'Write a day after today'],
  ['another day', { until_other: 'soon' }, 'Write a day such as 17 3 2027'],
  ['class', { class_id: 'nobody' }, 'Choose a class from the list'],
  ['personal data', { carries_personal_data: '1' }, 'There is no permission to carry personal data on it'],
  ['a secret', { purpose: 'password: hunter2' }, 'looks like a password'],
])('a wrong %s is said beside it and books nothing', async (_name, fields, words) => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  const own = await signedIn(kit, kit.marlo)
  const sent = await own.post('/off-site').type('form').send({ device_id: kit.laptop, purpose: 'Planning', until: '', accepted: '1', form_key: KEY, ...fields })
  expect([sent.status, sent.text.includes(words)]).toEqual([422, true])
  expect(await listOpenLoans(kit)).toEqual([])
})

test('the head lets somebody take it; a lead cannot, nor the head for themselves', async () => {
  const kit = await awaySchool()
  const head = await signedIn(kit, kit.head)
  const form = { device_id: kit.pad, person_id: kit.marlo, until_day: '26 11 2026', override_reason: 'Moderation meeting', form_key: KEY }
  expect((await (await signedIn(kit, kit.lead)).post('/off-site/overrides').type('form').send(form)).status).toBe(403)
  const own = await head.post('/off-site/overrides').type('form').send({ ...form, person_id: kit.head })
  expect([own.status, own.text.includes('Nobody overrides for themselves')]).toEqual([422, true])
  expect((await head.post('/off-site/overrides').type('form').send({ ...form, until_day: '23 11 2026' })).text).toContain('That day has passed')
  expect((await head.post('/off-site/overrides').type('form').send(form)).status).toBe(303)
  expect((await head.post('/off-site/overrides').type('form').send(form)).status).toBe(303)
  const letters = await kit.db.selectFrom('outbox').select(['person_id', 'subject', 'body_text']).execute()
  expect(letters).toMatchObject([{ person_id: kit.marlo, subject: 'You may take IP-0001 out of school until 26 Nov 2026' }])
  expect(letters[0]!.body_text).toContain('“Moderation meeting”')
  const marlo = await signedIn(kit, kit.marlo)
  expect((await marlo.get('/off-site/new?device=IP-0001')).text).toContain('I have read the terms and accept them')
})

test('what one looks after goes home from Today, once it may', async () => {
  const kit = await awaySchool()
  await kit.db.insertInto('allocations').values({ id: 'a1', device_id: kit.laptop, keeper_id: kit.marlo, from_at: kit.clock.now.toISOString(), until_at: null }).execute()
  const own = await signedIn(kit, kit.marlo)
  expect((await own.get('/')).text).toContain('Going home with me tonight')
  const tonight = (key: string) => own.post('/off-site/tonight').type('form').send({ device_id: kit.laptop, form_key: key })
  const refused = await tonight(`${KEY}-1`)
  expect([refused.status, refused.text.includes('/off-site/terms'), refused.text.includes('Encryption of LT-0001')]).toEqual([422, true, true])
  await addPass(kit.db, kit.laptop)
  expect((await own.post('/off-site/terms').type('form').send({ accepted: '1', form_key: `${KEY}-2` })).status).toBe(303)
  expect((await tonight(`${KEY}-3`)).headers['location']).toBe('/?done=going-home')
  expect((await own.get('/')).text).toContain('going home with me tonight')
  const other = await signedIn(kit, await addPerson(kit.db, { name: 'Imogen Vale', roles: ['staff'] }))
  expect((await other.post('/off-site/tonight').type('form').send({ device_id: kit.laptop, form_key: `${KEY}-4` })).status).toBe(404)
})

test('changed terms are a new version; what was accepted before stays', async () => {
  const kit = await awaySchool()
  const lead = await signedIn(kit, kit.lead)
  const sent = await lead.post('/settings/off-site').type('form').send({ terms: 'I bring it back.\r\nI lock it away.', terms_hold: 'school year', off_site_warn_until: '1 12 2026' })
  expect(sent.status).toBe(303)
  expect(await kit.db.selectFrom('terms').select('text').orderBy('from_at', 'desc').execute()).toMatchObject([{ text: 'I bring it back.\nI lock it away.' }, {}])
  expect((await lead.get('/off-site/terms')).text).toContain('<li>I lock it away.</li>')
  const empty = await lead.post('/settings/off-site').type('form').send({ terms: '  ', terms_hold: 'school year' })
  expect([empty.status, empty.text.includes('Write the terms, a line each')]).toEqual([422, true])
})
