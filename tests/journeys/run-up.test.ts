import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { addAccount, addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { lend } from '../support/loans.ts'
import { keep, nowOf } from '../support/run-up.ts'
import { serve } from '../support/site.ts'

/** The last days before the summer: four laptops, one of them out and one looked after. */
async function beforeSummer(day = '2027-07-20') {
  const school = await startApp()
  await enterHalfTerms(school.db)
  school.clock.now = nowOf(day)
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  await keep(school, await addDevice(school.db, 'LT-0001'), marlo)
  for (const code of ['LT-0002', 'LT-0003', 'LT-0004']) await addDevice(school.db, code)
  await lend(school, marlo, 'LT-0002')
  return { school, marlo, url: await serve(school.app) }
}

async function pageOf(school: TestApp, url: string, person: string, javaScriptEnabled = true) {
  await signedIn(school, person)
  const account = await school.db.selectFrom('accounts').select('id').where('person_id', '=', person).executeTakeFirst()
  const kitbook = await startSession(school.db, account?.id ?? await addAccount(school.db, person), 'test', school.clock.now)
  return openPage({ url, cookies: { kitbook }, javaScriptEnabled })
}

test('a keeper says what stays, the lead counts in with a scanner and seals, and after the holiday one is not there', async () => {
  const { school, marlo, url } = await beforeSummer()
  const own = await pageOf(school, url, marlo)
  await own.goto('/')
  await own.getByRole('link', { name: 'Say what goes home' }).click()
  await expectGoodAtEverySize(own)
  await own.getByRole('button', { name: /^It stays at school/ }).click()
  await own.getByText('stays at school', { exact: true }).waitFor()

  const page = await pageOf(school, url, school.lead)
  await page.goto('/')
  await page.getByRole('link', { name: 'See what is to be done' }).click()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Count in and seal' }).click()
  await page.locator('#sweep:focus').waitFor()
  const count = (n: string) => page.locator('.big-count b').filter({ hasText: n }).waitFor()
  await count('4')
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await scan(page, code)
  await count('1')
  await page.getByRole('button', { name: /^It is locked up.*LT-0004/ }).click()
  await count('0')
  await page.getByRole('button', { name: 'Seal the count' }).click()
  await page.locator('.error-summary:focus').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('Where it is locked up').fill('Strong cupboard')
  await page.getByLabel('Who saw it').selectOption({ label: 'Marlo Finch' })
  await page.getByRole('button', { name: 'Seal the count' }).click()
  await page.getByText('witnessed by Marlo Finch').waitFor()
  await expectGoodAtEverySize(page)

  school.clock.now = nowOf('2027-09-01', '09:00')
  const back = await pageOf(school, url, school.lead)
  await back.goto('/')
  await back.getByRole('link', { name: 'Open the sealed count' }).click()
  await back.locator('#sweep:focus').waitFor()
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await scan(back, code)
  await back.locator('.big-count b').filter({ hasText: '1' }).waitFor()
  await expectGoodAtEverySize(back)
  await back.getByRole('button', { name: 'It is opened with 1 not there' }).click()
  await back.locator('#missing .code', { hasText: 'LT-0004' }).waitFor()
  await expectGoodAtEverySize(back)
})

test('without JavaScript counting and sealing are plain forms', async () => {
  const { school, marlo, url } = await beforeSummer()
  const page = await pageOf(school, url, school.lead, false)
  await page.goto('/run-up/count')
  await scan(page, 'LT-0002')
  await page.locator('.answer-word').filter({ hasText: 'LT-0002 back' }).waitFor()
  await page.getByLabel('Where it is locked up').fill('Strong cupboard')
  await page.getByLabel('Who saw it').selectOption(marlo)
  await page.getByRole('button', { name: 'Seal the count' }).click()
  await page.getByText('Strong cupboard').waitFor()
  expect(await school.db.selectFrom('sealed_lines').select('result').where('result', '=', 'locked up').execute()).toHaveLength(1)
})
