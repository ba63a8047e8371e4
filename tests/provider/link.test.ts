import { expect, it } from 'vitest'
import { giveAccount } from '../../src/accounts/give.ts'
import { tidyUp } from '../../src/jobs/tidy-up.ts'
import { addAccount, addPerson, startApp } from '../support/app.ts'
import { serve } from '../support/site.ts'
import { browser, type Someone, startProvider } from '../support/provider.ts'

const MARLO: Someone = { sub: 'subject-of-marlo', email: 'marlo@larkfield.example' }
const PASSWORD = 'three random words'
const EMAIL = 'marlo.finch@larkfield.example'

async function withMarlo(password: string | undefined = PASSWORD) {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'], email: EMAIL })
  if (password) await addAccount(school.db, marlo, password)
  const provider = await startProvider(school)
  provider.here.who = MARLO
  const signIn = async (email = EMAIL) => {
    const there = browser()
    await there.follow(`${provider.url}/sign-in`, { email, password: PASSWORD })
    return there
  }
  const subjects = () => school.db.selectFrom('provider_subjects').select(['subject', 'account_id']).execute()
  return { ...school, ...provider, marlo, signIn, subjects }
}

it('links an account where its owner is in, has been to the provider and gives the present password', async () => {
  const { url, signIn, subjects, db } = await withMarlo()
  const there = await signIn()
  expect((await there.visit(`${url}/account`)).text).toContain('Sign in with your school account from now on')
  const asks = await there.follow(`${url}/sign-in/provider?for=account`)
  expect(asks.address).toBe(`${url}/account/provider`)
  expect(asks.text).toContain('You came back as <strong>marlo@larkfield.example</strong>')
  expect(await subjects()).toEqual([])
  const wrong = await there.visit(`${url}/account/provider`, { present: 'a guess' })
  expect({ status: wrong.status, says: wrong.text.includes('That is not your present password') }).toEqual({ status: 422, says: true })
  expect((await there.visit(`${url}/account/provider`, { present: '' })).text).toContain('Enter your present password')
  const done = await there.follow(`${url}/account/provider`, { present: PASSWORD })
  expect(done.text).toContain('From now on you can sign in with the school’s account')
  expect(await subjects()).toMatchObject([{ subject: MARLO.sub }])
  expect((await browser().follow(`${url}/sign-in/provider`)).status).toBe(200)
  const { data, verb } = await db.selectFrom('events').select(['verb', 'data']).where('verb', 'like', 'provider.%').executeTakeFirstOrThrow()
  expect({ verb, data }).toEqual({ verb: 'provider.linked', data: '{}' })
})

it('links nothing for whoever has not been there, or has been there with another account of ours', async () => {
  const { url, signIn, subjects, db } = await withMarlo()
  const wren = await db.selectFrom('people').select('id').where('name', '=', 'Wren Calloway').executeTakeFirstOrThrow()
  await db.deleteFrom('accounts').where('person_id', '=', wren.id).execute()
  await addAccount(db, wren.id, PASSWORD)
  const there = await signIn()
  expect((await there.visit(`${url}/account/provider`)).to).toBe(`${url}/account`)
  expect((await there.visit(`${url}/account/provider`, { present: PASSWORD })).status).toBe(422)
  await there.follow(`${url}/sign-in/provider?for=account`)
  const arrival = there.jars.get(new URL(url).host)!.get('kitbook-arrival')!
  const other = await signIn('wren.calloway@larkfield.example')
  other.jars.get(new URL(url).host)!.set('kitbook-arrival', arrival)
  expect((await other.visit(`${url}/account/provider`)).to).toBe(`${url}/account`)
  expect((await other.visit(`${url}/account/provider`, { present: PASSWORD })).status).toBe(422)
  expect(await subjects()).toEqual([])
})

it('forgets after ten minutes who came back', async () => {
  const { url, signIn, clock, db } = await withMarlo()
  const there = await signIn()
  await there.follow(`${url}/sign-in/provider?for=account`)
  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  expect((await there.visit(`${url}/account/provider`, { present: PASSWORD })).text).toContain('That took too long')
  await tidyUp(db, clock.now)
  expect(await db.selectFrom('provider_arrivals').selectAll().execute()).toEqual([])
})

