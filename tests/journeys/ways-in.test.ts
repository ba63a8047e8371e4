import { expect, test } from 'vitest'
import { giveAccount } from '../../src/accounts/give.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { addAccount, addPerson, startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { browser, startProvider } from '../support/provider.ts'
import { codeAt, EMAIL, withHead } from '../support/second-step.ts'
import { serve } from '../support/site.ts'

const PASSWORD = 'three random words'

/** A school with a provider; somebody has been there in one browser, whose cookies another then has. */
async function withProvider() {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  await addAccount(school.db, marlo, PASSWORD)
  const provider = await startProvider(school)
  provider.here.who = { sub: 'subject-of-marlo', email: 'marlo@larkfield.example' }
  const been = browser()
  const cookies = () => Object.fromEntries(been.jars.get(new URL(provider.url).host)!)
  return { ...school, ...provider, marlo, been, cookies }
}

test.each([true, false])('signing in with the provider is asked for and answered on pages that fit and are clean (JavaScript: %s)', async (javaScriptEnabled) => {
  const { url, been, cookies } = await withProvider()
  const page = await openPage({ url, javaScriptEnabled })
  await page.goto('/sign-in?next=/calendar')
  expect(await page.getByRole('link', { name: 'Sign in with your school account' }).getAttribute('href')).toBe('/sign-in/provider?next=%2Fcalendar')
  await expectGoodAtEverySize(page)
  await been.follow(`${url}/sign-in`, { email: 'marlo.finch@larkfield.example', password: PASSWORD })
  await been.follow(`${url}/sign-in/provider?for=account`)
  const own = await openPage({ url, javaScriptEnabled, cookies: cookies() })
  await own.goto('/account')
  await expectGoodAtEverySize(own)
  await own.goto('/account/provider')
  await own.getByRole('button', { name: 'Sign in with your school account from now on' }).click()
  await own.getByRole('link', { name: 'Enter your present password' }).waitFor()
  await expectGoodAtEverySize(own)
  await own.getByLabel('Your present password').fill(PASSWORD)
  await own.getByRole('button', { name: 'Sign in with your school account from now on' }).click()
  await own.locator('#main').getByText('From now on you can sign in with the school’s account').waitFor()
  await own.getByText('You sign in with your school account since').waitFor()
  await expectGoodAtEverySize(own)
  await page.goto('/sign-in/provider/back?code=x&state=y')
  await page.getByText('begun in another window').waitFor()
  await expectGoodAtEverySize(page)
})

test('an invitation is answered with the school’s account instead of a password', async () => {
  const { url, db, clock, lead, been, cookies } = await withProvider()
  const pru = { id: await addPerson(db, { name: 'Pru Abara', roles: ['staff'] }), name: 'Pru Abara', email: 'pru.abara@larkfield.example' }
  const given = await giveAccount(db, pru, { person_id: lead, roles: ['lead'] }, { school: 'Larkfield', address: url }, clock.now)
  const href = 'link' in given ? given.link!.href : ''
  await been.follow(`${url}/sign-in/provider?link=${href.split('/').at(-1)}`)
  const page = await openPage({ url, cookies: cookies() })
  await page.goto(href)
  await expectGoodAtEverySize(page)
  await page.goto(`${href}/provider`)
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Sign in with your school account from now on' }).click()
  await page.getByRole('heading', { name: 'You sign in with your school account now' }).waitFor()
  await expectGoodAtEverySize(page)
})

test.each([true, false])('two steps are set up, taken, and cared for on pages that fit and are clean (JavaScript: %s)', async (javaScriptEnabled) => {
  const { app, clock, codeNow } = await withHead()
  const page = await openPage({ url: await serve(app), javaScriptEnabled })
  const signIn = async () => {
    await page.goto('/sign-in?next=/account/second-step')
    await page.getByLabel('Email').fill(EMAIL)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  const answer = async (code: string) => {
    await page.getByLabel('Code', { exact: true }).fill(code)
    await page.keyboard.press('Enter')
  }
  await signIn()
  await page.getByRole('heading', { name: 'Set up two-step sign-in' }).waitFor()
  const secret = (await page.locator('dd code').textContent())!.replaceAll(' ', '')
  await answer('000000')
  await page.getByRole('link', { name: 'That code is not right' }).waitFor()
  await expectGoodAtEverySize(page)
  await answer(codeAt(secret, clock.now))
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'I have them, go on' }).click()
  await page.getByText('10 recovery codes left').waitFor()
  await expectGoodAtEverySize(page)
  await page.goto('/settings/sign-in')
  await expectGoodAtEverySize(page)
  await page.context().clearCookies()
  await signIn()
  await page.getByRole('heading', { name: 'Second step' }).waitFor()
  await expectGoodAtEverySize(page)
  await answer(await codeNow(1 / 2))
  await page.getByText('10 recovery codes left').waitFor()
})

test.each([true, false])('the access review is done on pages that fit and are clean (JavaScript: %s)', async (javaScriptEnabled) => {
  const { app, db, clock } = await withHead([])
  await enterHalfTerms(db)
  await addAccount(db, await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] }))
  const manager = await addAccount(db, await addPerson(db, { name: 'Pru Abara', roles: ['business'] }))
  const cookies = { kitbook: await startSession(db, manager, 'test', clock.now) }
  const page = await openPage({ url: await serve(app), javaScriptEnabled, cookies })
  await page.goto('/')
  await page.getByRole('link', { name: 'Do the access review' }).click()
  await page.getByText('4 of 4 accounts to look at').waitFor()
  await page.getByRole('button', { name: 'Confirm those ticked' }).click()
  await page.getByRole('link', { name: 'Tick whom to confirm' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('Confirm Marlo Finch').check()
  await page.getByRole('button', { name: 'Confirm those ticked' }).click()
  await page.locator('#main').getByText('One is confirmed.').waitFor()
  await page.getByRole('link', { name: 'Take away from Imogen Vale' }).click()
  await expectGoodAtEverySize(page)
  await page.getByLabel('The account').check()
  await page.getByRole('button', { name: 'Take it away' }).click()
  await page.locator('#main').getByText('That is taken away, and written down.').waitFor()
  await expectGoodAtEverySize(page)
  for (const path of ['/access-review/past', '/access-review/past/2026-27-autumn']) {
    await page.goto(path)
    await expectGoodAtEverySize(page)
  }
})

test('a passkey is made and signs in, on pages that fit and are clean', async () => {
  const { app } = await withHead()
  const page = await openPage({ url: (await serve(app)).replace('127.0.0.1', 'localhost') })
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } })
  const signIn = async () => {
    await page.goto('/sign-in?next=/account/second-step')
    await page.getByLabel('Email').fill(EMAIL)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  await signIn()
  await page.getByLabel('Which device is it on?').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('Which device is it on?').fill('School iPad')
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByRole('link', { name: 'I have them, go on' }).click()
  await page.getByText('10 recovery codes left').waitFor()
  await page.locator('li b', { hasText: 'School iPad' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.context().clearCookies()
  await signIn()
  await page.getByRole('button', { name: 'Use your passkey' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await page.getByText('last used').waitFor()
  await page.getByLabel('Your present password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Make another passkey' }).click()
  await page.getByRole('heading', { name: 'Make a passkey' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.getByText('Your device did not confirm it').waitFor()
  await devices.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
})
