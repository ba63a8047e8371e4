import supertest from 'supertest'
import { expect, it } from 'vitest'
import { homeOfPasskeys } from '../../src/second-step/passkeys/origin.ts'
import { addAccount, addPerson, signedIn } from '../support/app.ts'
import { newAuthenticator } from '../support/authenticator.ts'
import { EMAIL, PASSWORD, withHead } from '../support/second-step.ts'

const HALF = '/sign-in/second-step'
const OWN = '/account/second-step'
const HERE = 'http://localhost:3000'

type Agent = ReturnType<typeof supertest.agent>
const at = (there: Agent) => ({
  get: (path: string) => there.get(path).set('Host', 'localhost:3000'),
  post: (path: string, fields: object = {}) => there.post(path).set('Host', 'localhost:3000').type('form').send(fields),
})

function askedIn(html: string, kind: 'make' | 'sign') {
  const [, options] = new RegExp(`data-passkey="${kind}" data-options="([^"]*)"`).exec(html) ?? []
  return options === undefined ? null : JSON.parse(options.replaceAll('&#34;', '"').replaceAll('&amp;', '&')) as { challenge: string }
}

/** A head half-way in, in a browser of their own. */
async function halfWay(kit: Awaited<ReturnType<typeof withHead>>, email = EMAIL) {
  const there = at(supertest.agent(kit.app))
  await there.post('/sign-in', { email, password: PASSWORD, next: '/devices' }).expect(303)
  const page = (await there.get(HALF)).text
  return { ...there, page, isIn: async () => (await there.get('/account')).status === 200 }
}

async function withPasskey() {
  const kit = await withHead()
  const key = newAuthenticator()
  const first = await halfWay(kit)
  const answer = key.make(askedIn(first.page, 'make')!, HERE)
  const done = await first.post(`${HALF}/passkey/new`, { answer, name: 'School iPad' })
  return { ...kit, key, first, done }
}

it.each([
  ['https://kitbook.larkfield.example', 'anything', { origin: 'https://kitbook.larkfield.example', name: 'kitbook.larkfield.example' }],
  ['https://kitbook.larkfield.example:8443', 'anything', { origin: 'https://kitbook.larkfield.example:8443', name: 'kitbook.larkfield.example' }],
  ['http://kitbook.larkfield.example', 'localhost:3000', null],
  [undefined, 'localhost:3000', { origin: 'http://localhost:3000', name: 'localhost' }],
  [undefined, 'localhost', { origin: 'http://localhost', name: 'localhost' }],
  [undefined, '192.168.1.20:3000', null], [undefined, 'localhost.evil.example', null], [undefined, 'localhost:3000@evil.example', null], [undefined, '', null],
])('passkeys are bound to the secure address: %s, asked for as %s', (publicUrl, host, home) => {
  expect(homeOfPasskeys(publicUrl, host)).toEqual(home)
})

it('sets two steps up with a passkey, and gives ten recovery codes once', async () => {
  const { done, first, db, head } = await withPasskey()
  expect(done.status).toBe(200)
  expect(done.text.match(/<li><code>/g)).toHaveLength(10)
  expect(await first.isIn()).toBe(true)
  const kept = await db.selectFrom('passkeys').selectAll().execute()
  expect(kept).toMatchObject([{ account_id: head.id, name: 'School iPad', counter: 0, last_used_at: null }])
  expect((await first.get(OWN)).text).toContain('School iPad')
  expect(await db.selectFrom('events').select('verb').where('verb', 'like', 'second step.%').execute()).toEqual([{ verb: 'second step.passkey added' }])
})

it('lets in with the passkey after the password, once for each answer', async () => {
  const { key, clock, ...kit } = await withPasskey()
  const there = await halfWay({ ...kit, clock })
  expect(askedIn(there.page, 'make')).toBeNull()
  expect(there.page).not.toContain('data:image')
  const answer = key.sign(askedIn(there.page, 'sign')!, HERE)
  const again = await halfWay({ ...kit, clock })
  await again.post(`${HALF}/passkey`, { answer }).expect(422)
  expect((await there.post(`${HALF}/passkey`, { answer }).expect(303)).headers['location']).toBe('/devices')
  expect(await there.isIn()).toBe(true)
  await again.post(`${HALF}/passkey`, { answer }).expect(422)
  expect(await again.isIn()).toBe(false)
  expect((await kit.db.selectFrom('passkeys').select(['counter', 'last_used_at']).executeTakeFirst())).toEqual({ counter: 1, last_used_at: clock.now.toISOString() })
})

it('takes a recovery code instead, with a passkey alone', async () => {
  const { done, ...kit } = await withPasskey()
  const [, code] = /<li><code>([^<]+)/.exec(done.text)!
  const there = await halfWay(kit)
  expect(there.page).toContain('Or type a recovery code')
  await there.post(HALF, { code: '123456' }).expect(422)
  await there.post(HALF, { code }).expect(303)
  expect(await there.isIn()).toBe(true)
})

