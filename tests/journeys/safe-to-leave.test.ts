import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { openDesk } from '../../src/desk/session.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { addAccount, addPerson } from '../support/app.ts'
import { openPage, scan } from '../support/browser.ts'
import { awaySchool } from '../support/off-site.ts'
import { serve } from '../support/site.ts'

const ADDRESS = 'https://kitbook.larkfield.example'

/** A school with a teacher, a head, a lead and a technician, each in a window of their own, and a desk. */
async function school() {
  const kit = await awaySchool()
  const technician = await addPerson(kit.db, { name: 'Tavish Brook', roles: ['technician'] })
  const url = await serve(kit.app)
  const windowOf = async (person: string) => {
    const known = await kit.db.selectFrom('accounts').select('id').where('person_id', '=', person).executeTakeFirst()
    return openPage({ url, cookies: { kitbook: await startSession(kit.db, known?.id ?? await addAccount(kit.db, person), 'test', kit.clock.now) } })
  }
  const desk = await openPage({ url, cookies: { 'kitbook-desk': await openDesk(kit.db, 'Suite desk', kit.lead, kit.clock.now) } })
  const letters = () => kit.db.selectFrom('outbox').select(['to_address', 'subject', 'body_text']).orderBy('id').execute()
  return { ...kit, technician, windowOf, desk, letters }
}

const isSaid = (page: Page, words: string) => page.locator('.answer-word').first().filter({ hasText: words }).waitFor()
const mainOf = async (page: Page, path: string) => {
  await page.goto(path)
  return page.locator('main').innerText()
}

test('asked, approved from the letter, checked, taken home from the desk, lapsed and brought back: register, book, Today and letters tell one story', async () => {
  const kit = await school()
  const [teacher, head, lead, technician] = [await kit.windowOf(kit.marlo), await kit.windowOf(kit.head), await kit.windowOf(kit.lead), await kit.windowOf(kit.technician)]

  await teacher.goto('/approvals/new?device=IP-0001')
  await teacher.fill('#until_day', '27 11 2026')
  await teacher.fill('#why', 'Planning at home')
  await teacher.getByRole('button', { name: 'Ask for permission' }).click()
  await teacher.getByText('You have asked.').first().waitFor()
  const [asked] = await kit.letters()
  await head.goto(new URL(/http\S+\/approvals\/\S+/.exec(asked!.body_text)![0]).pathname)
  await head.getByRole('button', { name: 'Approve' }).click()
  await head.getByText('Approved. Whoever asked is told.').first().waitFor()
  expect((await kit.letters()).at(-1)).toMatchObject({ to_address: 'marlo.finch@larkfield.example', subject: 'Marlo Finch may take IP-0001 out of school until 27 Nov 2026' })

  await technician.goto('/device-checks')
  for (const code of ['LT-0001', 'IP-0001']) {
    await technician.locator('#check-scan:focus').waitFor()
    await scan(technician, code)
    await technician.locator('#checking-title', { hasText: code }).waitFor()
    await technician.locator('#check-scan:focus').waitFor()
    await scan(technician, '1')
    await isSaid(technician, `${code} passed`)
  }

  const { desk } = kit
  await desk.goto('/desk')
  await scan(desk, 'P-0001')
  await isSaid(desk, 'Marlo Finch is at the desk')
  await desk.fill('#purpose', 'Planning')
  await desk.getByRole('button', { name: 'Use this' }).click()
  await isSaid(desk, 'Changed for Marlo Finch')
  await desk.getByRole('button', { name: 'Off-site' }).click()
  kit.clock.now = new Date(kit.clock.now.getTime() + 4000)
  await desk.fill('#own-pin', '4711')
  await desk.getByRole('button', { name: 'I accept them' }).click()
  await desk.locator('#own-pin').waitFor({ state: 'detached' })
  for (const code of ['IP-0001', 'LT-0001']) {
    await scan(desk, code)
    await isSaid(desk, `${code} out to Marlo Finch`)
  }

  const register = await mainOf(lead, '/off-site')
  for (const words of ['IP-0001', 'LT-0001', 'Marlo Finch', 'Ottoline Brae, until Fri 27 Nov', 'Passed today']) expect(register).toContain(words)
  const book = await mainOf(lead, '/book')
  for (const words of ['IP-0001', 'LT-0001', 'Marlo Finch', 'Planning', 'off-site']) expect(book.toLowerCase()).toContain(words.toLowerCase())
  expect(await mainOf(lead, '/')).toMatch(/2\s+off-site/i)
  const own = await mainOf(teacher, '/')
  for (const words of ['IP-0001', 'LT-0001']) expect(own).toContain(words)
  expect(await mainOf(lead, '/devices/IP-0001')).toContain('Marlo Finch')

  kit.clock.now = new Date('2026-11-30T15:50:00.000Z')
  const [lapsed, leads] = [await kit.windowOf(kit.marlo), await kit.windowOf(kit.lead)]
  for (const [page, path] of [[leads, '/off-site'], [leads, '/'], [lapsed, '/']] as const) expect(await mainOf(page, path), path).toContain('The permission has run out')
  await sendReminders(kit.db, ADDRESS, kit.clock.now)
  const [told, leadTold] = ['marlo.finch@larkfield.example', 'wren.calloway@larkfield.example'].map(async (address) => (await kit.letters()).findLast(({ to_address }) => to_address === address)!.body_text)
  for (const words of ['IP-0001', 'The permission has run out']) {
    expect(await told).toContain(words)
    expect(await leadTold).toContain(words)
  }

  await desk.goto('/desk/back')
  for (const code of ['IP-0001', 'LT-0001']) {
    await scan(desk, code)
    await isSaid(desk, code)
    await desk.getByRole('button', { name: 'Yes, clean' }).click()
    await desk.getByRole('button', { name: 'Yes, clean', pressed: true }).waitFor()
  }
  expect(await mainOf(leads, '/off-site')).not.toContain('IP-0001')
  expect(await mainOf(leads, '/')).not.toContain('The permission has run out')
  expect(await mainOf(leads, '/off-site?day=25+11+2026')).toContain('IP-0001')
  expect(await kit.db.selectFrom('return_answers').select('left_clean').execute()).toEqual([{ left_clean: 1 }, { left_clean: 1 }])
})
