import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { addAccount, addDevice, addPerson, startApp, type TestApp } from '../support/app.ts'
import { expectAxeClean, expectNothingSideways } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { picture } from '../support/camera-picture.ts'
import { film } from '../support/camera-video.ts'
import { lend } from '../support/loans.ts'
import { serve } from '../support/site.ts'

async function schoolAtTheEnd(): Promise<{ school: TestApp, url: string, kitbook: string }> {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  for (const code of ['LT-0001', 'LT-0002', 'LT-0003']) await addDevice(school.db, code)
  for (const code of ['LT-0001', 'LT-0002']) await lend(school, marlo, code)
  school.clock.now = new Date('2026-11-24T15:50:00.000Z')
  const helper = await addAccount(school.db, await addPerson(school.db, { name: 'Ines Okoro', roles: ['staff'] }))
  return { school, url: await serve(school.app), kitbook: await startSession(school.db, helper, 'test', school.clock.now) }
}

test('a scanner sweeps the shelf: the count goes down by itself, and the check is closed', async () => {
  const { url, kitbook } = await schoolAtTheEnd()
  const page = await openPage({ url, cookies: { kitbook }, width: 390 })
  const other = await openPage({ url, cookies: { kitbook } })
  await Promise.all([page.goto('/end-of-day'), other.goto('/end-of-day')])
  const count = (of: typeof page, words: string) => of.locator('.big-count').filter({ hasText: words }).waitFor()
  await count(page, '2')
  for (const code of ['LT-0001', 'LT-0001', 'LT-0003']) await scan(page, code)
  await page.locator('.answer-word').filter({ hasText: 'LT-0003' }).waitFor()
  await count(page, '1')
  await count(other, '1')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('sweep')
  await expectNothingSideways(page)
  await expectAxeClean(page)
  await page.getByRole('button', { name: /^It is in.*LT-0002/ }).click()
  await count(page, '0')
  await page.getByRole('button', { name: 'Close today’s check' }).click()
  await page.getByText('Everything was in').waitFor()
  await expectAxeClean(page)
})

test('without JavaScript a scan, a tick and the close are plain forms', async () => {
  const { url, kitbook } = await schoolAtTheEnd()
  const page = await openPage({ url, cookies: { kitbook }, javaScriptEnabled: false })
  await page.goto('/end-of-day')
  await scan(page, 'LT-0001')
  await page.locator('.answer-word').filter({ hasText: 'LT-0001 back' }).waitFor()
  await page.getByRole('button', { name: 'Close today’s check with 1 not back' }).click()
  await page.locator('#missed .code', { hasText: 'LT-0002' }).waitFor()
  await page.goto('/')
  await page.locator('#not-back').getByRole('button', { name: /^It is in.*LT-0002/ }).click()
  await page.locator('.answer').filter({ hasText: 'It was not back since today 3:50 pm' }).waitFor()
})

test('a camera swept along the shelf counts every tag of a look, each once', async () => {
  const { school, url, kitbook } = await schoolAtTheEnd()
  const look = picture(['LT-0001', 'LT-0002', 'LT-0003'].map((text, i) => ({ text, x: 240 + 400 * i, y: 360, size: 260 })))
  const page = await openPage({ url, cookies: { kitbook }, camera: await film([look, look]) })
  await page.goto('/end-of-day')
  await page.locator('.big-count').filter({ hasText: '2' }).waitFor()
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.locator('.big-count').filter({ hasText: '0' }).waitFor({ timeout: 60_000 })
  const back = await school.db.selectFrom('events').select('subject_id').where('verb', '=', 'loan.back').execute()
  expect(new Set(back.map(({ subject_id }) => subject_id)).size).toBe(2)
  expect(back).toHaveLength(2)
})
