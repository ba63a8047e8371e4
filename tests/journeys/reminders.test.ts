import { expect, test } from 'vitest'
import { buildDemoSchool } from '../../db/seeds/demo-school.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { newId } from '../../src/database/ids.ts'
import { writeJobRun } from '../../src/jobs/store.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { appOn } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { serve } from '../support/site.ts'

const AFTERNOON = new Date('2026-11-24T15:50:00.000Z')

/** The demonstration school after its end-of-day check; one job has failed. */
async function afternoon() {
  const db = await freshDatabase()
  await buildDemoSchool(db, { now: AFTERNOON })
  await sendReminders(db, 'http://localhost:3000', AFTERNOON)
  const at = AFTERNOON.toISOString()
  await writeJobRun(db, { what: 'write reminders', started_at: at, ended_at: at, result: '7 letters written', error: '' })
  await writeJobRun(db, { what: 'back up', started_at: at, ended_at: at, result: '', error: 'no room left on the disk' })
  const lead = await db.selectFrom('accounts as a').innerJoin('person_roles as r', 'r.person_id', 'a.person_id')
    .select('a.id').where('r.role', '=', 'lead').executeTakeFirstOrThrow()
  return { db, url: await serve(appOn(db, { now: AFTERNOON })), cookies: { kitbook: await startSession(db, lead.id, newId(), AFTERNOON) } }
}

test('reminders, their letters, the jobs and the mail are clean to axe and fit, narrow and wide, light and dark', async () => {
  const { db: _, ...wishes } = await afternoon()
  const page = await openPage(wishes)
  await page.goto('/settings/reminders')
  for (const summary of await page.locator('main summary').all()) await summary.click()
  await expectGoodAtEverySize(page)
  for (const address of ['/settings/jobs', '/settings/mail']) {
    await page.goto(address)
    await expectGoodAtEverySize(page)
  }
})

test.each([true, false])('reminders are set, refused beside the field, and tried on oneself (scripts: %s)', async (javaScriptEnabled) => {
  const { db, ...wishes } = await afternoon()
  const page = await openPage({ ...wishes, javaScriptEnabled })
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Reminders' }).click()
  await page.getByLabel('Minutes before the school day ends').fill('soon')
  await page.getByRole('button', { name: 'Save the reminders' }).click()
  await page.getByRole('link', { name: 'Write a whole number from 5 to 240' }).click()
  await page.getByLabel('Minutes before the school day ends').fill('45')
  await page.getByLabel('Evening list to the computing lead').uncheck()
  await page.getByRole('button', { name: 'Save the reminders' }).click()
  await page.getByText('The reminders are saved.').first().waitFor()
  expect(await page.getByLabel('Evening list to the computing lead').isChecked()).toBe(false)
  await page.getByText(/^To a borrower: /).click()
  await page.getByRole('button', { name: 'Send me a trial of this letter: To a borrower' }).click()
  await page.getByText('A trial of the letter is in the outbox.').first().waitFor()
  const { subject } = await db.selectFrom('outbox').select('subject').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()
  expect(subject).toMatch(/^A trial, nothing to do: Please bring back /)
})
