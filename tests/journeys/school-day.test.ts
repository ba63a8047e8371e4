import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { countWeeks } from '../../src/figures/count.ts'
import { addAccount, addDevice, addPerson, startApp, TUESDAY } from '../support/app.ts'
import { expectAxeClean, expectNothingSideways } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { lend } from '../support/loans.ts'
import { serve } from '../support/site.ts'

/** Marlo has a laptop; he and the lead are signed in. */
async function served() {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  await addDevice(school.db, 'LT-0001')
  await lend(school, marlo, 'LT-0001')
  const found = await school.db.selectFrom('accounts').select('id').where('person_id', '=', school.lead).executeTakeFirstOrThrow()
  const signIn = (account: string) => startSession(school.db, account, 'test', TUESDAY)
  return { ...school, url: await serve(school.app), marlo: await signIn(await addAccount(school.db, marlo)), wren: await signIn(found.id) }
}

const dueOf = async ({ db }: Awaited<ReturnType<typeof served>>) => (await db.selectFrom('loans').select('due_at').executeTakeFirstOrThrow()).due_at

test('a fire drill: one button pauses the day and says so, another lets it go on, and what is due moves', async () => {
  const school = await served()
  const page = await openPage({ url: school.url, cookies: { kitbook: school.wren }, width: 390 })
  await page.goto('/')
  await page.getByRole('button', { name: 'Pause the day' }).click()
  await page.locator('#paused').getByText('The school day is paused since today 9:00 am').waitFor()
  await expectAxeClean(page)
  await expectNothingSideways(page)
  school.clock.now = new Date('2026-11-24T09:25:00.000Z')
  await page.getByRole('button', { name: 'The day goes on' }).click()
  await page.waitForURL('**/?moved=1')
  await page.locator('main').getByText('The day goes on.').waitFor()
  expect(await dueOf(school)).toBe('2026-11-24T15:55:00.000Z')
})

test('keep it longer: the borrower once from Today, and then the computing lead, on a day of their choice', async () => {
  const school = await served()
  const page = await openPage({ url: school.url, cookies: { kitbook: school.marlo }, width: 390 })
  await page.goto('/')
  await page.getByRole('link', { name: /^Keep it longer/ }).click()
  await page.getByText('You can do this once').waitFor()
  await expectAxeClean(page)
  await expectNothingSideways(page)
  await page.getByRole('button', { name: 'Keep it longer' }).click()
  await page.waitForURL((address) => !address.pathname.endsWith('/extend'))
  expect(await dueOf(school)).toBe('2026-11-25T15:30:00.000Z')
  const { id } = await school.db.selectFrom('loans').select('id').executeTakeFirstOrThrow()
  await page.goto(`/loans/${id}/extend`)
  expect(await page.getByRole('button', { name: 'Keep it longer' }).count()).toBe(0)
  const lead = await openPage({ url: school.url, cookies: { kitbook: school.wren } })
  await lead.goto(`/loans/${id}/extend`)
  await lead.getByLabel('Or on another day').fill('27 11 2026')
  await lead.getByLabel('At what time').fill('noon')
  await lead.getByRole('button', { name: 'Keep it longer' }).click()
  await lead.waitForFunction(() => document.title.startsWith('Error'))
  await lead.getByLabel('At what time').fill('12:00')
  await lead.getByRole('button', { name: 'Keep it longer' }).click()
  await lead.waitForURL((address) => !address.pathname.endsWith('/extend'))
  expect(await dueOf(school)).toBe('2026-11-27T12:00:00.000Z')
})

test('figures: each chart has its numbers beneath, and paper has them whole', async () => {
  const school = await served()
  await countWeeks(school.db)
  const page = await openPage({ url: school.url, cookies: { kitbook: school.wren }, width: 390 })
  await page.goto('/figures')
  for (const name of ['Loans a week', 'Loans by type']) {
    expect(await page.getByRole('img', { name: new RegExp(`^${name}`) }).count()).toBe(1)
    await page.getByRole('table', { name, exact: true }).waitFor()
  }
  await expectAxeClean(page)
  await expectNothingSideways(page)
  const long = page.getByRole('region', { name: 'Loans a week, as numbers' })
  const hidden = () => long.evaluate((box) => box.scrollHeight - box.clientHeight)
  expect(await hidden()).toBeGreaterThan(100)
  await page.emulateMedia({ media: 'print' })
  expect(await hidden()).toBe(0)
})
