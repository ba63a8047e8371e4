import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { begin } from '../../src/imports/running.ts'
import { startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

async function school() {
  const { app, db, clock, lead } = await startApp()
  const { id } = await db.selectFrom('accounts').select('id').where('person_id', '=', lead).executeTakeFirstOrThrow()
  return { db, url: await serve(app), cookies: { kitbook: await startSession(db, id, 'test', clock.now) } }
}

async function read(page: Page, file: string | { name: string, text: string }): Promise<void> {
  await page.goto('/imports')
  const chosen = typeof file === 'string' ? fixture(file) : { name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) }
  await page.getByLabel('File').setInputFiles(chosen)
  await page.getByRole('button', { name: 'Read the list' }).click()
  await page.waitForURL(/imports/)
}

const press = (page: Page, name: RegExp | string) => page.getByRole('button', { name }).click()

test('every page of an import is clean to axe and fits, narrow and wide, light and dark', async () => {
  const { db, ...wishes } = await school()
  const page = await openPage(wishes)
  const look = () => expectGoodAtEverySize(page)
  await page.goto('/imports')
  await look()
  await press(page, 'Read the list')
  await look()
  await read(page, { name: 'ours.csv', text: 'alpha,beta,gamma,Wi-Fi key\nLT-1,Visualiser,S1,x\nLT-2,Laptop,S2,y\n' })
  await look()
  await press(page, 'Show the preview')
  await look()
  for (const [column, meaning] of [['alpha', 'code'], ['beta', 'item'], ['gamma', 'serial']] as const) {
    await page.getByLabel(`${column} means`).selectOption(meaning)
  }
  await press(page, 'Show the preview')
  await look()
  await read(page, 'school-spreadsheet.csv')
  await look()
  await page.getByLabel('Day first').check()
  await press(page, 'Show the preview')
  await look()
  await read(page, 'intune-all-devices.csv')
  await look()
  await press(page, 'Bring in 62 devices')
  await look()
  await read(page, 'snipe-it-assets.csv')
  await look()
  await read(page, 'mis-staff-list.csv')
  await page.getByRole('link', { name: 'Problems', exact: true }).click()
  await look()
  await page.goto('/imports')
  await look()
  const imp = await db.selectFrom('imports').select('id').where('state', '=', 'preview').executeTakeFirstOrThrow()
  await db.updateTable('imports').set({ state: 'reading', progress: 40 }).where('id', '=', imp.id).execute()
  let end = () => {}
  begin(imp.id, () => new Promise((resolve) => { end = resolve }), async () => {})
  await page.goto(`/imports/${imp.id}`)
  await look()
  await db.updateTable('imports').set({ state: 'preview' }).where('id', '=', imp.id).execute()
  end()
  await page.getByText('Preview of').waitFor()
})

test('a list is brought in and undone without JavaScript', async () => {
  const { db, ...wishes } = await school()
  const page = await openPage({ ...wishes, javaScriptEnabled: false })
  await read(page, 'jamf-school-devices.csv')
  await press(page, 'Bring in 90 devices')
  await page.getByText('90 new').waitFor()
  expect(await db.selectFrom('devices').select('id').execute()).toHaveLength(90)
  await page.getByText('Undo this import').click()
  await press(page, 'Undo')
  await page.getByText('Everything is as it was').waitFor()
  expect(await db.selectFrom('devices').select('id').execute()).toHaveLength(0)
})
