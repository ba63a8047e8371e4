import { expect, test } from 'vitest'
import { buildDemoSchool } from '../../db/seeds/demo-school.ts'
import { setPin } from '../../src/accounts/pin.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { readConfig } from '../../src/config.ts'
import { queueMail } from '../../src/mail/queue.ts'
import { publicAddress } from '../../src/mail/address.ts'
import { addPerson, appOn, startApp, TUESDAY } from '../support/app.ts'
import { expectAxeClean, expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { serve } from '../support/site.ts'

/** The demonstration school in the middle of a lesson, with its lead signed in. */
async function demonstration() {
  const db = await freshDatabase()
  await buildDemoSchool(db, { now: TUESDAY })
  const lead = await db.selectFrom('accounts as a').innerJoin('person_roles as r', 'r.person_id', 'a.person_id')
    .select(['a.id', 'a.person_id']).where('r.role', '=', 'lead').executeTakeFirstOrThrow()
  const url = await serve(appOn(db, { now: TUESDAY }))
  return { db, url, lead, cookies: { kitbook: await startSession(db, lead.id, 'Firefox/130 on Windows', TUESDAY) } }
}

type Db = Awaited<ReturnType<typeof demonstration>>['db']

async function interestingPaths(db: Db, leadId: string): Promise<string[]> {
  const busy = await db.selectFrom('loans').select('borrower_id').where('returned_at', 'is', null).where('voided_at', 'is', null)
    .groupBy('borrower_id').orderBy((e) => e.fn.countAll(), 'desc').limit(1).executeTakeFirstOrThrow()
  const card = await db.selectFrom('class_cards').select(['class_id', 'id']).limit(1).executeTakeFirstOrThrow()
  await setPin(db, leadId, '2580', TUESDAY)
  const letter = { person_id: null, to: 'wren@larkfield.example', subject: 'Nothing to do', letter: 'test', model: { name: 'Wren', school: 'Larkfield', link: 'http://localhost:3000' } }
  await queueMail(db, letter, TUESDAY)
  return [
    '/people', '/people?q=nobody-like-it', '/people?here=left', `/people/${busy.borrower_id}`, `/people/${busy.borrower_id}/edit`, `/people/${leadId}`,
    '/people/new', '/reception', '/reception/new?name=Imogen', '/settings/limits', '/certificate', '/classes', `/classes/${card.class_id}`, `/classes/${card.class_id}/cards/new`, '/classes/new', '/account', '/settings/mail', '/forgotten',
    '/new-password/no-such-link',
  ]
}

test('people, classes, accounts and mail are clean to axe and fit, narrow and wide, light and dark', async () => {
  const { db, lead, ...wishes } = await demonstration()
  const paths = await interestingPaths(db, lead.person_id)
  const page = await openPage(wishes)
  for (const path of paths) {
    await page.goto(path)
    await expectGoodAtEverySize(page)
  }
}, 480_000)

/** A small school with its lead signed in. */
async function school() {
  const kit = await startApp()
  await addPerson(kit.db, { name: 'Zoë Abbott' })
  for (const name of ['Marlo Finch', 'Imogen Vale']) await addPerson(kit.db, { name })
  const { id } = await kit.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  return { url: await serve(kit.app), cookies: { kitbook: await startSession(kit.db, id, 'test', TUESDAY) } }
}

test('the list answers while one types; the address follows, Back and reload show the same', async () => {
  const { url, cookies } = await school()
  const page = await openPage({ url, cookies })
  await page.goto('/')
  await page.goto('/people')
  const before = await page.locator('#list tbody tr').count()
  await page.getByLabel('Search').focus()
  await page.keyboard.type('zoe')
  await page.waitForURL(/q=zoe/)
  await expect.poll(() => page.locator('#list tbody tr').count()).toBeLessThan(before)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('q')
  await expect.poll(() => page.locator('#say').textContent()).toMatch(/^\d+ (person|people)$/)
  await page.reload()
  expect(await page.getByLabel('Search').inputValue()).toBe('zoe')
  await page.locator('#list tbody a').first().click()
  await page.waitForURL(/\/people\/[^/?]+$/)
  await page.goBack()
  await page.locator('h1', { hasText: 'People' }).waitFor()
  expect(await page.locator('.cover').count()).toBe(1)
})

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with the keyboard only' : 'without JavaScript'
  test(`somebody new is added, badged, given an account, and signs in, ${how}`, async () => {
    const { url, cookies } = await school()
    const page = await openPage({ url, cookies, javaScriptEnabled })
    await page.goto('/people/new')
    await page.getByRole('button', { name: 'Add the person' }).press('Enter')
    expect(await page.title()).toMatch(/^Error: /)
    if (javaScriptEnabled) {
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('error-summary')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('name')
    }
    await expectAxeClean(page)
    await page.getByLabel('Name').fill('Tamsin Quill')
    await page.getByLabel('Supply').press('Space')
    await page.getByLabel('Email').fill('tamsin.quill@larkfield.example')
    await page.getByLabel('First day').fill('1st Sept 2026')
    await page.getByRole('button', { name: 'Add the person' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Tamsin Quill' }).waitFor()
    await page.getByRole('button', { name: /^Give badge P-\d{4}$/ }).press('Enter')
    await page.locator('.notice').getByText('The badge is saved.').waitFor()
    await page.getByLabel('Technician').press('Space')
    await page.getByRole('button', { name: 'Save the roles' }).press('Enter')
    await page.locator('.notice').getByText('The roles are saved.').waitFor()
    await page.getByRole('button', { name: 'Give an account' }).press('Enter')
    await expectAxeClean(page)
    const link = await page.getByLabel('Link for Tamsin Quill').inputValue()
    expect(link.startsWith(`${publicAddress(readConfig({ NODE_ENV: 'test' }))}/new-password/`)).toBe(true)

    const theirs = await openPage({ url, javaScriptEnabled })
    await theirs.goto(new URL(link).pathname)
    await expectAxeClean(theirs)
    await theirs.getByLabel('New password').fill('short')
    await theirs.getByRole('button', { name: 'Set this password' }).press('Enter')
    await theirs.getByText('Use at least 12 characters').first().waitFor()
    await theirs.getByLabel('New password').fill('three random words')
    await theirs.getByRole('button', { name: 'Set this password' }).press('Enter')
    await theirs.getByRole('link', { name: 'Sign in' }).press('Enter')
    await theirs.getByLabel('Email').fill('tamsin.quill@larkfield.example')
    await theirs.getByLabel('Password').fill('three random words')
    await theirs.getByRole('button', { name: 'Sign in' }).press('Enter')
    await theirs.getByText('Tamsin Quill').first().waitFor()
    await theirs.goto('/account')
    await theirs.getByRole('heading', { name: 'Your account' }).waitFor()
  })
}
