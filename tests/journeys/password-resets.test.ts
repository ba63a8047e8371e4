import { expect, test } from 'vitest'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { newId } from '../../src/database/ids.ts'
import { insertKind } from '../../src/device-checks/kinds-store.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addAccount, addDevice, addPerson, startApp } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { given } from '../support/keepers.ts'
import { serve } from '../support/site.ts'

async function school() {
  const kit = await startApp()
  const { db, clock } = kit
  await enterHalfTerms(db)
  const laptops = []
  for (let i = 1; i <= 4; i++) laptops.push(await addDevice(db, `LT-000${i}`))
  await db.updateTable('devices').set({ created_at: '2025-09-10T09:00:00.000Z' }).execute()
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await giveToKeeper(db, newFormKey(), { ...given, device_id: laptops[0]!, keeper_id: marlo, actor: { person_id: kit.lead, desk_id: null } }, new Date('2025-09-11T09:00:00.000Z'))
  const url = await serve(kit.app)
  const accountOf = async (id: string) => (await db.selectFrom('accounts').select('id').where('person_id', '=', id).executeTakeFirst())?.id ?? addAccount(db, id)
  const pageFor = async (id: string, wishes: object = {}) => openPage({ url, cookies: { kitbook: await startSession(db, await accountOf(id), 'test', clock.now) }, ...wishes })
  return { ...kit, marlo, pageFor }
}

test('a keeper goes from Today to “I have reset it”, without JavaScript; then the lead writes the rest down and finds none left', async () => {
  const { db, marlo, lead, pageFor } = await school()
  const keeper = await pageFor(marlo, { javaScriptEnabled: false, width: 390 })
  await keeper.goto('/')
  await keeper.getByRole('link', { name: 'I have reset it' }).click()
  await expectGoodAtEverySize(keeper)
  await keeper.getByRole('button', { name: 'I have reset LT-0001' }).click()
  await keeper.getByText('LT-0001: written down as reset').waitFor()
  await expectGoodAtEverySize(keeper)
  const page = await pageFor(lead)
  await page.goto('/device-checks')
  await page.getByRole('link', { name: 'Password resets' }).click()
  await page.getByText('3 devices, 3 late').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByLabel('LT-0002 was reset').check()
  await page.getByRole('button', { name: 'Write down those ticked' }).click()
  await page.getByText('LT-0002: written down as reset').waitFor()
  await page.getByRole('button', { name: 'Write down all 2 of this list' }).click()
  await page.getByText('Every password is reset.').waitFor()
  await expectGoodAtEverySize(page)
  expect(await db.selectFrom('password_resets').select('id').execute()).toHaveLength(4)
})

test('the technician scans, types 1 for the check and 1 for the reset, and scans on', async () => {
  const { db, pageFor } = await school()
  const page = await pageFor(await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] }))
  await page.goto('/device-checks')
  await page.locator('#check-scan:focus').waitFor()
  for (const code of ['LT-0001', 'LT-0002']) {
    await scan(page, code)
    await page.locator('#checking-title', { hasText: code }).waitFor()
    await expectGoodAtEverySize(page)
    await scan(page, '1')
    await page.getByText(`${code} passed`).first().waitFor()
    await page.locator('#check-scan:focus').waitFor()
    await scan(page, '1')
    await page.getByText(`${code}: password reset written down`).first().waitFor()
    await page.locator('#check-scan:focus').waitFor()
  }
  const kept = await db.selectFrom('password_resets').select('how').execute()
  expect(kept.map(({ how }) => how)).toEqual(['device check', 'device check'])
})

test('settings, a kind of check, striking out and who else knows it are good at every size', async () => {
  const { db, lead, pageFor } = await school()
  await writeSettings(db, { password_known_to: true })
  const { id } = await db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  await insertKind(db, { id: newId(), name: 'PAT', days: 365 }, [id])
  const page = await pageFor(lead)
  await page.goto('/settings/password-resets')
  await expectGoodAtEverySize(page)
  await page.goto('/settings/checks')
  await page.getByRole('link', { name: /^Change.*PAT/ }).click()
  await expectGoodAtEverySize(page)
  await page.goto('/devices/LT-0001')
  await page.getByRole('button', { name: 'I have reset it' }).click()
  await page.getByText('Also known to: nobody else').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Change', exact: true }).last().click()
  await page.getByLabel('Marlo Finch').check()
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Save the names' }).click()
  await page.getByText('Also known to: Marlo Finch').waitFor()
  await page.getByRole('link', { name: /^Strike it out/ }).click()
  await page.getByRole('button', { name: 'Strike it out' }).click()
  await page.getByText('Say what was wrong with it').first().waitFor()
  await expectGoodAtEverySize(page)
})