it('lets one account of the provider sign in one person', async () => {
  const { url, signIn, subjects, db, clock } = await withMarlo()
  const pru = await addAccount(db, await addPerson(db, { name: 'Pru Abara', roles: ['staff'] }))
  const { issuer } = { issuer: (await browser().visit(`${url}/sign-in/provider`)).to! }
  await db.insertInto('provider_subjects')
    .values({ issuer: new URL(issuer).origin, subject: MARLO.sub, account_id: pru, linked_at: clock.now.toISOString() }).execute()
  const there = await signIn()
  await there.follow(`${url}/sign-in/provider?for=account`)
  const { status, text } = await there.visit(`${url}/account/provider`, { present: PASSWORD })
  expect({ status, says: text.includes('already signs somebody else in here') }).toEqual({ status: 422, says: true })
  expect(await subjects()).toEqual([{ subject: MARLO.sub, account_id: pru }])
})

it('takes a link away again, which its owner’s password outlives', async () => {
  const { url, signIn, subjects } = await withMarlo()
  const there = await signIn()
  await there.follow(`${url}/sign-in/provider?for=account`)
  await there.follow(`${url}/account/provider`, { present: PASSWORD })
  expect((await there.follow(`${url}/account/provider/removal`, {})).text).toContain('Only your password signs you in now')
  expect(await subjects()).toEqual([])
  expect((await browser().follow(`${url}/sign-in/provider`)).status).toBe(403)
})

async function invited() {
  const kit = await withMarlo('')
  const giver = { person_id: kit.lead, roles: ['lead'] as const }
  const given = await giveAccount(kit.db, { id: kit.marlo, name: 'Marlo Finch', email: EMAIL }, giver, { school: 'Larkfield', address: kit.url }, kit.clock.now)
  return { ...kit, href: 'link' in given ? given.link!.href : '' }
}

it('links an account by the link of its invitation, without any password', async () => {
  const { href, url, subjects } = await invited()
  const there = browser()
  const way = /href="(\/sign-in\/provider\?link=[^"]+)"/.exec((await there.visit(href)).text)![1]!
  const asks = await there.follow(url + way)
  expect(asks.address).toBe(`${href}/provider`)
  expect(asks.text).toContain('Marlo Finch, you came back as <strong>marlo@larkfield.example</strong>')
  expect(await subjects()).toEqual([])
  expect((await there.visit(`${href}/provider`, {})).text).toContain('You sign in with your school account now')
  expect(await subjects()).toMatchObject([{ subject: MARLO.sub }])
  expect((await there.visit(href)).status).toBe(404)
  await there.follow(`${url}/sign-in/provider`)
  const account = await there.follow(`${url}/account`)
  expect(account.text).toContain('You have no password here')
  expect((await there.visit(`${url}/account/provider/removal`, {})).to).toBe(`${url}/account`)
  expect(await subjects()).toHaveLength(1)
})

it('links nothing by a link that is used up, or for a browser that has not been to the provider', async () => {
  const { href, url, subjects, db, clock } = await invited()
  expect((await browser().visit(`${href}/provider`, {})).status).toBe(422)
  const there = browser()
  await there.follow(`${url}/sign-in/provider?link=${href.split('/').at(-1)}`)
  await db.updateTable('password_links').set({ used_at: clock.now.toISOString() }).execute()
  expect((await there.visit(`${href}/provider`, {})).status).toBe(422)
  expect(await subjects()).toEqual([])
})

it('has nothing of all this where the school has no provider', async () => {
  const school = await startApp()
  const url = await serve(school.app)
  for (const path of ['/sign-in/provider', '/sign-in/provider/back?code=x&state=y', '/new-password/x/provider']) {
    expect((await browser().visit(url + path)).status, path).toBe(404)
  }
  expect((await browser().visit(`${url}/sign-in`)).text).not.toContain('Sign in with')
})
