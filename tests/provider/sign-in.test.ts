import { expect, it } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { insertSubject } from '../../src/provider/store.ts'
import { addAccount, addPerson, startApp } from '../support/app.ts'
import { browser, type Someone, startProvider } from '../support/provider.ts'

const MARLO: Someone = { sub: 'subject-of-marlo', email: 'm.finch@larkfield.example' }
const PASSWORD = 'three random words'

async function withMarlo(env: Record<string, string> = {}) {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'], email: MARLO.email })
  const account = await addAccount(school.db, marlo, PASSWORD)
  const provider = await startProvider(school, env)
  provider.here.who = MARLO
  const isIn = async ({ follow }: ReturnType<typeof browser>) => (await follow(`${provider.url}/account`)).text.includes('Marlo Finch. You sign in as')
  const known = () => insertSubject(school.db, { issuer: provider.issuer, subject: MARLO.sub, shown: '' }, account, school.clock.now)
  return { ...school, ...provider, marlo, account, isIn, known }
}

it('signs somebody in whose account knows issuer and subject, and leads on to where they wanted to be', async () => {
  const { url, isIn, known } = await withMarlo()
  await known()
  const there = browser()
  expect((await there.follow(`${url}/sign-in/provider?next=/calendar`)).address).toBe(`${url}/calendar`)
  expect(await isIn(there)).toBe(true)
})

it('goes to the provider with PKCE, state and nonce, and back to the configured address', async () => {
  const { url, issuer } = await withMarlo()
  const asked = new URL((await browser().visit(`${url}/sign-in/provider`)).to!)
  expect(asked.origin).toBe(issuer)
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    response_type: 'code', code_challenge_method: 'S256', redirect_uri: `${url}/sign-in/provider/back`, scope: 'openid email',
    state: expect.stringMatching(/.{40,}/), nonce: expect.stringMatching(/.{40,}/), code_challenge: expect.stringMatching(/.{40,}/),
  })
})

it('goes by the subject alone: the same address with another subject is a stranger, and no account is hinted at', async () => {
  const { url, here, isIn, known } = await withMarlo()
  await known()
  here.who = { ...MARLO, sub: 'another subject' }
  const there = browser()
  const page = await there.follow(`${url}/sign-in/provider`)
  expect(page.status).toBe(403)
  expect(page.text).toContain('Kitbook does not know this account')
  expect(page.text).not.toContain('Marlo')
  expect(await isIn(there)).toBe(false)
  here.who = { sub: 'a stranger', email: 'nobody@elsewhere.example' }
  const stranger = await browser().follow(`${url}/sign-in/provider`)
  expect(stranger.text.replace('nobody@elsewhere.example', MARLO.email)).toBe(page.text)
})

it('lets nobody in after their last day, or with a closed account, and says no more than to a stranger', async () => {
  const { url, db, clock, marlo, known } = await withMarlo()
  await known()
  await db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', marlo).execute()
  expect((await browser().follow(`${url}/sign-in/provider`)).status).toBe(403)
  await db.updateTable('people').set({ last_day: null }).where('id', '=', marlo).execute()
  await db.updateTable('accounts').set({ closed_at: clock.now.toISOString() }).where('person_id', '=', marlo).execute()
  expect((await browser().follow(`${url}/sign-in/provider`)).text).toContain('Kitbook does not know this account')
})

it('says so when somebody changes their mind at the provider', async () => {
  const { url, here } = await withMarlo()
  here.who = null
  const page = await browser().follow(`${url}/sign-in/provider`)
  expect(page.status).toBe(403)
  expect(page.text).toContain('You did not finish signing in with your school account')
  expect(page.text).not.toContain('no thank you')
})

it('takes a code once, from the browser that set out for it, with its own state', async () => {
  const { url, known, isIn } = await withMarlo()
  await known()
  const there = browser()
  let page = await there.visit(`${url}/sign-in/provider`)
  const jar = new Map(there.jars.get(new URL(url).host))
  while (!page.to!.startsWith(url)) page = await there.visit(page.to!)
  const back = page.to!
  const other = browser()
  expect((await other.visit(back)).text).toContain('begun in another window')
  const forged = new URL(back)
  forged.searchParams.set('state', 'x'.repeat(43))
  const twin = browser()
  twin.jars.set(new URL(url).host, new Map(jar))
  expect((await twin.visit(forged.href)).status).toBe(403)
  expect((await there.follow(back)).status).toBe(200)
  expect(await isIn(there)).toBe(true)
  expect((await there.visit(back)).text).toContain('begun in another window')
  const again = browser()
  again.jars.set(new URL(url).host, new Map(jar))
  expect((await again.visit(back)).text).toContain('That took too long')
  expect(await isIn(again)).toBe(false)
})

it('leaves addresses, codes and subjects out of the log', async () => {
  const { url, here, lines } = await withMarlo()
  await browser().follow(`${url}/sign-in/provider`)
  here.who = null
  await browser().follow(`${url}/sign-in/provider`)
  expect(lines.join('')).toContain('"trouble":"declined"')
  expect(lines.join('')).not.toMatch(/m\.finch|subject-of-marlo|code=|state=/)
})

it.each([
  [{ OIDC_DOMAIN: 'larkfield.example' }, { hd: 'larkfield.example' }, 200],
  [{ OIDC_DOMAIN: 'larkfield.example' }, { hd: 'other.example' }, 403],
  [{ OIDC_DOMAIN: 'larkfield.example' }, {}, 403],
  [{ OIDC_TENANT: '0b0e0000-0000-4000-8000-00000000000a' }, { tid: '0b0e0000-0000-4000-8000-00000000000a' }, 200],
  [{ OIDC_TENANT: '0b0e0000-0000-4000-8000-00000000000a' }, { tid: '0b0e0000-0000-4000-8000-00000000000b' }, 403],
])('where the school is %o, an account that says %o gets %s', async (env, said, status) => {
  const { url, here, known } = await withMarlo(env)
  await known()
  here.who = { ...MARLO, ...said }
  const page = await browser().follow(`${url}/sign-in/provider`)
  expect(page.status).toBe(status)
  if (status === 403) expect(page.text).toContain('That account is not one of the school’s')
})

it('counts as one step, or as both where the school says so', async () => {
  const { url, db, isIn, known } = await withMarlo()
  await known()
  await writeSettings(db, { second_step_roles: ['staff'] })
  const there = browser()
  expect((await there.follow(`${url}/sign-in/provider`)).address).toBe(`${url}/sign-in/second-step`)
  expect(await isIn(there)).toBe(false)
  await writeSettings(db, { provider_is_second_step: true })
  await there.follow(`${url}/sign-in/provider`)
  expect(await isIn(there)).toBe(true)
})
