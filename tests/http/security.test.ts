import { pino } from 'pino'
import supertest from 'supertest'
import { expect, it, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { addAccount, addPerson, signedIn, startApp, TUESDAY } from '../support/app.ts'

const PASSWORD = 'three random words'
const EMAIL = 'marlo.finch@larkfield.example'

async function school(env: Record<string, string> = {}) {
  const { db, ...rest } = await startApp()
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await addAccount(db, marlo, PASSWORD)
  const config = readConfig({ NODE_ENV: 'test', ...env })
  const app = createApp({ schools: schoolsOf(db, null), config, clock: () => TUESDAY, log: pino({ level: 'silent' }), setUpCode: 'x' })
  return { ...rest, db, marlo, app }
}

type App = Awaited<ReturnType<typeof school>>['app']
const signIn = (app: App, password: string, headers: Record<string, string> = {}, email: string | string[] = EMAIL) =>
  supertest(app).post('/sign-in').set(headers).type('form').send({ email, password })

const PUBLIC = { PUBLIC_URL: 'https://kitbook.larkfield.example' }

it.each<[what: string, env: Record<string, string>, headers: Record<string, string>, status: number]>([
  ['from our own page', {}, { 'Sec-Fetch-Site': 'same-origin' }, 303],
  ['typed into the browser', {}, { 'Sec-Fetch-Site': 'none' }, 303],
  ['from another site', {}, { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['from another host of the school’s', {}, { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['from another site that gives our origin', {}, { 'Sec-Fetch-Site': 'cross-site', 'Host': 'kitbook.lan', 'Origin': 'http://kitbook.lan' }, 403],
  ['over plain HTTP from our own page', {}, { Host: 'kitbook.lan:3000', Origin: 'http://kitbook.lan:3000' }, 303],
  ['over plain HTTP from another port', {}, { Host: 'kitbook.lan:3000', Origin: 'http://kitbook.lan:8080' }, 403],
  ['over plain HTTP from another site', {}, { Host: 'kitbook.lan', Origin: 'http://evil.example' }, 403],
  ['from a sandbox or a file', {}, { Host: 'kitbook.lan', Origin: 'null' }, 403],
  ['from another site that forges the host it came through', {}, { 'Host': 'kitbook.lan', 'X-Forwarded-Host': 'evil.example', 'Origin': 'http://evil.example' }, 403],
  ['behind a proxy that passes the host on', { TRUST_PROXY: '1' }, { 'Host': '10.0.0.1', 'X-Forwarded-Host': 'kitbook.lan', 'Origin': 'http://kitbook.lan' }, 303],
  ['behind a proxy that does not, with the configured address', { TRUST_PROXY: '1', ...PUBLIC }, { Host: '127.0.0.1:3000', Origin: PUBLIC.PUBLIC_URL }, 303],
  ['from another site with the address configured', PUBLIC, { Host: '127.0.0.1:3000', Origin: 'https://evil.example' }, 403],
  ['from no browser’s page at all', {}, {}, 303],
])('a form sent %s', async (_what, env, headers, status) => {
  const { app } = await school(env)
  await signIn(app, PASSWORD, headers).expect(status)
})

it('takes ten wrong passwords for an address, known or not, and then none, however it is written', async () => {
  const { app } = await school()
  for (const email of [EMAIL, 'nobody@larkfield.example']) {
    for (let i = 0; i < 10; i++) await signIn(app, 'a wrong password', {}, i % 2 ? ` ${email.toUpperCase()} ` : email).expect(422)
    await signIn(app, PASSWORD, {}, email).expect(429)
  }
})

it('takes thirty wrong passwords from one computer, which cannot pass for others', async () => {
  const complain = vi.spyOn(console, 'error')
  const { app } = await school()
  for (let i = 0; i < 30; i++) await signIn(app, 'wrong', { 'X-Forwarded-For': `10.0.0.${i}`, 'Forwarded': `for=10.0.1.${i}` }, `p${i}@larkfield.example`).expect(422)
  await signIn(app, PASSWORD, { 'X-Forwarded-For': '10.9.9.9' }).expect(429)
  expect(complain).not.toHaveBeenCalled()
})

it('says the same of a wrong password, an unknown, closed or password-less account and somebody who has left', async () => {
  const { app, db, lead } = await school()
  const answers = [await signIn(app, 'wrong'), await signIn(app, 'wrong', {}, 'nobody@larkfield.example')]
  answers.push(await signIn(app, 'wrong', {}, 'wren.calloway@larkfield.example'))
  expect(lead).toBeDefined()
  await db.updateTable('accounts').set({ closed_at: TUESDAY.toISOString() }).execute()
  answers.push(await signIn(app, PASSWORD))
  await db.updateTable('accounts').set({ closed_at: null }).execute()
  await db.updateTable('people').set({ last_day: '2026-11-23' }).execute()
  answers.push(await signIn(app, PASSWORD))
  for (const { status, text } of answers) {
    expect(status).toBe(422)
    expect(text).toContain('The email address or password is not right')
  }
})

it('takes two addresses in one form for none', async () => {
  const { app } = await school()
  await signIn(app, PASSWORD, {}, [EMAIL, EMAIL]).expect(422)
})

it('begins a new session at sign-in, in a cookie that no script reads and, under HTTPS, no other host', async () => {
  const { app } = await school({ TRUST_PROXY: '1' })
  const tokens = new Set<string>()
  for (const [proto, name] of [['http', 'kitbook'], ['https', '__Host-kitbook']] as const) {
    const { headers } = await signIn(app, PASSWORD, { 'Cookie': `${name}=chosen-by-another`, 'X-Forwarded-Proto': proto }).expect(303)
    const [cookie] = headers['set-cookie'] as unknown as string[]
    expect(cookie).toMatch(new RegExp(`^${name}=[\\w-]{43}; .*Path=/; .*HttpOnly; ${proto === 'https' ? 'Secure; ' : ''}SameSite=Lax$`))
    tokens.add(cookie!.split(';')[0]!)
  }
  expect(tokens.size).toBe(2)
})

it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/ /x', '\t//evil.example'])(
  'goes to Today after sign-in, not to %s', async (next) => {
    const { app } = await school()
    await supertest(app).post('/sign-in').type('form').send({ email: EMAIL, password: PASSWORD, next }).expect('Location', '/')
  })

it('keeps no page behind sign-in in the browser, nor frames it, nor runs anything that is not ours', async () => {
  const kit = await school()
  const browser = await signedIn(kit, kit.marlo)
  for (const path of ['/', '/devices', '/devices.csv', '/my-loans', '/account', '/nothing', '/sign-in', '/devices/%E0%A4%A']) {
    const { headers } = await browser.get(path)
    expect([path, headers['cache-control']]).toEqual([path, 'no-store'])
    expect(headers['content-security-policy']).not.toMatch(/unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
})

it('says in our own words what cannot be read', async () => {
  const kit = await school()
  const browser = await signedIn(kit, kit.lead)
  const answers = [
    await browser.get('/devices/%ff'), await browser.get('/devices/a%00b'), await browser.get('/devices?q=%00'),
    await browser.post('/people').type('form').send('a=1&'.repeat(3000)), await browser.post('/people').type('form').send(`name=${'x'.repeat(1_100_000)}`),
    await browser.post('/people').set('Content-Type', 'application/x-www-form-urlencoded; charset=klingon').send('a=1'),
  ]
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 413, 413, 415])
  for (const { text } of answers) expect(text).not.toMatch(/Failed to decode|too many parameters|too large|unsupported charset/i)
})

it('keeps no control characters, and what is nothing else counts as empty', async () => {
  const kit = await school()
  const browser = await signedIn(kit, kit.lead)
  const add = (name: string) => browser.post('/people').type('form').send({ form_key: `a-key-of-its-own-${name.length}`, kind: 'staff', name })
  await add('\0\u0007').expect(422)
  await add('Od\0ile\u001B Marsh').expect(303)
  expect(await kit.db.selectFrom('people').select('name').where('search_name', '=', 'odile marsh').execute()).toEqual([{ name: 'Odile Marsh' }])
})
