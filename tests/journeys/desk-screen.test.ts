import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAxeClean, expectNothingSideways } from '../support/axe.ts'
import { addBadge, later, listOpenLoans, servedDesk } from '../support/desk-school.ts'
import { addPerson } from '../support/app.ts'
import { openPage, scan } from '../support/browser.ts'
import { giveBack, lend } from '../support/loans.ts'

const isSaid = (page: Page, words: string) => page.locator('.answer-word').first().filter({ hasText: words }).waitFor()
const pressed = (page: Page, name: string) => page.getByRole('button', { name, pressed: true })

/** The desk with Marlo at it, who has booked for two purposes before. */
async function atTheDesk() {
  const school = await servedDesk()
  for (const purpose of ['Phonics', 'Coding']) {
    await lend(school, school.marlo, 'LT-0001')
    await school.db.updateTable('loans').set({ purpose }).where('returned_at', 'is', null).execute()
    await giveBack(school, 'LT-0001')
    later(school, 60)
  }
  const page = await openPage(school)
  await page.goto('/desk')
  await scan(page, 'P-0001')
  await isSaid(page, 'Marlo Finch is at the desk')
  return { school, page }
}

test('what an answer leaves as it was stays where it is, and each tap on it counts once', async () => {
  const { page } = await atTheDesk()
  const sent: string[] = []
  page.on('request', (request) => { if (request.url().endsWith('/desk/purpose')) sent.push(new URLSearchParams(request.postData() ?? '').get('id')!) })
  const place = await page.getByRole('button', { name: 'off-site' }).first().elementHandle()
  for (const purpose of ['Phonics', 'Coding', 'Phonics', 'Coding']) {
    await page.getByRole('button', { name: purpose }).click()
    await pressed(page, purpose).waitFor()
  }
  expect(sent.filter((id) => /^wish\d-[\da-f-]{36}$/.test(id))).toHaveLength(4)
  expect(new Set(sent).size).toBe(4)
  await scan(page, 'IP-0001')
  await isSaid(page, 'IP-0001 out to Marlo Finch')
  await scan(page, 'IP-0002')
  await isSaid(page, 'IP-0002 out to Marlo Finch')
  expect(await place?.evaluate((button) => button.isConnected)).toBe(true)
  await page.getByRole('listitem').filter({ hasText: 'IP-0001 out to Marlo Finch' }).waitFor()
})

test('a name that is tapped takes its letters out of the box, so that what is scanned next is read by itself', async () => {
  const { page } = await atTheDesk()
  await page.locator('#scan:focus').waitFor()
  await page.keyboard.type('imo')
  await page.locator('#names').getByRole('button', { name: 'Imogen Vale' }).click()
  await page.locator('.at-desk').filter({ hasText: 'Imogen Vale' }).waitFor()
  await page.keyboard.type('IP-0001')
  await page.keyboard.press('Enter')
  await page.locator('#before, .answer-word').filter({ hasText: 'IP-0001' }).first().waitFor()
  expect(await page.getByText('Nobody knows').count()).toBe(0)
})

test('what is typed into a form is gone from it once it is sent', async () => {
  const { school, page } = await atTheDesk()
  await page.getByLabel('Another purpose').fill('Science')
  await page.getByRole('button', { name: 'Use this' }).click()
  await page.locator('.at-desk').filter({ hasText: 'Science' }).waitFor()
  expect(await page.getByLabel('Another purpose').inputValue()).toBe('')
  await scan(page, 'IP-0001')
  await isSaid(page, 'IP-0001 out to Marlo Finch')
  expect(await listOpenLoans(school)).toMatchObject([{ purpose: 'Science' }])
})

test('the same refusal twice is read out twice', async () => {
  const { school, page } = await atTheDesk()
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => heard.push(document.getElementById('alarm')!.textContent)).observe(document.getElementById('alarm')!, { childList: true })
  })
  for (let i = 0; i < 2; i++) {
    await scan(page, 'NOT-A-CODE')
    await isSaid(page, 'Nobody knows “NOT-A-CODE”')
    await expect.poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard.filter((words) => words.startsWith('Nobody knows')).length)).toBe(i + 1)
    later(school, 10)
  }
})

test('two earlier slips are undone one after the other while the network is gone', async () => {
  const { school, page } = await atTheDesk()
  await page.getByRole('button', { name: 'Phonics' }).click()
  for (const pad of ['IP-0001', 'IP-0002', 'IP-0003']) {
    await scan(page, pad)
    await isSaid(page, `${pad} out to Marlo Finch`)
  }
  await page.route('**/desk/undo', (route) => route.abort('connectionfailed'))
  for (const pad of ['IP-0001', 'IP-0002']) await page.getByRole('button', { name: `Undo ${pad} out to Marlo Finch` }).click()
  await page.getByText('Not yet saved: 2').waitFor()
  await page.unroute('**/desk/undo')
  await page.getByText('Not yet saved').waitFor({ state: 'hidden' })
  expect(await listOpenLoans(school)).toMatchObject([{ device_id: school.pads[2] }])
})

test.each([true, false])('everybody who could answer for a visitor is listed when asked for (JavaScript: %s)', async (javaScriptEnabled) => {
  const school = await servedDesk()
  const vera = await addPerson(school.db, { name: 'Vera Okonjo', kind: 'visitor' })
  await addBadge(school.db, vera, 'P-0009')
  const page = await openPage({ ...school, javaScriptEnabled })
  await page.goto('/desk')
  await page.getByLabel('Scan or type a code').fill('P-0009')
  await page.getByLabel('Scan or type a code').press('Enter')
  await page.locator('.at-desk').filter({ hasText: 'Vera Okonjo' }).waitFor()
  expect(await page.locator('#answerer').count()).toBe(0)
  await page.getByRole('link', { name: 'Another member of staff' }).press('Enter')
  await page.getByLabel('Another member of staff').selectOption({ label: 'Imogen Vale' })
  if (javaScriptEnabled) {
    expect(await page.locator('#answerer').evaluate((list) => list === document.activeElement)).toBe(true)
    await expectAxeClean(page)
  }
  await page.locator('form').filter({ has: page.locator('#answerer') }).getByRole('button', { name: 'Use this' }).click()
  await page.locator('.at-desk').filter({ hasText: 'Imogen Vale answers' }).waitFor()
  await page.getByRole('link', { name: 'Somebody else answers than Imogen Vale' }).waitFor()
})

test('somebody else’s long code stays within a narrow screen, also when it is an answer before', async () => {
  const page = await openPage({ ...await servedDesk(), width: 320 })
  await page.goto('/desk')
  for (const code of ['X'.repeat(64), 'Y']) {
    await page.locator('#scan:focus').waitFor()
    await scan(page, code)
    await isSaid(page, `Nobody knows “${code}”`)
  }
  await expectNothingSideways(page)
})
