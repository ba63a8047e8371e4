import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addClass, addPerson, startApp, TUESDAY } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'


async function school() {
  const kit = await startApp()
  const id = await enterAgreement(kit)
  await addClass(kit.db, 'Year 4 Oak')
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  const imogen = await addPerson(kit.db, { name: 'Imogen Vale', kind: 'supply' })
  const lead = await kit.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  const own = await addAccount(kit.db, marlo)
  const url = await serve(kit.app)
  const cookiesOf = async (account: string) => ({ kitbook: await startSession(kit.db, account, 'test', TUESDAY) })
  return { ...kit, id, imogen, url, asLead: await cookiesOf(lead.id), asMarlo: await cookiesOf(own) }
}

test('the pages of the agreement are clean to axe and fit, narrow and wide, light and dark', async () => {
  const { url, id, imogen, asLead } = await school()
  const page = await openPage({ url, cookies: asLead })
  const paths = ['/agreements', '/agreements/new', `/agreements/${id}`, '/agreements/paper', '/agreements/reception', '/agreements/classes', '/settings/agreements', `/people/${imogen}`]
  for (const path of paths) {
    await page.goto(`${url}${path}`)
    await expectGoodAtEverySize(page)
  }
})

test('a teacher who has not signed reads, signs by the keyboard alone, and goes on to their day', async () => {
  const { url, id, asMarlo } = await school()
  const page = await openPage({ url, cookies: asMarlo })
  await page.goto(`${url}/devices`)
  expect(new URL(page.url()).pathname).toBe(`/agreements/${id}/sign`)
  await expectGoodAtEverySize(page)
  await page.focus('#full_name')
  await page.keyboard.type('marlo finch')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Class teacher')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.waitForURL(/done=signed/)
  expect(await page.locator('main').textContent()).toContain('Thank you. Your signature is kept.')
  await page.goto(`${url}/devices`)
  expect(new URL(page.url()).pathname).toBe('/devices')
})

test('the office hands its iPad to a supply teacher, who signs and can do nothing else with it', async () => {
  const { url, imogen, asLead } = await school()
  const page = await openPage({ url, cookies: asLead })
  await page.goto(`${url}/agreements/reception?person=${imogen}`)
  await page.getByRole('button', { name: 'Hand it over' }).click()
  await page.waitForURL(/reception\/sign/)
  await expectGoodAtEverySize(page)
  await page.fill('#full_name', 'Imogen Vale')
  await page.fill('#job_title', 'Supply teacher')
  await page.click('#read')
  await page.getByRole('button', { name: 'Sign the agreement' }).click()
  await page.getByText('your signature is kept').waitFor()
  expect(await page.locator('h1').textContent()).toBe('Thank you, hand it back')
  await expectGoodAtEverySize(page)
  await page.goBack()
  expect(await page.locator('h1').textContent()).toBe('Thank you, hand it back')
  await page.goto(`${url}/people`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})
