import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAxeClean, expectNothingSideways } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { later, listOpenLoans, servedDesk } from '../support/desk-school.ts'

const word = (page: Page) => page.locator('.answer-word').first()
const isSaid = (page: Page, words: string) => word(page).filter({ hasText: words }).waitFor()
const pads = Array.from({ length: 15 }, (_, i) => `IP-${String(i + 1).padStart(4, '0')}`)

test('a class set goes out in 16 scans and comes back in 15, two passed to another class, one slip undone', async () => {
  const school = await servedDesk()
  const page = await openPage(school)
  await page.goto('/desk')
  await expectAxeClean(page)
  let scans = 0
  const beep = async (code: string) => { scans += 1; await scan(page, code) }
  await beep('CL-4OAK')
  for (const pad of pads) await beep(pad)
  await isSaid(page, 'IP-0015 out to Marlo Finch')
  expect([scans, (await listOpenLoans(school)).length]).toEqual([16, 15])
  await expectAxeClean(page)

  later(school, 600)
  await scan(page, 'CL-5ELM')
  for (const pad of ['IP-0003', 'IP-0004']) {
    await scan(page, pad)
    await isSaid(page, `${pad} is out to Marlo Finch`)
    await expectAxeClean(page)
    await page.getByRole('button', { name: 'Imogen Vale is taking it over' }).click()
    await isSaid(page, `${pad} passed on to Imogen Vale`)
  }

  later(school, 3600)
  scans = 0
  for (const pad of pads) await beep(pad)
  await isSaid(page, 'IP-0015 back')
  expect([scans, (await listOpenLoans(school)).length]).toEqual([15, 0])
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await isSaid(page, 'Undone: IP-0015')
  expect(await listOpenLoans(school)).toMatchObject([{ device_id: school.pads[14], borrower_id: school.marlo }])
  await expectAxeClean(page)
})

test('a trolley is one scan out, with two left behind, and one scan back', async () => {
  const school = await servedDesk()
  const page = await openPage({ ...school, width: 390, colorScheme: 'dark' })
  await page.goto('/desk')
  await scan(page, 'CL-4OAK')
  await scan(page, 'TR-A')
  await isSaid(page, '15 devices out to Marlo Finch')
  await expectAxeClean(page)
  await expectNothingSideways(page)
  await page.getByLabel('IP-0002').check()
  await page.getByLabel('IP-0009').check()
  await page.getByRole('button', { name: 'Leave these behind' }).click()
  await isSaid(page, 'Undone')
  await expect.poll(async () => (await listOpenLoans(school)).length).toBe(13)
  later(school, 3600)
  await scan(page, 'TR-A')
  await isSaid(page, '13 devices back')
})

test('the scanner reaches its box whatever was pressed before', async () => {
  const school = await servedDesk()
  const page = await openPage(school)
  await page.goto('/desk')
  await scan(page, 'CL-4OAK')
  await isSaid(page, 'Marlo Finch is at the desk')
  for (const place of [page.locator('body'), page.getByRole('link', { name: 'Only bring back' }), page.getByLabel('Class', { exact: true })]) {
    await place.focus().catch(() => page.locator('main').focus())
    later(school, 4)
    await scan(page, 'NOT-A-CODE')
    await isSaid(page, 'Nobody knows “NOT-A-CODE”')
    await page.getByLabel('Scan or type a code').evaluate((box) => (box as HTMLElement).blur())
  }
  await page.getByLabel('Another purpose').focus()
  await scan(page, 'LT-0001')
  await isSaid(page, 'LT-0001 out to Marlo Finch')
  expect(await page.getByLabel('Scan or type a code').evaluate((box) => box === document.activeElement)).toBe(true)
})

test('scans made while the network is gone stay on the screen as not yet saved and are sent in order when it returns', async () => {
  const school = await servedDesk()
  const page = await openPage(school)
  await page.goto('/desk')
  await scan(page, 'CL-4OAK')
  await isSaid(page, 'Marlo Finch is at the desk')
  await page.route('**/desk/scans', (route) => route.abort('connectionfailed'))
  for (const pad of pads.slice(0, 5)) await scan(page, pad)
  await page.getByText('Not yet saved: 5').waitFor()
  expect(await listOpenLoans(school)).toEqual([])
  await expectAxeClean(page)
  await page.unroute('**/desk/scans')
  await isSaid(page, 'IP-0005 out to Marlo Finch')
  await page.getByText('Not yet saved').waitFor({ state: 'hidden' })
  const loans = await listOpenLoans(school)
  expect(loans.sort((a, b) => a.id.localeCompare(b.id)).map(({ device_id }) => device_id)).toEqual(school.pads.slice(0, 5))
})

test('a hundred scans typed faster than a slow network answers, one of them rubbish, are all answered', async () => {
  const school = await servedDesk()
  const page = await openPage(school)
  await page.goto('/desk')
  await page.route('**/desk/scans', async (route) => {
    await new Promise((resolve) => { setTimeout(resolve, 20) })
    await route.continue()
  })
  await scan(page, 'CL-4OAK')
  for (let i = 0; i < 100; i++) {
    if (i % 15 === 0) later(school, 200)
    await scan(page, i === 50 ? '🦄 rubbish "><b>' : pads[i % 15]!)
  }
  await page.locator('#unsaved').waitFor({ state: 'hidden' })
  const answered = await school.db.selectFrom('desk_scans').select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  expect(answered.n).toBeGreaterThan(50)
  expect(await page.getByLabel('Scan or type a code').evaluate((box) => box === document.activeElement)).toBe(true)
})

test('a double click on a choice acts once', async () => {
  const school = await servedDesk()
  const page = await openPage(school)
  await page.goto('/desk')
  await scan(page, 'LT-0001')
  await isSaid(page, 'Who is taking LT-0001?')
  await scan(page, 'P-0001')
  await isSaid(page, 'What is LT-0001 for?')
  await page.getByLabel('Another purpose').fill('Phonics')
  await page.getByRole('button', { name: 'Use this' }).dblclick()
  await isSaid(page, 'LT-0001 out to Marlo Finch')
  expect(await school.db.selectFrom('loans').selectAll().execute()).toHaveLength(1)
})

test('without JavaScript the desk does all of it by plain forms', async () => {
  const school = await servedDesk()
  const page = await openPage({ ...school, javaScriptEnabled: false })
  const enter = async (code: string) => {
    await page.getByLabel('Scan or type a code').fill(code)
    await page.getByLabel('Scan or type a code').press('Enter')
  }
  await page.goto('/desk')
  await enter('LT-0001')
  await isSaid(page, 'Who is taking LT-0001?')
  await enter('mar')
  await page.getByRole('button', { name: 'Marlo Finch' }).first().click()
  await page.getByLabel('Another purpose').fill('Phonics')
  await page.getByRole('button', { name: 'Use this' }).click()
  await isSaid(page, 'LT-0001 out to Marlo Finch')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await isSaid(page, 'Undone: LT-0001')
  later(school, 10)
  await enter('LT-0001')
  await isSaid(page, 'LT-0001 out to Marlo Finch')
  later(school, 600)
  await enter('LT-0001')
  await isSaid(page, 'LT-0001 back')
  await page.getByRole('button', { name: 'Yes, on charge' }).click()
  const loans = await school.db.selectFrom('loans').select(['on_charge', 'voided_at']).orderBy('id').execute()
  expect(loans.map(({ on_charge, voided_at }) => [on_charge, voided_at !== null])).toEqual([[null, true], [1, false]])
})
