import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { seeToNewYear } from '../../src/new-year/effect/nightly.ts'
import { addAccount } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { nowOf } from '../support/run-up.ts'
import { serve } from '../support/site.ts'
import { type July, julySchool } from '../new-year/support.ts'

async function pageOf(school: July, url: string, person: string, javaScriptEnabled = true) {
  const account = await school.db.selectFrom('accounts').select('id').where('person_id', '=', person).executeTakeFirst()
  const kitbook = await startSession(school.db, account?.id ?? await addAccount(school.db, person), 'test', school.clock.now)
  return openPage({ url, cookies: { kitbook }, javaScriptEnabled })
}

test('in July the lead prepares the year, mends what the dry run finds, and on 1 September it stands; the book keeps the old names', async () => {
  const school = await julySchool()
  const url = await serve(school.app)
  const page = await pageOf(school, url, school.lead)
  await page.goto('/')
  await page.getByRole('link', { name: 'Prepare it' }).click()
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Begin the plan for 2027/28' }).click()
  await page.locator('#main').getByText('The plan is begun').waitFor()
  await expectGoodAtEverySize(page)

  await page.getByRole('link', { name: 'Classes', exact: true }).last().click()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Year 6 Ash' }).click()
  await page.getByLabel('Name in the new year').fill('Year 5 Elm')
  await expectGoodAtEverySize(page)
  await page.getByRole('button', { name: 'Save the class' }).click()

  await page.getByRole('link', { name: 'Dry run' }).click()
  const against = page.locator('#against')
  await against.getByRole('rowheader', { name: 'Year 5 Elm is planned twice' }).waitFor()
  await against.getByRole('rowheader', { name: /^Ines Okoro, planned for Year 4 Oak, leaves/ }).waitFor()
  await expectGoodAtEverySize(page)
  await against.getByRole('link', { name: /^Give it another name/ }).click()
  await page.getByLabel('Name in the new year').fill('Year 6 Birch')
  await page.getByRole('button', { name: 'Save the class' }).click()

  await page.getByRole('link', { name: 'Leavers and joiners' }).click()
  await expectGoodAtEverySize(page)
  await page.getByLabel('Who answers for Year 4 Oak instead?').selectOption({ label: 'Tove Ashdown, begins Wed 1 Sept' })
  await page.getByLabel('Where does LT-0001 go?').selectOption({ label: 'Tove Ashdown, begins Wed 1 Sept' })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('answers for Year 4 Oak, LT-0001').waitFor()
  await page.getByRole('link', { name: 'Trolleys' }).last().click()
  await page.getByLabel('iPad trolley A').selectOption({ label: 'Year 6 Birch' })
  await page.getByRole('button', { name: 'Save the trolleys' }).click()
  await page.locator('#main').getByText('The trolleys are planned').waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await page.getByRole('button', { name: 'The plan is ready' }).click()
  await page.getByText('Ready: it takes effect by itself').waitFor()

  await school.db.updateTable('allocations').set({ until_at: nowOf('2027-07-21').toISOString() }).where('keeper_id', '=', school.ines).execute()
  school.clock.now = nowOf('2027-09-01', '07:30')
  await seeToNewYear(school.db, school.clock.now)
  const after = await pageOf(school, url, school.lead)
  await after.goto('/new-year')
  await after.getByText('went to Tove Ashdown').waitFor()
  expect(await after.locator('#left').count()).toBe(0)
  await expectGoodAtEverySize(after)
  await after.getByRole('link', { name: 'Year 4 Oak' }).click()
  await after.locator('.code', { hasText: 'CL-4OAK' }).waitFor()
  await after.goto('/sets/TR-0001')
  await after.getByText('Stands with Year 6 Birch.').waitFor()
  await expectGoodAtEverySize(after)
  await after.goto('/sets')
  await expectGoodAtEverySize(after)
  await after.goto('/classes')
  await after.getByRole('link', { name: '2026/27' }).click()
  await after.getByRole('link', { name: 'Year 6 Ash' }).waitFor()
  const tove = await pageOf(school, url, school.tove)
  await tove.goto('/allocations/mine')
  await tove.locator('.code', { hasText: 'LT-0001' }).first().waitFor()
})

test('without JavaScript a plan is begun, put right and made ready by plain forms', async () => {
  const school = await julySchool()
  const page = await pageOf(school, await serve(school.app), school.lead, false)
  await page.goto('/new-year')
  await page.getByRole('button', { name: 'Begin the plan for 2027/28' }).click()
  await page.goto('/new-year/classes/new')
  await page.getByRole('button', { name: 'Save the class' }).click()
  await page.getByText('Enter the name of the class').first().waitFor()
  await page.getByLabel('Name in the new year').fill('Nursery')
  await page.getByRole('button', { name: 'Save the class' }).click()
  await page.getByRole('link', { name: 'Nursery' }).waitFor()
  await page.goto('/new-year')
  await page.getByRole('button', { name: 'The plan is ready' }).click()
  await page.getByRole('button', { name: 'Make it a draft again' }).waitFor()
})
