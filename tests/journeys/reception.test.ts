import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addClass, addDevice, addPerson, startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { addClassCard } from '../support/desk-school.ts'
import { serve } from '../support/site.ts'

const PASSWORD = 'seven quiet herons'

async function school() {
  const kit = await startApp()
  const { db } = kit
  await writeSettings(db, { unsigned_may: 'nothing', agreement_before_account: false })
  await enterAgreement(kit)
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await addClassCard(db, 'CL-4OAK', await addClass(db, 'Year 4 Oak'), marlo, 'Computing')
  await addDevice(db, 'LT-0001')
  await addAccount(db, await addPerson(db, { name: 'Tamsin Orchard', roles: ['office'] }), PASSWORD)
  return { ...kit, url: await serve(kit.app) }
}

/** What the office and the visitor touch and type, counted as they do it. */
function counted(page: Awaited<ReturnType<typeof openPage>>) {
  const count = { taps: 0, keys: 0 }
  const tap = async (selector: string) => { count.taps++; await page.click(selector) }
  const type = async (text: string) => { count.keys += text.length; await page.keyboard.type(text) }
  const press = async (key: string) => { count.keys++; await page.keyboard.press(key) }
  const choose = async (selector: string, label: string) => { count.taps += 2; await page.selectOption(selector, { label }) }
  return { count, tap, type, press, choose }
}

async function signIn(page: Awaited<ReturnType<typeof openPage>>) {
  await page.fill('#email', 'tamsin.orchard@larkfield.example')
  await page.fill('#password', PASSWORD)
  await page.keyboard.press('Enter')
}

test.each([['with JavaScript', true], ['without JavaScript', false]])('a supply teacher is received in a few taps, with an active card at the end (%s)', async (_name, javaScriptEnabled) => {
  const { url, db } = await school()
  const page = await openPage({ url, javaScriptEnabled })
  const { count, tap, type, press, choose } = counted(page)
  await page.goto(`${url}/reception`)
  await signIn(page)
  await page.waitForURL(/\/reception$/)
  await expectGoodAtEverySize(page)
  await tap('#name')
  await type('Imogen Vale')
  await press('Enter')
  await page.waitForURL(/reception\/new/)
  await expectGoodAtEverySize(page)
  await choose('#class_id', 'Year 4 Oak')
  await tap('main form .button')
  await page.waitForURL(/agreements\/reception/)
  await tap('main form .button')
  await page.waitForURL(/reception\/sign/)
  const office = { ...count }
  await tap('#full_name')
  await type('Imogen Vale')
  await tap('#job_title')
  await type('Supply teacher')
  await tap('#read')
  await tap('main form .button')
  await page.getByText('your signature is kept').waitFor()
  expect([office, count]).toEqual([{ taps: 5, keys: 12 }, { taps: 9, keys: 37 }])
  await page.click('main a')
  await signIn(page)
  await page.waitForURL(/\/reception$/)
  const card = await page.locator('table.ledger').textContent()
  for (const words of ['Supply 1', 'Imogen Vale', 'Year 4 Oak', 'Marlo Finch', 'Active until the end of today']) expect(card).toContain(words)
  await expectGoodAtEverySize(page)
  expect(await db.selectFrom('signatures').select('how').execute()).toEqual([{ how: 'reception' }])
})
