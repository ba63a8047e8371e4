import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { addAccount, addDevice, addPerson, startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

test('a technician brings evidence in without JavaScript: one with keys is refused, one that names no computer is asked about', async () => {
  const kit = await startApp()
  const { db, clock } = kit
  await addDevice(db, 'LT-0001')
  const technician = await addAccount(db, await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] }))
  const page = await openPage({ url: await serve(kit.app), javaScriptEnabled: false, cookies: { kitbook: await startSession(db, technician, 'test', clock.now) } })
  await page.goto('/device-checks')
  await page.getByRole('link', { name: 'Evidence files' }).click()
  await page.getByLabel('File').setInputFiles(fixture('bitlocker-with-recovery-password.json'))
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByText('It was refused whole').first().waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('File').setInputFiles(fixture('manage-bde-status.txt'))
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByLabel('Which device is it?').fill('NOPE')
  await page.getByRole('button', { name: 'Write down what the file says' }).click()
  await page.getByText('NOPE is not the tag of a device').first().waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('Which device is it?').fill('LT-0001')
  await page.getByRole('button', { name: 'Write down what the file says' }).click()
  await page.getByText('Written down: 0 passes, 1 fail').waitFor()
  await expectGoodAtEverySize(page)
  await page.goto('/device-checks/powershell')
  await expectGoodAtEverySize(page)
  expect(await db.selectFrom('device_checks').select('finding').execute()).toEqual([{ finding: 'protection suspended' }])
})
