import { expect, test } from 'vitest'
import { buildDemoSchool } from '../../db/seeds/demo-school.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { appOn, TUESDAY } from '../support/app.ts'
import { expectAxeClean, expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { serve } from '../support/site.ts'

/** The demonstration school, with its lead signed in. */
async function school() {
  const db = await freshDatabase()
  const { accounts } = await buildDemoSchool(db, { now: TUESDAY })
  await writeSettings(db, { is_demo: true, demo_accounts: accounts })
  const url = await serve(appOn(db, { now: TUESDAY }))
  const lead = accounts.find(({ role }) => role.includes('lead')) ?? accounts[0]!
  const { id } = await db.selectFrom('accounts').select('id').where('email', '=', lead.email).executeTakeFirstOrThrow()
  return { db, url, cookies: { kitbook: await startSession(db, id, 'test', TUESDAY) } }
}

type Db = Awaited<ReturnType<typeof school>>['db']

/** A device in each state, so that every card and every next act is looked at. */
async function codesByState(db: Db): Promise<string[]> {
  const one = (join: (q: ReturnType<typeof from>) => ReturnType<typeof from>) => join(from()).executeTakeFirst()
  const from = () => db.selectFrom('devices as d').select('d.code').orderBy('d.code').limit(1)
  const found = await Promise.all([
    one((q) => q.where('d.id', 'in', db.selectFrom('loans').select('device_id').where('returned_at', 'is', null).where('voided_at', 'is', null))),
    one((q) => q.where('d.id', 'in', db.selectFrom('allocations').select('device_id').where('until_at', 'is', null))),
    one((q) => q.where('d.id', 'in', db.selectFrom('out_of_use').select('device_id').where('until_at', 'is', null))),
    one((q) => q.where('d.id', 'not in', db.selectFrom('loans').select('device_id').where('returned_at', 'is', null))),
  ])
  return found.filter((row) => row !== undefined).map(({ code }) => code)
}

test('devices, sets and settings are clean to axe and fit, narrow and wide, light and dark', async () => {
  const { db, ...wishes } = await school()
  const page = await openPage(wishes)
  const codes = await codesByState(db)
  const set = await db.selectFrom('sets').select('code').orderBy('code').executeTakeFirstOrThrow()
  const type = await db.selectFrom('device_types').select('id').executeTakeFirstOrThrow()
  const paths = [
    '/devices', '/devices?q=nothing-like-it', '/devices/new', `/devices/${codes[0]}/edit`, ...codes.map((code) => `/devices/${code}`),
    `/out-of-use/new?device=${codes[0]}`, `/allocations/new?device=${codes.at(-1)}`, '/sets', `/sets/${set.code}`, '/sets/new',
    `/sets/${set.code}/edit`, '/settings', '/settings/types', `/settings/types/${type.id}`, '/t/NOPE',
  ]
  for (const path of paths) {
    await page.goto(path)
    await expectGoodAtEverySize(page)
  }
})

test('typing narrows the list at once: the focus stays, the address follows, and Back and a reload keep it', async () => {
  const page = await openPage(await school())
  await page.goto('/devices')
  await page.getByLabel('Search').pressSequentially('ironkey 0003')
  await page.locator('.count', { hasText: '1 device' }).first().waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('ironkey 0003')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
  await page.getByLabel('Search').fill('')
  await page.getByLabel('Type').selectOption('Laptop')
  await page.getByLabel('State').selectOption('Out')
  await page.waitForURL(/state=out/)
  await page.waitForLoadState('networkidle')
  const count = await page.locator('#list .count').first().textContent()
  await page.locator('#list a.code').first().click()
  await page.waitForURL(/\/devices\/LT-/)
  await page.goBack()
  await expect.poll(() => page.locator('#list .count').first().textContent()).toBe(count)
  expect(await page.getByLabel('Type').inputValue()).toBe('laptop')
  await page.reload()
  expect(await page.locator('#list .count').first().textContent()).toBe(count)
})

test('a trolley is filled by scanner alone, and a scan that fails leaves the focus where the next one goes', async () => {
  const { db, ...wishes } = await school()
  const page = await openPage(wishes)
  await page.goto('/sets/new')
  await page.getByLabel('What it is called').fill('Spare trolley')
  await page.getByLabel('How many slots').fill('3')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByLabel('Scan or type its code').focus()
  for (const code of ['LT-0001', 'lt-0002', 'LT-0001', 'NOT-OURS']) {
    await scan(page, code)
    await page.getByText(code === 'NOT-OURS' ? 'No device has the code NOT-OURS' : `${code.toUpperCase()} is in slot`).first().waitFor()
  }
  await expectAxeClean(page)
  await scan(page, 'LT-0003')
  await page.getByText('LT-0003 is in slot 3').first().waitFor()
  const rows = await db.selectFrom('devices').select(['code', 'slot']).where('code', 'in', ['LT-0001', 'LT-0002', 'LT-0003']).orderBy('slot').execute()
  expect(rows).toEqual([{ code: 'LT-0001', slot: 1 }, { code: 'LT-0002', slot: 2 }, { code: 'LT-0003', slot: 3 }])
})

test('without JavaScript: search, register with a mistake put right, book out, bring back, look at the past', async () => {
  const page = await openPage({ ...await school(), javaScriptEnabled: false, width: 390 })
  await page.goto('/devices')
  await page.getByLabel('Search').fill('bee-bot')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('18 devices').first().waitFor()
  await page.goto('/devices/new?code=LT-0999')
  await page.getByLabel('For how much').fill('lots')
  await page.getByRole('button', { name: 'Register the device' }).click()
  expect(await page.title()).toContain('Error: Register a device')
  await expectAxeClean(page)
  await page.getByLabel('For how much').fill('£649')
  await page.getByRole('button', { name: 'Register the device' }).click()
  await page.getByLabel('What it is for').fill('Phonics')
  await page.getByRole('button', { name: 'Book out LT-0999' }).click()
  await page.getByText('LT-0999 is booked out to you').waitFor()
  await page.getByRole('group', { name: 'Is it on charge?' }).getByLabel('Yes', { exact: true }).check()
  await page.getByRole('button', { name: 'Bring back LT-0999' }).click()
  await page.getByText('on charge').first().waitFor()
  await page.goto('/devices/CB-0001')
  await page.getByRole('link', { name: 'Earlier' }).click()
  await page.getByRole('link', { name: 'Back to the newest' }).waitFor()
})

test('by keyboard: the earlier past takes its place, and Back brings the later one again', async () => {
  const page = await openPage(await school())
  await page.goto('/devices/CB-0001')
  const first = () => page.locator('#past time').first().textContent()
  const newest = await first()
  await page.getByRole('link', { name: 'Earlier' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Back to the newest' }).waitFor()
  expect(await first()).not.toBe(newest)
  await page.goBack()
  await page.waitForURL(/CB-0001$/)
  await expect.poll(first).toBe(newest)
})
