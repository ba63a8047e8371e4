import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { expectAxeClean, expectNothingSideways } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { servedDesk } from '../support/desk-school.ts'

async function signedInLead() {
  const school = await servedDesk()
  const { id } = await school.db.selectFrom('accounts').select('id').where('person_id', '=', school.lead).executeTakeFirstOrThrow()
  return { ...school, cookies: { kitbook: await startSession(school.db, id, 'test', school.clock.now) } }
}

test('a trolley’s labels are made from the second label of a half-used sheet on, by mouse and by keyboard', async () => {
  const page = await openPage(await signedInLead())
  await page.goto('/labels?set=TR-A')
  await expectAxeClean(page)
  await page.getByLabel('Sheet', { exact: true }).selectOption('L6012')
  await page.getByText('16 labels on 2 sheets').waitFor()
  await page.getByRole('radio', { name: 'Label 2, row 1, column 2' }).check()
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('radio', { name: 'Label 3, row 2, column 1' }).isChecked()).toBe(true)
  await page.getByText('If the printer is a little off').click()
  await page.getByLabel('Move everything right by').fill('99')
  await page.getByRole('button', { name: 'Make the labels' }).click()
  await page.getByRole('link', { name: 'Write millimetres from -10 to 10' }).waitFor()
  await expectAxeClean(page)
  await page.getByLabel('Move everything right by').fill('1.5')
  await page.getByRole('button', { name: 'Make the labels' }).click()
  await page.getByRole('heading', { name: '16 labels on 2 sheets of L6012' }).waitFor()
  await expectAxeClean(page)
  const href = await page.getByRole('link', { name: 'Open the PDF' }).getAttribute('href')
  const answer = await page.request.get(href!)
  expect(answer.headers()['content-type']).toBe('application/pdf')
})

test('without JavaScript the form shows what comes out and makes it, on an old phone too', async () => {
  const page = await openPage({ ...await signedInLead(), javaScriptEnabled: false, width: 320, colorScheme: 'dark' })
  for (const what of ['devices', 'sets', 'badges', 'classes', 'supply', 'blank']) {
    await page.goto(`/labels?what=${what}`)
    await expectNothingSideways(page)
    await expectAxeClean(page)
  }
  await page.goto('/labels')
  await page.getByLabel('Only these codes').fill('LT-0001 IP-0001')
  await page.getByLabel('Sheet', { exact: true }).selectOption('L6008')
  await page.getByRole('button', { name: 'Show what comes out' }).click()
  await page.getByText('2 labels on 1 sheet').waitFor()
  await expectNothingSideways(page)
  await page.getByRole('radio', { name: 'Label 189,' }).check()
  await page.getByRole('button', { name: 'Make the labels' }).click()
  await page.getByRole('link', { name: 'Open the PDF' }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('2 labels on 2 sheets of L6008')
})
