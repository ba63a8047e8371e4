import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { openDesk } from '../../src/desk/session.ts'
import { addAccount, addDevice, addPerson } from '../support/app.ts'
import { expectAxeClean, expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { lend } from '../support/loans.ts'
import { awaySchool } from '../support/off-site.ts'
import { keep } from '../support/run-up.ts'
import { serve } from '../support/site.ts'

const at = (day: string, time: string) => new Date(`2026-11-${day}T${time}:00.000Z`)

async function served() {
  const kit = await awaySchool()
  const office = await addPerson(kit.db, { name: 'Imogen Vale', roles: ['office'] })
  const business = await addPerson(kit.db, { name: 'Ada Quill', roles: ['business'] })
  await addDevice(kit.db, 'LT-0002')
  await keep(kit, kit.laptop, kit.marlo)
  await lend(kit, kit.marlo, 'LT-0002')
  await lend(kit, kit.marlo, 'IP-0001')
  const url = await serve(kit.app)
  const as = async (person: string) => {
    const known = await kit.db.selectFrom('accounts').select('id').where('person_id', '=', person).executeTakeFirst()
    return { kitbook: await startSession(kit.db, known?.id ?? await addAccount(kit.db, person), 'test', kit.clock.now) }
  }
  return { ...kit, office, business, url, as, desk: { 'kitbook-desk': await openDesk(kit.db, 'Suite desk', kit.lead, kit.clock.now) } }
}

test.each([true, false])('a leaver: last day, checklist, scanned back, written off, signed off, certificate, and no session the next day (JavaScript %s)', async (javaScriptEnabled) => {
  const school = await served()
  const { url, marlo, clock, db } = school
  const leaver = await openPage({ url, cookies: await school.as(marlo), javaScriptEnabled })
  await leaver.goto('/my-loans')
  const office = await openPage({ url, cookies: await school.as(school.office), javaScriptEnabled })
  await office.goto(`/people/${marlo}/edit`)
  await office.fill('#last_day', '24 11 2026')
  await office.getByRole('button', { name: 'Save' }).click()
  await office.getByRole('link', { name: 'Leaver’s checklist' }).click()
  for (const code of ['LT-0001', 'LT-0002', 'IP-0001']) await office.locator('#outstanding').getByText(code, { exact: true }).first().waitFor()
  expect(await office.getByRole('button', { name: 'Sign Marlo Finch off' }).count()).toBe(0)

  const desk = await openPage({ url, cookies: school.desk, javaScriptEnabled })
  await desk.goto('/desk')
  const enter = async (code: string) => {
    if (javaScriptEnabled) return scan(desk, code)
    await desk.fill('#scan', code)
    await desk.getByRole('button', { name: 'Enter' }).click()
  }
  await enter('IP-0001')
  await desk.locator('.answer-word').first().filter({ hasText: 'IP-0001 back' }).waitFor()
  const lead = await openPage({ url, cookies: await school.as(school.lead), javaScriptEnabled })
  await lead.goto('/devices/LT-0001')
  await lead.getByRole('link', { name: /back to the store/i }).click()
  await lead.fill('#condition', 'Good')
  await lead.getByRole('button', { name: 'Take it back to the store' }).click()
  await lead.waitForURL((address) => !address.pathname.endsWith('/end'))

  const business = await openPage({ url, cookies: await school.as(school.business), javaScriptEnabled })
  await business.goto(`/leavers/${marlo}`)
  const outstanding = business.locator('#outstanding')
  expect(await outstanding.textContent()).not.toContain('IP-0001')
  expect(await outstanding.textContent()).not.toContain('LT-0001')
  await outstanding.getByText('Write it off').click()
  await outstanding.getByRole('button', { name: 'Write LT-0002 off as lost' }).click()
  await business.getByRole('link', { name: 'Say why it is written off' }).click()
  expect(await business.evaluate(() => document.activeElement!.id)).toMatch(/^reason-/)
  await expectAxeClean(business)
  await business.getByLabel('Reason').fill('Fell into the harbour')
  await outstanding.getByRole('button', { name: 'Write LT-0002 off as lost' }).click()
  await business.getByText('Nothing: everything is back.').waitFor()

  await office.reload()
  await expectGoodAtEverySize(office)
  await office.getByRole('button', { name: 'Sign Marlo Finch off' }).click()
  await office.getByRole('heading', { name: 'Everything is back' }).waitFor()
  await expectAxeClean(office)
  await office.emulateMedia({ media: 'print' })
  for (const code of ['LT-0001', 'LT-0002', 'IP-0001']) expect(await office.getByText(code, { exact: true }).isVisible()).toBe(true)
  expect(await office.getByText('To print it').isVisible()).toBe(false)
  expect((await office.pdf({ format: 'A4' })).length).toBeGreaterThan(1000)

  clock.now = at('24', '20:45')
  await leaver.context().addCookies([{ name: 'kitbook', value: (await school.as(marlo)).kitbook, url }])
  for (const [day, time, isIn] of [['24', '22:20', true], ['24', '23:59', true], ['25', '00:01', false]] as const) {
    clock.now = at(day, time)
    await leaver.goto('/my-loans')
    expect(new URL(leaver.url()).pathname).toBe(isIn ? '/my-loans' : '/sign-in')
  }
  expect(await db.selectFrom('clearances').select('person_id').execute()).toEqual([{ person_id: marlo }])
})
