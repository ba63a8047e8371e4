import { expect, it } from 'vitest'
import { insertSubject } from '../../src/provider/store.ts'
import { addAccount, addPerson, startApp } from '../support/app.ts'
import { browser, startHostile, type Twist } from '../support/provider.ts'

async function withHostile(env: Record<string, string> = {}) {
  const school = await startApp()
  const account = await addAccount(school.db, await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] }))
  const provider = await startHostile(school, env)
  await insertSubject(school.db, { issuer: provider.issuer, subject: 'subject-of-marlo', shown: '' }, account, school.clock.now)
  /** As far as the page that the provider sends somebody back to, with what it says put in its mouth. */
  const comeBack = async (twist: Twist, query: Record<string, string> = {}) => {
    const there = browser()
    const asked = new URL((await there.visit(`${provider.url}/sign-in/provider`)).to!).searchParams
    Object.assign(provider.answer, { nonce: asked.get('nonce'), twist })
    const back = new URL(`${provider.url}/sign-in/provider/back`)
    back.search = new URLSearchParams({ code: 'any code', state: asked.get('state')!, ...query }).toString()
    const page = await there.visit(back.href)
    return { page, in: there.jars.get(new URL(provider.url).host)!.has('kitbook') }
  }
  return { ...school, ...provider, comeBack }
}

const now = () => Math.floor(Date.now() / 1000)

it('lets in whom an honest answer vouches for', async () => {
  const { comeBack } = await withHostile()
  expect(await comeBack({})).toMatchObject({ page: { status: 303 }, in: true })
})

it.each<[string, () => Twist]>([
  ['of another issuer', () => ({ claims: { iss: 'http://localhost:1' } })],
  ['for another program', () => ({ claims: { aud: 'another' } })],
  ['for another program among several', () => ({ claims: { aud: ['kitbook', 'another'], azp: 'another' } })],
  ['with another nonce', () => ({ claims: { nonce: 'of another visit' } })],
  ['without a nonce', () => ({ claims: { nonce: undefined } })],
  ['that has run out', () => ({ claims: { iat: now() - 900, exp: now() - 600 } })],
  ['without an end', () => ({ claims: { exp: undefined } })],
  ['without a subject', () => ({ claims: { sub: undefined } })],
  ['signed by a stranger', () => ({ strangersSignature: true })],
])('lets nobody in with a token %s', async (_what, twist) => {
  const { comeBack } = await withHostile()
  const { page, in: isIn } = await comeBack(twist())
  expect(page.status).toBe(403)
  expect(page.text).toContain('was not right, so nobody was signed in')
  expect(isIn).toBe(false)
})

it.each([[{ state: 'x'.repeat(43) }], [{ iss: 'http://localhost:1' }]])('lets nobody in who comes back with %o', async (query) => {
  const { comeBack } = await withHostile()
  expect(await comeBack({}, query)).toMatchObject({ page: { status: 403 }, in: false })
})

it('lets in nobody of another school, whatever else is right', async () => {
  const { comeBack } = await withHostile({ OIDC_TENANT: '0b0e0000-0000-4000-8000-00000000000a' })
  const claims = { tid: '0b0e0000-0000-4000-8000-00000000000b', hd: 'larkfield.example' }
  expect((await comeBack({ claims })).page.text).toContain('That account is not one of the school’s')
  expect(await comeBack({ claims: { ...claims, tid: '0b0e0000-0000-4000-8000-00000000000a' } })).toMatchObject({ in: true })
})

it('says that the provider is out of order, with the way round it', async () => {
  const { comeBack } = await withHostile()
  const { page } = await comeBack({ status: 500 })
  expect(page.status).toBe(503)
  expect(page.text).toContain('could not be reached just now')
  expect(page.text).toContain('sign in with your email address and password')
})

it('says that the provider cannot be found, and looks again the next time', async () => {
  const { url, away } = await withHostile()
  away(true)
  const { status, text } = await browser().visit(`${url}/sign-in/provider`)
  expect({ status, says: text.includes('could not be reached just now') }).toEqual({ status: 503, says: true })
  away(false)
  expect((await browser().visit(`${url}/sign-in/provider`)).status).toBe(303)
})

it('leaves wherever somebody wanted to go to our own pages', async () => {
  const { url, answer, comeBack } = await withHostile()
  expect((await comeBack({})).page.to).toBe(`${url}/`)
  const there = browser()
  const asked = new URL((await there.visit(`${url}/sign-in/provider?next=${encodeURIComponent('//elsewhere.example')}`)).to!).searchParams
  Object.assign(answer, { nonce: asked.get('nonce'), twist: {} })
  expect((await there.visit(`${url}/sign-in/provider/back?code=x&state=${asked.get('state')}`)).to).toBe(`${url}/`)
})
