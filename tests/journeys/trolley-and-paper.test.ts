import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { openDesk } from '../../src/desk/session.ts'
import { expectAxeClean, expectGoodAtEverySize, expectNothingSideways } from '../support/axe.ts'
import { addAccount } from '../support/app.ts'
import { openPage, scan } from '../support/browser.ts'
import { later, listOpenLoans, servedDesk } from '../support/desk-school.ts'

/** The school of the desk, with an iPad that lives on its trolley and the lead signed in elsewhere. */
async function served(now?: Date) {
  const kit = await servedDesk()
  if (now) kit.clock.now = now
  const { id: set_id } = await kit.db.selectFrom('sets').select('id').executeTakeFirstOrThrow()
  const trolley = { 'kitbook-desk': await openDesk(kit.db, 'Trolley iPad', kit.lead, kit.clock.now, set_id) }
  const account = await kit.db.selectFrom('accounts').select('id').where('person_id', '=', kit.lead).executeTakeFirst()
  const lead = { kitbook: await startSession(kit.db, account?.id ?? await addAccount(kit.db, kit.lead), 'test', kit.clock.now) }
  return { ...kit, trolley, lead_cookies: lead }
}

for (const javaScriptEnabled of [true, false]) {
  test(`a trolley is passed from class to class on its own iPad, two left behind, with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const kit = await served()
    const page = await openPage({ url: kit.url, cookies: kit.trolley, width: 820, height: 1180, javaScriptEnabled })
    await page.goto('/desk')
    for (const code of ['CL-4OAK', 'TR-A']) {
      await page.locator('#scan:focus').waitFor()
      await scan(page, code)
      await page.locator('.answer-word', { hasText: code === 'TR-A' ? '15 devices out' : 'is at the desk' }).waitFor()
    }
    later(kit, 3600)
    await page.goto('/desk')
    for (const name of ['IP-0001', 'IP-0002']) await page.locator('[name=goes]').nth(name === 'IP-0001' ? 0 : 1).uncheck()
    const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('main button, main .slot label')]
      .filter((part) => part.offsetParent && part.offsetHeight < 48).map((part) => part.outerHTML))
    expect(small).toEqual([])
    await expectNothingSideways(page)
    await expectAxeClean(page)
    await page.getByRole('button', { name: 'Year 5 Elm' }).click()
    await page.locator('.answer-word', { hasText: '13 devices passed on to Imogen Vale' }).waitFor()
    const open = await listOpenLoans(kit)
    expect([open.filter(({ class_id }) => class_id === kit.elm).length, open.filter(({ class_id }) => class_id === kit.oak).length]).toEqual([13, 2])
  })
}

test('a sheet is written in by keyboard and scanner alone: Enter goes down, the next line goes on as the one above', async () => {
  const kit = await served(new Date('2026-11-24T16:00:00.000Z'))
  const page = await openPage({ url: kit.url, cookies: kit.lead_cookies })
  await page.goto('/paper')
  await page.locator('#out_1').focus()
  await page.keyboard.type('9.15')
  await page.keyboard.press('Tab')
  for (const code of ['ip-0001', 'ip-0002', 'ip-0003']) await scan(page, code)
  await page.locator('#who_1').focus()
  await scan(page, 'CL-5ELM')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('who_2')
  await page.locator('#back_at_8').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('3 entries are in the book').first().waitFor({ state: 'attached' })
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('out_1')
  expect((await listOpenLoans(kit)).map(({ class_id, purpose, source }) => [class_id, purpose, source])).toEqual([1, 2, 3].map(() => [kit.elm, 'Maths', 'paper']))
})

test('a set’s past, what it lacks, who had it and the paper are clean to axe and fit, narrow and wide, light and dark', async () => {
  const kit = await served()
  const desk = await openPage({ url: kit.url, cookies: kit.trolley })
  await desk.goto('/desk')
  for (const code of ['CL-4OAK', 'TR-A']) {
    await scan(desk, code)
    await desk.locator('.answer-word', { hasText: code === 'TR-A' ? '15 devices out' : 'is at the desk' }).waitFor()
  }
  const page = await openPage({ url: kit.url, cookies: kit.lead_cookies })
  const asked = encodeURIComponent('IP-0001, 24/11/2026 09:00:01\nNOPE, 24/11/2026 09:00\nIP-0002 1/1/2026 10am')
  for (const path of ['/sets/TR-A', '/sets/TR-A/history', `/who-had-it?lines=${asked}`, '/paper', '/paper/sheet']) {
    await page.goto(path)
    await expectGoodAtEverySize(page)
  }
})