it.each(['another address', 'another question', 'another key', 'somebody else’s key', 'a counter that went back', 'rubbish', 'nothing'])('keeps out what answers with %s', async (what) => {
  const { key, ...kit } = await withPasskey()
  const there = await halfWay(kit)
  const asked = askedIn(there.page, 'sign')!
  const stranger = newAuthenticator()
  if (what === 'somebody else’s key') {
    const other = await addPerson(kit.db, { name: 'Pru Abara', roles: ['head'] })
    await addAccount(kit.db, other, PASSWORD)
    const half = await halfWay(kit, 'pru.abara@larkfield.example')
    await half.post(`${HALF}/passkey/new`, { answer: stranger.make(askedIn(half.page, 'make') as never, HERE), name: 'Hers' }).expect(200)
  }
  if (what === 'a counter that went back') await kit.db.updateTable('passkeys').set({ counter: 7 }).execute()
  const answers: Record<string, string> = {
    'another address': key.sign(asked, 'https://kitb00k.example'), 'another question': key.sign({ ...asked, challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }, HERE),
    'another key': stranger.sign(asked, HERE), 'somebody else’s key': stranger.sign(asked, HERE), 'a counter that went back': key.sign(asked, HERE),
    rubbish: '{"id":1}', nothing: '',
  }
  const { text } = await there.post(`${HALF}/passkey`, { answer: answers[what] }).expect(422)
  expect(text).toMatch(/That passkey is not one of yours here|That did not work/)
  expect(await there.isIn()).toBe(false)
})

it('does not add a passkey for whoever is half-way in and has a second step already', async () => {
  const { key: _, ...kit } = await withPasskey()
  const there = await halfWay(kit)
  const asked = { ...askedIn(there.page, 'sign')!, rp: { id: 'localhost' } }
  await there.post(`${HALF}/passkey/new`, { answer: newAuthenticator().make(asked, HERE), name: 'Mine now' }).expect(422)
  expect(await kit.db.selectFrom('passkeys').select('name').execute()).toEqual([{ name: 'School iPad' }])
  expect(await there.isIn()).toBe(false)
})

it('is made on one’s own account’s page for the present password, and removed again but for the last where a role needs it', async () => {
  const { first, db, key } = await withPasskey()
  await first.post(`${OWN}/passkeys`, { present: 'a guess' }).expect(422)
  expect(await db.selectFrom('sessions').select('challenge').execute()).toEqual([{ challenge: null }])
  await first.post(`${OWN}/passkeys`, { present: PASSWORD }).expect(303)
  const page = (await first.get(`${OWN}?step=passkey`)).text
  const asked = askedIn(page, 'make') as never
  expect((await first.post(`${OWN}/passkeys/confirmation`, { answer: newAuthenticator().make(asked, 'https://elsewhere.example'), name: 'x' }).expect(422)).text).toContain('That did not work')
  await first.post(`${OWN}/passkeys/confirmation`, { answer: key.make(asked, HERE), name: 'The same' }).expect(422)
  expect((await first.post(`${OWN}/passkeys/confirmation`, { answer: newAuthenticator().make(asked, HERE), name: '' }).expect(422)).text).toContain('Say which device it is on')
  await first.post(`${OWN}/passkeys/confirmation`, { answer: newAuthenticator().make(asked, HERE), name: 'USB key' }).expect(303)
  expect((await first.get(OWN)).text).toMatch(/School iPad[\s\S]*USB key/)
  const [one, two] = await db.selectFrom('passkeys').select('id').orderBy('made_at').orderBy('id').execute()
  await first.post(`${OWN}/passkeys/${one!.id}/removal`, { present: 'a guess' }).expect(422)
  await first.post(`${OWN}/passkeys/${one!.id}/removal`, { present: PASSWORD }).expect(303)
  expect((await first.post(`${OWN}/passkeys/${two!.id}/removal`, { present: PASSWORD }).expect(422)).text).toContain('Your role needs two steps')
  expect(await db.selectFrom('passkeys').select('id').execute()).toEqual([two])
})

it('is reset with every other second step by somebody else', async () => {
  const { db, head, app, clock, ...kit } = await withPasskey()
  const manager = await addPerson(db, { name: 'Pru Abara', roles: ['business'] })
  const byManager = await signedIn({ ...kit, db, app, clock }, manager)
  await byManager.post(`/people/${head.person_id}/account/second-step/removal`).expect(303)
  expect(await db.selectFrom('passkeys').select('id').execute()).toEqual([])
  expect(await db.selectFrom('recovery_codes').select('code_hash').execute()).toEqual([])
})

it('is not offered where the address is not secure', async () => {
  const kit = await withHead()
  const there = supertest.agent(kit.app)
  await there.post('/sign-in').type('form').send({ email: EMAIL, password: PASSWORD })
  expect((await there.get(HALF)).text).not.toContain('data-passkey')
})
