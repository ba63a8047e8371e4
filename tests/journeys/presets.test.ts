import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'

async function leadsPage(wishes: object = {}) {
  const { app, db, clock, lead } = await startApp()
  const { id } = await db.selectFrom('accounts').select('id').where('person_id', '=', lead).executeTakeFirstOrThrow()
  return { db, page: await openPage({ url: await serve(app), cookies: { kitbook: await startSession(db, id, 'test', clock.now) }, ...wishes }) }
}

test('from the first steps to the rules, what they would change, and on them: without JavaScript, on a telephone', async () => {
  const { db, page } = await leadsPage({ javaScriptEnabled: false, width: 390 })
  await page.goto('/')
  await page.getByRole('link', { name: 'Choose the rules to start from' }).click()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Signed every year' }).click()
  await page.getByRole('heading', { name: 'What would change' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Choose these rules' }).click()
  await page.getByText('Your school is on these rules, as they stand.').waitFor()
  await expectGoodAtEverySize(page)
  expect((await readSettings(db)).preset).toBe('signed-yearly')
})

test('somebody else’s change in between leads back to what would change now, by keyboard alone', async () => {
  const { db, page } = await leadsPage()
  await page.goto('/settings/presets/asked-first')
  await writeSettings(db, { return_checklist: false })
  await page.getByRole('button', { name: 'Choose these rules' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.error-summary:focus').waitFor()
  await expectGoodAtEverySize(page)
  expect(await page.title()).toMatch(/^Error: /)
  await page.getByRole('button', { name: 'Choose these rules' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('as they stand').waitFor()
})

test('a telephone of one’s own and a master password are written down at every size, without JavaScript', async () => {
  const { db, page } = await leadsPage({ javaScriptEnabled: false, width: 390 })
  await writeSettings(db, { personal_devices: 'declared', personal_device_conditions: ['locked', 'encrypted'], master_passwords: true })
  await page.goto('/account')
  await page.getByRole('link', { name: 'declare it' }).click()
  await page.getByRole('button', { name: 'Declare it' }).click()
  await page.getByText('Say what it is').first().waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('What it is', { exact: true }).fill('Pixel 8 telephone')
  await page.getByLabel('What you use it for').fill('School e-mail')
  for (const words of [/^It is locked/, /^It is encrypted/]) await page.getByLabel(words).check()
  await page.getByRole('button', { name: 'Declare it' }).click()
  await page.getByText('In use').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Everybody’s devices' }).click()
  await expectGoodAtEverySize(page)
  await page.goto('/settings/personal-devices')
  await expectGoodAtEverySize(page)
  await page.goto('/settings')
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Master passwords' }).click()
  await expectGoodAtEverySize(page)
  await page.getByLabel('What it opens').fill('Server administrator')
  await page.getByLabel('Who holds it').selectOption({ label: 'Wren Calloway' })
  await page.getByRole('button', { name: 'Write it down' }).click()
  await page.getByText('Only one person holds it').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: /^Somebody else holds it/ }).click()
  await expectGoodAtEverySize(page)
  await page.goto('/')
  await page.getByText('Only one person holds it').waitFor()
  await expectGoodAtEverySize(page)
})
