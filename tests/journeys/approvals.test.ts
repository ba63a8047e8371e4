import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addAccount, addDevice, addPerson, TUESDAY } from '../support/app.ts'
import { askingSchool, idOf } from '../support/asking.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { serve } from '../support/site.ts'

const PASSWORD = 'three random words'

async function school() {
  const kit = await askingSchool()
  await addAccount(kit.db, kit.head, PASSWORD)
  const account = await addAccount(kit.db, kit.imogen)
  return { ...kit, url: await serve(kit.app), asImogen: { kitbook: await startSession(kit.db, account, 'test', TUESDAY) } }
}

test.each([true, false])('a teacher asks, the head approves from the letter’s link, the teacher sees it (JavaScript %s)', async (javaScriptEnabled) => {
  const { url, asImogen, letters } = await school()
  const teacher = await openPage({ url, cookies: asImogen, javaScriptEnabled })
  await teacher.goto('/devices/IP-0001')
  await teacher.getByRole('link', { name: 'Ask for permission to take it off-site' }).click()
  await teacher.fill('#until_day', '18 12 2026')
  await teacher.fill('#why', 'Reports')
  await teacher.getByRole('button', { name: 'Ask for permission' }).click()
  await teacher.getByText('You have asked.').first().waitFor()

  const [letter] = await letters()
  const link = new URL(/http\S+\/approvals\/\S+/.exec(letter!.body_text)![0])
  const head = await openPage({ url, width: 390, javaScriptEnabled })
  await head.goto(link.pathname)
  await head.fill('#email', 'hedda.marsh@larkfield.example')
  await head.fill('#password', PASSWORD)
  await head.locator('main').getByRole('button', { name: 'Sign in' }).click()
  await head.getByRole('heading', { name: 'May IP-0001 leave the school with Imogen Vale?' }).waitFor()
  await head.getByRole('button', { name: 'Approve' }).click()
  await head.getByText('Approved. Whoever asked is told.').first().waitFor()

  await teacher.goto('/')
  expect(await teacher.locator('#permissions').textContent()).toContain('Approved until Fri 18 Dec')
  expect((await letters()).at(-1)!.subject).toBe('Imogen Vale may take IP-0001 out of school until 18 Dec 2026')
})

test.each([true, false])('a teacher asks that a volunteer may borrow, sees what is wrong, and asks once however often it is pressed (JavaScript %s)', async (javaScriptEnabled) => {
  const { db, url, asImogen } = await school()
  await writeSettings(db, { permission_to_borrow: { volunteer: 'head' } })
  await addPerson(db, { name: 'Vida Rowe', kind: 'volunteer' })
  const page = await openPage({ url, cookies: asImogen, javaScriptEnabled })
  await page.goto('/approvals/new')
  await page.getByRole('link', { name: 'Ask that somebody may borrow' }).click()
  await page.getByRole('button', { name: 'Ask for permission' }).click()
  await page.locator('.error-summary').getByText('Choose who borrows').waitFor()
  await page.selectOption('#person_id', { label: 'Vida Rowe' })
  await page.fill('#until_day', '18 12 2026')
  await page.fill('#why', 'Hears children read')
  await page.getByRole('button', { name: 'Ask for permission' }).dblclick()
  await page.getByText('You have asked.').first().waitFor()
  expect(await db.selectFrom('approvals').select('in_school').execute()).toEqual([{ in_school: 1 }])
})

test('the pages of permissions are clean to axe and fit, narrow and wide, light and dark', async () => {
  const { db, url, ask, decide, head } = await school()
  const waiting = idOf(await ask())
  const granted = idOf(await ask({ why: 'Reports' }))
  await decide(granted, { words: 'Gladly' })
  await writeSettings(db, { permission_to_borrow: { volunteer: 'head' } })
  const vida = await addPerson(db, { name: 'Vida Rowe', kind: 'volunteer' })
  const { id } = await db.selectFrom('accounts').select('id').where('person_id', '=', head).executeTakeFirstOrThrow()
  const page = await openPage({ url, cookies: { kitbook: await startSession(db, id, 'test', TUESDAY) } })
  for (const path of ['/', '/approvals?show=all', '/approvals/new', '/approvals/in-school/new', `/people/${vida}`, `/approvals/${waiting}`, `/approvals/${granted}`, '/approvals/deputies', '/settings/approvals']) {
    await page.goto(path)
    await expectGoodAtEverySize(page)
  }
  await page.goto('/approvals/new')
  await page.getByRole('button', { name: 'Ask for permission' }).click()
  await page.getByText('There is a problem').waitFor()
  await expectGoodAtEverySize(page)
})

test('a leader plans a trip, the head permits it, the leader accepts the terms once and takes its devices by keys alone', async () => {
  const { db, url, asImogen, decide } = await school()
  await addDevice(db, 'CAM-0001', 'Camera')
  await addDevice(db, 'CAM-0002', 'Camera')
  const page = await openPage({ url, cookies: asImogen })
  await page.goto('/trips/new')
  await expectGoodAtEverySize(page)
  await page.fill('#name', 'Year 6 residential')
  await page.fill('#last_day', '26 11 2026')
  await page.focus('#codes')
  for (const code of ['CAM-0001', 'CAM-0002']) await scan(page, code)
  await page.fill('#why', 'Photographs')
  await page.getByRole('button', { name: 'Plan it and ask for permission' }).press('Enter')
  await page.getByText('The trip is planned').first().waitFor()
  await expectGoodAtEverySize(page)
  await decide((await db.selectFrom('approvals').select('id').executeTakeFirstOrThrow()).id)
  await page.locator('#accepted').press('Space')
  await page.getByRole('button', { name: 'Accept the terms' }).press('Enter')
  await page.getByText('You have accepted the terms').first().waitFor()
  await page.getByRole('button', { name: 'Take 2 devices on the trip' }).press('Enter')
  await page.getByText('They are booked out to you until the trip is back.').first().waitFor()
  await expectGoodAtEverySize(page)
  await page.goto('/trips')
  await expectGoodAtEverySize(page)
  const due = await db.selectFrom('loans').select(['due_at', 'off_site']).execute()
  expect(due).toEqual([{ due_at: '2026-11-27T08:40:00.000Z', off_site: 1 }, { due_at: '2026-11-27T08:40:00.000Z', off_site: 1 }])
})
