import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { appOn, TUESDAY } from '../support/app.ts'
import { expectAxeClean } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { later } from '../support/desk-school.ts'
import { serve } from '../support/site.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).first().click()
const said = (page: Page, words: string) => page.locator('.answer-word').filter({ hasText: words }).first().waitFor()

async function setUp(page: Page): Promise<void> {
  await page.goto('/set-up?code=TEST-CODE-2345')
  await page.getByLabel('Name of the school').fill('Meadowbank Primary School')
  await page.getByLabel('Telephone').fill('01632 960101')
  await page.getByLabel('Your name').fill('Wren Calloway')
  await page.getByLabel('Email').fill('w.calloway@meadowbank.example')
  await page.getByLabel('Password').fill('three random words')
  await press(page, 'Set up the school')
  await page.getByRole('heading', { name: 'Today' }).waitFor()
}

async function bringIn(page: Page, file: string): Promise<void> {
  await page.goto('/imports')
  await page.getByLabel('File').setInputFiles(fixture(file))
  await press(page, 'Read the list')
  await press(page, /^Bring in \d+/)
  await page.getByText(/\d+ new/).first().waitFor()
}

/** Makes a class card at the class's own page and returns its code. */
async function makeCard(page: Page, className: string, purpose: string, adult: number): Promise<string> {
  await page.goto('/classes')
  await page.getByRole('link', { name: className }).first().click()
  await page.getByRole('link', { name: /card/i }).first().click()
  await page.getByLabel('Who answers for the devices').selectOption({ index: adult })
  await page.getByLabel('Usually for').fill(purpose)
  const code = await page.getByLabel('Code on the card').inputValue()
  await press(page, 'Make the card')
  await page.getByText(code).first().waitFor()
  return code
}

test.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'from an empty folder to a class set signed out, two passed on, all back, one slip undone, and the book tells it ($javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const [db, clock] = [await freshDatabase(), { now: TUESDAY }]
    const url = await serve(appOn(db, clock))
    const page = await openPage({ url, javaScriptEnabled })
    await setUp(page)
    await expectAxeClean(page)
    await bringIn(page, 'mis-staff-list.csv')
    await bringIn(page, 'jamf-school-devices.csv')
    const [oak, elm] = [await makeCard(page, 'Year 4 Oak', 'Computing', 1), await makeCard(page, 'Year 3 Elm', 'Maths', 2)]
    await page.goto('/desk/open')
    await press(page, 'Open the desk')
    const scan = async (code: string, answer: string) => {
      await page.getByLabel('Scan or type a code').fill(code)
      await page.getByLabel('Scan or type a code').press('Enter')
      await said(page, answer)
    }
    const pads = Array.from({ length: 15 }, (_, i) => `IP-${String(i + 1).padStart(4, '0')}`)
    await scan(oak, 'is at the desk')
    for (const pad of pads) await scan(pad, `${pad} out to`)
    later({ clock }, 3600)
    await scan(elm, 'is at the desk')
    for (const pad of ['IP-0003', 'IP-0004']) {
      await scan(pad, `${pad} is out to`)
      await press(page, /is taking it over/)
      await said(page, `${pad} passed on to`)
    }
    later({ clock }, 3600)
    for (const pad of pads) await scan(pad, `${pad} back`)
    await press(page, 'Undo')
    await said(page, 'Undone: IP-0015')
    expect(await db.selectFrom('loans').select('outcome').where('outcome', '=', 'passed on').execute()).toHaveLength(2)
    expect(await db.selectFrom('loans').select('id').where('returned_at', 'is', null).where('voided_at', 'is', null).execute()).toHaveLength(1)

    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('w.calloway@meadowbank.example')
    await page.getByLabel('Password').fill('three random words')
    await press(page, 'Sign in')
    await page.getByText('IP-0015').first().waitFor()
    await page.goto('/book')
    await page.locator('tr', { hasText: 'Year 3 Elm' }).first().waitFor()
    expect(await page.locator('tr', { hasText: 'IP-' }).count()).toBe(17)
    await expectAxeClean(page)
  })
