import { expect, test } from 'vitest'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { startApp } from '../support/app.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'

const SHEETS = ['/styleguide', '/styleguide/list', '/styleguide/refused', '/styleguide/desk']
const served = async () => serve((await startApp()).app)

test.each(SHEETS)('every part in every state is clean to axe and fits: %s', async (sheet) => {
  const page = await openPage({ url: await served() })
  await page.goto(sheet)
  await expectGoodAtEverySize(page)
})

test('a refused form takes the focus, and each of its problems leads to the field', async () => {
  const page = await openPage({ url: await served() })
  await page.goto('/styleguide/refused')
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className)
  expect(await focused()).toBe('error-summary')
  await page.getByRole('link', { name: 'Say whether it may leave the building' }).click()
  expect(await focused()).toBe('off_site')
  await page.getByRole('link', { name: 'Choose a type' }).click()
  expect(await focused()).toBe('type')
})

test('what has just happened is announced in a region that was there before', async () => {
  const page = await openPage({ url: await served() })
  await page.goto('/styleguide/list')
  const region = page.locator('#say[role=status]', { hasText: /./ })
  await region.waitFor({ state: 'attached' })
  expect(await region.textContent()).toBe('LT-0427 is back in the suite.')
})

test('the menu opens on a small screen without JavaScript', async () => {
  const page = await openPage({ url: await served(), width: 320, javaScriptEnabled: false })
  await page.goto('/styleguide/list')
  const people = page.getByRole('link', { name: 'People' })
  expect(await people.count()).toBe(0)
  await page.getByText('Menu', { exact: true }).click()
  expect(await people.isVisible()).toBe(true)
})

const PRESSED = 'button, .button, .pick, .input, .select, .choice label:not(.sr-only), .slot label, .nav-tabs a'

test('everything that can be pressed is at least 24 px high and wide, and 48 px high at the desk', async () => {
  const page = await openPage({ url: await served() })
  const heightsUnder = (least: number) => page.evaluate(([parts, height]) =>
    [...document.querySelectorAll<HTMLElement>(parts)]
      .filter((part) => part.offsetParent && (part.offsetHeight < height || part.offsetWidth < 24))
      .map((part) => part.outerHTML), [PRESSED, least] as const)
  await page.goto('/styleguide')
  expect(await heightsUnder(24)).toEqual([])
  await page.goto('/styleguide/desk')
  expect(await heightsUnder(48)).toEqual([])
})
