import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement, TEXT } from '../support/agreements.ts'
import { addPerson, signedIn, startApp } from '../support/app.ts'

const KEY = 'a-form-key-of-sixteen'

async function school(changes: Parameters<typeof enterAgreement>[1] = {}) {
  const kit = await startApp()
  await writeSettings(kit.db, { agreement_before_account: false })
  const id = await enterAgreement(kit, changes)
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  const own = await signedIn(kit, marlo)
  const send = (fields: Record<string, unknown> = {}) => own.post(`/agreements/${id}/sign`).type('form')
    .send({ full_name: 'Marlo Finch', job_title: 'Class teacher', read: '1', form_key: KEY, ...fields })
  const signatures = () => kit.db.selectFrom('signatures').selectAll().execute()
  return { ...kit, id, marlo, own, send, signatures }
}

test('the whole text comes before the button, and what is kept is the name, the job, the moment and the text’s hash', async () => {
  const { own, id, send, signatures, marlo, db } = await school()
  const page = (await own.get(`/agreements/${id}/sign`)).text
  expect(page.indexOf('is lost.')).toBeGreaterThan(0)
  expect(page.indexOf('is lost.')).toBeLessThan(page.indexOf('Sign the agreement'))
  expect((await send()).headers['location']).toBe(`/agreements/${id}/sign?done=signed`)
  expect(await signatures()).toEqual([{
    id: expect.any(String), agreement_id: id, person_id: marlo, full_name: 'Marlo Finch', job_title: 'Class teacher', how: 'own account',
    signed_at: '2026-11-24T09:00:00.000Z', recorded_by_id: null,
    text_hash: createHash('sha256').update(`Acceptable use of ICT\n\n${TEXT}`).digest('hex'),
  }])
  const events = await db.selectFrom('events').selectAll().where('verb', '=', 'agreement.signed').execute()
  expect(events.map(({ actor_id, data }) => [actor_id, data.includes('Finch')])).toEqual([[marlo, false]])
  expect((await own.get(`/agreements/${id}/sign?done=signed`)).text).toContain('Thank you. Your signature is kept.')
})

test('sent twice it is one signature; the same key with other words is refused', async () => {
  const { send, signatures } = await school()
  await send()
  expect((await send()).status).toBe(303)
  expect((await send({ job_title: 'Head teacher' })).status).toBe(422)
  expect(await signatures()).toHaveLength(1)
})

test.each([
  ['nothing at all', { full_name: '', job_title: '', read: undefined }, ['Type your full name', 'Type your job title', 'Tick that you have read it']],
  ['somebody else’s name', { full_name: 'Wren Calloway' }, ['Type your own name as the school writes it: Marlo Finch']],
  ['rubbish', { full_name: '<script>alert(1)</script>', job_title: 'x'.repeat(81), read: '2' }, ['Use at most 80 characters', 'Tick that you have read it']],
])('%s is no signature, and nothing typed is lost', async (_name, fields, words) => {
  const { send, signatures } = await school()
  const answer = await send(fields)
  expect(answer.status).toBe(422)
  for (const word of words) expect(answer.text).toContain(word)
  expect(answer.text).not.toContain('<script>alert')
  if (fields.full_name) expect(answer.text).toContain(fields.full_name.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
  expect(await signatures()).toEqual([])
})

test('a version for others, one that has ended and one that is not there are not signed', async () => {
  const { send, signatures, own, id, ...kit } = await school({ kinds: ['volunteer'] })
  expect((await own.get(`/agreements/${id}/sign`)).text).not.toContain('Sign the agreement')
  expect((await send()).text).toContain('You are not asked to sign this version')
  const head = await signedIn(kit, await addPerson(kit.db, { name: 'Hale Thorne', roles: ['head'] }))
  const ended = await enterAgreement(kit)
  await head.post(`/agreements/${ended}/end`).type('form').send({})
  const late = await own.post(`/agreements/${ended}/sign`).type('form').send({ full_name: 'Marlo Finch', job_title: 'TA', read: '1', form_key: KEY })
  expect(late.text).toContain('You are not asked to sign this version')
  expect((await own.post('/agreements/nothing/sign').type('form').send({})).status).toBe(404)
  expect(await signatures()).toEqual([])
})

test('a PDF has to be opened before it can be signed, and is hashed with the text', async () => {
  const pdf = Buffer.from('%PDF-1.4 the agreement')
  const { send, own, id, signatures } = await school({ text: '', pdf })
  expect((await own.get(`/agreements/${id}/sign`)).text).toContain(`href="/agreements/${id}/file"`)
  const unopened = await send()
  expect([unopened.status, unopened.text.includes('Open the PDF first')]).toEqual([422, true])
  const file = await own.get(`/agreements/${id}/file`).buffer(true)
  expect([file.headers['content-type'], file.headers['content-disposition']]).toEqual(['application/pdf', 'inline; filename="agreement.pdf"'])
  const opened = /kitbook-opened=([^;]+)/.exec(String(file.headers['set-cookie']))![1]!
  expect(opened).toBe(createHash('sha256').update('Acceptable use of ICT\n\n').update(pdf).digest('hex'))
  expect((await send()).status).toBe(303)
  expect((await signatures())[0]!.text_hash).toBe(opened)
})

test('a script in the title and the text is shown as text', async () => {
  const { own, id } = await school({ title: '<script>alert(1)</script>', text: '<img src=x onerror=alert(2)>' })
  const page = (await own.get(`/agreements/${id}/sign`)).text
  expect(page).toContain('&lt;script&gt;alert(1)')
  expect(page).toContain('&lt;img src=x')
  expect(page).not.toMatch(/<script>alert|<img src=x/)
})
