import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { openDesk } from '../../src/desk/session.ts'
import { addAccount, addDevice, addPerson } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { lend } from '../support/loans.ts'
import { awaySchool } from '../support/off-site.ts'
import { keep } from '../support/run-up.ts'
import { serve } from '../support/site.ts'

const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00.000Z`)

/** Marlo has LT-0002 since yesterday and looks after LT-0001. */
async function served() {
  const kit = await awaySchool()
  const office = await addPerson(kit.db, { name: 'Imogen Vale', roles: ['office'] })
  await addDevice(kit.db, 'LT-0002')
  await keep(kit, kit.laptop, kit.marlo)
  await lend(kit, kit.marlo, 'LT-0002')
  kit.clock.now = at(25, '09:00')
  const kitbook = await startSession(kit.db, await addAccount(kit.db, office), 'test', kit.clock.now)
  return { ...kit, url: await serve(kit.app), cookies: { kitbook }, desk: { 'kitbook-desk': await openDesk(kit.db, 'Suite desk', kit.lead, kit.clock.now) } }
}

test.each([true, false])('the office arranges a return, its day passes, it is given another, and two scans end it (JavaScript %s)', async (javaScriptEnabled) => {
  const school = await served()
  const { url, cookies, clock } = school
  const office = await openPage({ url, cookies, javaScriptEnabled })
  await office.goto(`/people/${school.marlo}`)
  await office.getByRole('link', { name: 'Arrange by when it comes back' }).click()
  await office.getByRole('button', { name: 'Arrange the return' }).click()
  await office.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await office.getByRole('link', { name: 'Enter the day by which it is to be back' }).click()
  expect(await office.evaluate(() => document.activeElement!.id)).toBe('by_day')
  await expectGoodAtEverySize(office)
  await office.getByLabel('Return arranged by').fill('26 11 2026')
  await office.getByLabel('The school collects it').check()
  await office.getByRole('button', { name: 'Arrange the return' }).click()
  await office.getByText('Nobody reminds them until it is done.').first().waitFor()
  await expectGoodAtEverySize(office)
  await office.goto('/')
  await office.getByRole('heading', { name: 'Late, return arranged' }).waitFor()
  await expectGoodAtEverySize(office)

  clock.now = at(25, '10:30')
  await office.goto(`/people/${school.marlo}`)
  await expectGoodAtEverySize(office)
  clock.now = at(27, '09:00')
  const next = await openPage({ url, cookies: { kitbook: await startSession(school.db, (await school.db.selectFrom('accounts').select('id').where('email', 'like', 'imogen%').executeTakeFirstOrThrow()).id, 'test', clock.now) }, javaScriptEnabled })
  await next.goto('/')
  await next.getByRole('heading', { name: 'Returns that have not come' }).waitFor()
  await next.getByRole('link', { name: /Agree on another day/ }).click()
  await next.getByLabel('Return arranged by').fill('30 11 2026')
  await next.getByRole('button', { name: 'Change the return' }).click()
  await next.getByText('The return is changed.').first().waitFor()

  const desk = await openPage({ url, cookies: school.desk, javaScriptEnabled })
  await desk.goto('/desk')
  for (const [code, said] of [['LT-0002', 'LT-0002 back'], ['LT-0001', 'LT-0001']] as const) {
    if (javaScriptEnabled) await scan(desk, code)
    else {
      await desk.fill('#scan', code)
      await desk.getByRole('button', { name: 'Enter' }).click()
    }
    await desk.locator('.answer-word').first().filter({ hasText: said }).waitFor()
  }
  await next.goto('/absences')
  await next.getByText('All back').first().waitFor()
  await expectGoodAtEverySize(next)
})
