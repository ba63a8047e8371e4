import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { setPin } from '../../src/accounts/pin.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { openDesk } from '../../src/desk/session.ts'
import { reservingSchool } from '../reservations/support.ts'
import { addAccount } from '../support/app.ts'
import { expectAxeClean, expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { addBadge, listOpenLoans } from '../support/desk-school.ts'
import { serve } from '../support/site.ts'

const isSaid = (page: Page, words: string) => page.locator('.answer-word').first().filter({ hasText: words }).waitFor()

/** Three iPads; Imogen, Marlo and the lead have badges, the lead a PIN. */
async function served() {
  const kit = await reservingSchool()
  for (const [person, badge] of [[kit.imogen, 'P-0001'], [kit.marlo, 'P-0002'], [kit.lead, 'P-LEAD']] as const) await addBadge(kit.db, person, badge)
  await setPin(kit.db, kit.lead, '7391', kit.clock.now)
  const url = await serve(kit.app)
  const desk = await openPage({ url, cookies: { 'kitbook-desk': await openDesk(kit.db, 'Suite desk', kit.lead, kit.clock.now) } })
  const own = await openPage({ url, cookies: { kitbook: await startSession(kit.db, await addAccount(kit.db, kit.imogen), 'test', kit.clock.now) } })
  return { ...kit, desk, own }
}

test('two iPads are reserved, collected with a badge and two scans, kept from somebody else until the lead says yes, and wanted back in time', async () => {
  const kit = await served()
  const { desk, own, clock } = kit
  await own.goto('/reservations/new?day=2026-11-24&lessons=10:45&what=type:' + kit.ipad)
  await own.getByLabel('How many').fill('2')
  await own.getByLabel('What it is for').fill('Maps')
  await own.getByRole('button', { name: 'Reserve it' }).click()
  await own.getByText('It is reserved.').first().waitFor()

  await desk.goto('/desk')
  await desk.getByRole('heading', { name: 'Reserved for After break' }).waitFor()
  await expectGoodAtEverySize(desk)
  await scan(desk, 'P-0002')
  await isSaid(desk, 'Marlo Finch is at the desk')
  await desk.getByLabel('Another purpose').fill('Reading')
  await desk.getByRole('button', { name: 'Use this' }).click()
  await desk.getByText('Reading · due back today 3:30 pm').first().waitFor()
  await scan(desk, 'IP-0001')
  await isSaid(desk, 'IP-0001 out to Marlo Finch')
  await scan(desk, 'IP-0002')
  await isSaid(desk, 'IP-0002 out to Marlo Finch')
  await desk.getByText('Back by 10:45 am: Imogen Vale has reserved it').first().waitFor()
  await desk.getByRole('button', { name: 'Undo' }).first().click()
  await isSaid(desk, 'Undone')
  expect((await listOpenLoans(kit)).map(({ due_at }) => due_at)).toEqual(['2026-11-24T15:30:00.000Z'])

  clock.now = new Date('2026-11-24T10:20:00.000Z')
  await scan(desk, 'P-0002')
  await isSaid(desk, 'Marlo Finch is at the desk')
  await scan(desk, 'IP-0002')
  await isSaid(desk, 'IP-0002 cannot go out')
  await expectAxeClean(desk)
  await desk.getByText('The computing lead says yes').click()
  await desk.getByLabel('The lead’s badge').fill('P-LEAD')
  await desk.getByLabel('The lead’s PIN').fill('7391')
  await desk.getByRole('button', { name: 'Lend IP-0002' }).click()
  await isSaid(desk, 'IP-0002 out to Marlo Finch')
  await desk.getByRole('button', { name: 'Undo' }).first().click()
  await isSaid(desk, 'Undone')

  await scan(desk, 'P-0001')
  await isSaid(desk, 'Imogen Vale is at the desk')
  await desk.getByRole('button', { name: 'Reserved: 2 × iPad, After break', pressed: true }).waitFor()
  await expectGoodAtEverySize(desk)
  clock.now = new Date('2026-11-24T10:20:20.000Z')
  for (const code of ['IP-0002', 'IP-0003']) {
    await scan(desk, code)
    await isSaid(desk, `${code} out to Imogen Vale`)
  }
  const collected = await kit.db.selectFrom('reservation_loans as x').innerJoin('loans as l', 'l.id', 'x.loan_id').select(['l.purpose', 'l.due_at']).execute()
  expect(collected).toEqual([{ purpose: 'Maps', due_at: '2026-11-24T12:00:00.000Z' }, { purpose: 'Maps', due_at: '2026-11-24T12:00:00.000Z' }])
})
