import { expect, test } from 'vitest'
import { buildDemoSchool } from '../../db/seeds/demo-school.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { appOn, startApp, TUESDAY } from '../support/app.ts'
import { expectAxeClean, expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { serve } from '../support/site.ts'

async function demonstration() {
  const db = await freshDatabase()
  await buildDemoSchool(db, { now: TUESDAY })
  const lead = await db.selectFrom('accounts as a').innerJoin('person_roles as r', 'r.person_id', 'a.person_id')
    .select('a.id').where('r.role', '=', 'lead').executeTakeFirstOrThrow()
  return { db, url: await serve(appOn(db, { now: TUESDAY })), cookies: { kitbook: await startSession(db, lead.id, 'test', TUESDAY) } }
}

test('the calendar and its question are clean to axe and fit, narrow and wide, light and dark', async () => {
  const { db: _, ...wishes } = await demonstration()
  const page = await openPage(wishes)
  await page.goto('/calendar')
  await expectGoodAtEverySize(page)
  await page.getByText('Close a day, or add an INSET or short day').click()
  await page.getByLabel('Day', { exact: true }).fill('24 11 2026')
  await page.getByRole('button', { name: 'Add to the calendar' }).click()
  await page.getByRole('heading', { name: 'Open loans would be due at another time' }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Change nothing' }).click()
  await page.getByText('Close a day, or add an INSET or short day').click()
  await page.getByLabel('Day', { exact: true }).fill('25 11 2026')
  await page.getByRole('button', { name: 'Add to the calendar' }).click()
  await page.getByRole('button', { name: /cancel the reservations$/ }).waitFor()
  await expectGoodAtEverySize(page)
  await page.getByRole('link', { name: 'Change nothing' }).click()
  await page.getByRole('button', { name: 'Save the half-terms' }).waitFor()
  await page.getByLabel('First day, half-term 2').fill('1 9 2026')
  await page.getByRole('button', { name: 'Save the half-terms' }).click()
  await page.getByRole('link', { name: 'Half-term 2 begins before the one above it has ended' }).click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('first_2')
  await expectAxeClean(page)
})

test.each([true, false])('a snow day said from a phone: what is out is due the day after (scripts: %s)', async (javaScriptEnabled) => {
  const { db, app, lead } = await startApp()
  const url = await serve(app)
  const { id } = await db.selectFrom('accounts').select('id').where('person_id', '=', lead).executeTakeFirstOrThrow()
  const page = await openPage({ url, width: 390, javaScriptEnabled, cookies: { kitbook: await startSession(db, id, 'test', TUESDAY) } })
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Calendar' }).click()
  await page.getByText('Close a day, or add an INSET or short day').click()
  await page.getByLabel('Day', { exact: true }).fill('25 11 2026')
  await page.getByLabel(/^Name/).first().fill('Snow')
  await page.getByRole('button', { name: 'Add to the calendar' }).click()
  await page.getByText('The calendar is changed.').waitFor()
  expect((await readCalendar(db)).special.get('2026-11-25')).toMatchObject({ kind: 'closed', name: 'Snow' })
})
