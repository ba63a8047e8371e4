import supertest from 'supertest'
import { expect, it } from 'vitest'
import { codeMatches } from '../../src/second-step/code.ts'
import { changeRoles } from '../../src/people/roles.ts'
import { tidyUp } from '../../src/jobs/tidy-up.ts'
import { SEAL_KEY } from '../support/app.ts'
import { withHead } from '../support/second-step.ts'

const HALF = '/sign-in/second-step'
type Agent = ReturnType<typeof supertest.agent>
const send = (there: Agent, code: string, path = HALF) => there.post(path).type('form').send({ code })
const isIn = async (there: Agent) => (await there.get('/account')).status === 200

it('leads whoever needs two steps and has not set them up to that, before anything else', async () => {
  const { signIn, codeNow } = await withHead()
  const { there, to } = await signIn()
  expect(to).toBe(HALF)
  for (const path of ['/', '/account', '/devices', '/account/second-step']) expect((await there.get(path)).headers['location']).toMatch(/^\/sign-in\?/)
  const page = (await there.get(HALF)).text
  expect(page).toContain('Your school asks for two steps')
  expect(page).toMatch(/<img src="data:image\/svg\+xml;base64,[^"]+" alt="QR code/)
  expect((await send(there, '000000', `${HALF}/new`).expect(422)).text).toContain('That code is not right')
  expect(await isIn(there)).toBe(false)
  const done = await send(there, await codeNow(), `${HALF}/new`).expect(200)
  expect(done.text.match(/<li><code>/g)).toHaveLength(10)
  expect(done.text).toContain('href="/devices"')
  expect(done.headers['cache-control']).toBe('no-store')
  expect(await isIn(there)).toBe(true)
})

it('lets in with a code after the password, once for each code', async () => {
  const { signIn, codeNow, setUp } = await withHead()
  await setUp()
  const [first, second] = [await signIn(), await signIn()]
  expect((await first.there.get(HALF)).text).not.toContain('data:image')
  const code = await codeNow()
  expect((await send(first.there, code).expect(303)).headers['location']).toBe('/devices')
  expect(await isIn(first.there)).toBe(true)
  expect((await send(second.there, code).expect(422)).text).toContain('That code is not right')
  expect((await send(second.there, await codeNow(-1 / 2))).status).toBe(422)
  await send(second.there, await codeNow(1 / 2)).expect(303)
  expect(await isIn(second.there)).toBe(true)
})

it('takes one code once, however many send it at the same moment', async () => {
  const { db, head, clock, setUp, codeNow } = await withHead()
  await setUp()
  const code = await codeNow()
  const answers = await Promise.all(Array.from({ length: 4 }, () => codeMatches(db, SEAL_KEY, head, code, clock.now)))
  expect(answers.filter((answer) => answer === 'right')).toHaveLength(1)
})

it('takes each recovery code once, and writes that down without the code', async () => {
  const { db, signIn, setUp } = await withHead()
  const codes = await setUp()
  const { there } = await signIn()
  await send(there, codes[3]!.toLowerCase().replaceAll('-', ' ')).expect(303)
  expect(await isIn(there)).toBe(true)
  const again = await signIn()
  await send(again.there, codes[3]!).expect(422)
  await send(again.there, codes[4]!).expect(303)
  const stored = JSON.stringify([await db.selectFrom('recovery_codes').selectAll().execute(), await db.selectFrom('events').selectAll().execute()])
  for (const code of codes) expect(stored).not.toContain(code.replaceAll('-', ''))
  const verbs = await db.selectFrom('events').select(['verb', 'data']).where('verb', 'like', 'second step.%').orderBy('id').execute()
  expect(verbs).toEqual([
    { verb: 'second step.set up', data: '{}' }, { verb: 'second step.recovery code used', data: '{}' }, { verb: 'second step.recovery code used', data: '{}' },
  ])
})

it('locks after five wrong codes for a quarter of an hour, for right ones and recovery codes too', async () => {
  const { clock, signIn, setUp, codeNow } = await withHead()
  const codes = await setUp()
  const { there } = await signIn()
  for (let i = 0; i < 4; i++) expect((await send(there, '000000')).text).toContain('That code is not right')
  expect((await send(there, '000000')).text).toContain('Too many wrong codes')
  expect((await send(there, await codeNow())).text).toContain('Too many wrong codes')
  expect((await send(there, codes[0]!)).text).toContain('Too many wrong codes')
  clock.now = new Date(clock.now.getTime() + 16 * 60_000)
  const later = await signIn()
  await send(later.there, await codeNow()).expect(303)
})

it('lets nobody finish what they began more than ten minutes ago, or elsewhere, or before their last day ended', async () => {
  const { db, app, clock, head, signIn, setUp, codeNow } = await withHead()
  await setUp()
  expect((await send(supertest.agent(app), await codeNow())).headers['location']).toBe('/sign-in')
  const { there } = await signIn()
  await db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', head.person_id).execute()
  expect((await send(there, await codeNow())).headers['location']).toBe('/sign-in')
  await db.updateTable('people').set({ last_day: null }).where('id', '=', head.person_id).execute()
  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  expect((await send(there, await codeNow())).headers['location']).toBe('/sign-in')
  await tidyUp(db, clock.now)
  expect(await db.selectFrom('half_sign_ins').selectAll().execute()).toEqual([])
})

it('ends a sign-in half done with a change of roles', async () => {
  const { db, lead, clock, head, signIn, setUp, codeNow } = await withHead()
  await setUp()
  const { there } = await signIn()
  const business = { ...head, id: 'x', person_id: lead, name: '', email: '', session_id: '', roles: [] }
  await db.insertInto('person_roles').values({ person_id: lead, role: 'business' }).execute()
  expect(await changeRoles(db, head.person_id, ['head', 'staff'], business, clock.now)).toBeNull()
  expect((await send(there, await codeNow())).headers['location']).toBe('/sign-in')
})

it('asks nothing more of a role that is not named and has not set it up', async () => {
  const { signIn } = await withHead(['business'])
  const { there, to } = await signIn()
  expect(to).toBe('/devices')
  expect(await isIn(there)).toBe(true)
})
