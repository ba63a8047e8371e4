import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { openDesk } from '../../src/desk/session.ts'
import { addAccount, TUESDAY } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { listOpenLoans } from '../support/desk-school.ts'
import { addApproval, addPass, awaySchool } from '../support/off-site.ts'
import { serve } from '../support/site.ts'

async function served() {
  const kit = await awaySchool()
  const url = await serve(kit.app)
  const cookies = { 'kitbook-desk': await openDesk(kit.db, 'Suite desk', kit.lead, kit.clock.now) }
  const as = async (person: string) => {
    const known = await kit.db.selectFrom('accounts').select('id').where('person_id', '=', person).executeTakeFirst()
    return { kitbook: await startSession(kit.db, known?.id ?? await addAccount(kit.db, person), 'test', TUESDAY) }
  }
  return { ...kit, url, cookies, as }
}

const isSaid = (page: Page, words: string) => page.locator('.answer-word').first().filter({ hasText: words }).waitFor()

test.each([true, false])('an iPad goes home with the head’s approval and a laptop after the technician’s check, from the desk (JavaScript %s)', async (javaScriptEnabled) => {
  const school = await served()
  const { db, laptop, pad, marlo, head } = school
  const page = await openPage({ ...school, javaScriptEnabled })
  const enter = async (code: string) => {
    if (javaScriptEnabled) return scan(page, code)
    await page.fill('#scan', code)
    await page.getByRole('button', { name: 'Enter' }).click()
  }
  await page.goto('/desk')
  await enter('P-0001')
  await isSaid(page, 'Marlo Finch is at the desk')
  await page.fill('#purpose', 'Planning')
  await page.getByRole('button', { name: 'Use this' }).click()
  await isSaid(page, 'Changed for Marlo Finch')
  await page.getByRole('button', { name: 'Off-site' }).click()
  await page.getByText('The terms for taking it off-site').first().waitFor()
  await enter('IP-0001')
  await isSaid(page, 'IP-0001 cannot go out')
  for (const words of ['Encryption of IP-0001: owed', 'The head teacher has not permitted it']) expect(await page.locator('main').textContent()).toContain(words)

  await addPass(db, laptop)
  await addPass(db, pad)
  await addApproval(db, { person_id: marlo, device_id: pad, by_id: head })
  school.clock.now = new Date(school.clock.now.getTime() + 4000)
  await page.fill('#own-pin', '4711')
  await page.getByRole('button', { name: 'I accept them' }).click()
  await isSaid(page, 'Changed for Marlo Finch')
  for (const code of ['IP-0001', 'LT-0001']) {
    await enter(code)
    await isSaid(page, `${code} out to Marlo Finch`)
  }
  expect((await listOpenLoans(school)).map(({ off_site }) => off_site)).toEqual([1, 1])

  const lead = await openPage({ url: school.url, cookies: await school.as(school.lead), javaScriptEnabled })
  await lead.goto('/')
  await lead.locator('a.tile', { hasText: '2' }).filter({ hasText: 'off-site' }).click()
  expect(await lead.locator('tbody tr').count()).toBe(2)
  expect(await lead.locator('main').textContent()).toContain('Ottoline Brae, until Mon 30 Nov')
  await lead.emulateMedia({ media: 'print' })
  expect(await lead.evaluate<string>("getComputedStyle(document.querySelector('tfoot')).display"), 'a total that stands under every page').toBe('table-row-group')
})

test('the pages of off-site are clean to axe and fit, narrow and wide, light and dark', async () => {
  const school = await served()
  await addPass(school.db, school.laptop)
  const page = await openPage({ url: school.url, cookies: await school.as(school.head) })
  for (const path of ['/off-site', '/off-site/terms', '/settings/off-site', '/off-site/new?device=LT-0001', '/off-site/new?device=IP-0001']) {
    await page.goto(path)
    await expectGoodAtEverySize(page)
  }
  await page.goto('/off-site/new?device=LT-0001')
  await page.getByRole('button', { name: 'Take LT-0001 off-site' }).click()
  await page.getByText('There is a problem').waitFor()
  await expectGoodAtEverySize(page)
  const desk = await openPage(school)
  await desk.goto('/desk')
  await scan(desk, 'P-0001')
  await isSaid(desk, 'Marlo Finch is at the desk')
  await desk.fill('#purpose', 'Planning')
  await desk.getByRole('button', { name: 'Use this' }).click()
  await desk.getByRole('button', { name: 'Off-site' }).click()
  await desk.getByText('The terms for taking it off-site').first().waitFor()
  await scan(desk, 'IP-0001')
  await isSaid(desk, 'IP-0001 cannot go out')
  await expectGoodAtEverySize(desk)
})
