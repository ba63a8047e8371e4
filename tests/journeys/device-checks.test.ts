import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { newId } from '../../src/database/ids.ts'
import { insertKind } from '../../src/device-checks/kinds-store.ts'
import { addAccount, addDevice, addPerson, startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { serve } from '../support/site.ts'

const CODES = Array.from({ length: 30 }, (_, i) => `LT-${String(i + 1).padStart(4, '0')}`)

async function school() {
  const kit = await startApp()
  for (const code of CODES) await addDevice(kit.db, code)
  const technician = await addAccount(kit.db, await addPerson(kit.db, { name: 'Tavish Brook', roles: ['technician'] }))
  return { ...kit, url: await serve(kit.app), kitbook: await startSession(kit.db, technician, 'test', kit.clock.now) }
}

test('thirty laptops are checked by scanner and keys alone, without JavaScript', async () => {
  const { db, url, kitbook } = await school()
  const page = await openPage({ url, cookies: { kitbook }, javaScriptEnabled: false })
  await page.goto('/device-checks')
  const ready = () => page.locator('#check-scan:focus').waitFor()
  for (const code of CODES) {
    await scan(page, code)
    await page.locator('#checking-title', { hasText: code }).waitFor()
    await ready()
    await scan(page, code === 'LT-0007' ? '2' : '1')
    await page.locator('.answer-word', { hasText: code === 'LT-0007' ? 'LT-0007 failed' : `${code} passed` }).waitFor()
    await ready()
  }
  const kept = await db.selectFrom('device_checks').select(['finding', 'passed']).execute()
  expect([kept.length, kept.filter(({ passed }) => passed === 1).length]).toEqual([30, 29])
  await page.goto('/device-checks/list')
  await page.getByText('1 device. Checks: Laptop 1').waitFor()
})

test('a finding is tapped, the next check of the same device is asked for, and the focus is in the scan box', async () => {
  const { db, url, kitbook } = await school()
  const { id } = await db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  await insertKind(db, { id: newId(), name: 'PAT', days: 365 }, [id])
  const page = await openPage({ url, cookies: { kitbook }, width: 390 })
  await page.goto('/device-checks')
  await page.locator('#check-scan:focus').waitFor()
  await scan(page, 'LT-0001')
  await page.getByRole('button', { name: 'Protection suspended' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Protection suspended' }).click()
  await page.getByText('LT-0001 failed').first().waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('check-scan')
  await page.getByRole('button', { name: /^2 Not in order/ }).waitFor()
  await expectGoodAtEverySize(page)
  await page.goto('/device-checks/list')
  await expectGoodAtEverySize(page)
  await page.goto('/devices/LT-0001')
  await page.getByRole('heading', { name: 'Checks' }).waitFor()
  await expectGoodAtEverySize(page)
})
