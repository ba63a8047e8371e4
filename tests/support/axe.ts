import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { withoutScripts } from './browser.ts'

const RULES = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }

/** Fails with each thing on the page that WCAG 2.2 AA does not allow, and where it is. */
export async function expectAxeClean(page: Page): Promise<void> {
  const twin = await twinOf(page)
  try {
    await twin.evaluate(axe.source)
    const { violations } = await twin.evaluate(
      (runOnly) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly, resultTypes: ['violations'] }), RULES)
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.html}`))
    expect(found, `axe on ${page.url()}`).toEqual([])
  } finally {
    if (twin !== page) await twin.context().close()
  }
}

/** Axe cannot run where JavaScript is off: there it looks at the same page, as it is, shown once more without scripts. */
async function twinOf(page: Page): Promise<Page> {
  if (!withoutScripts.has(page)) return page
  const body = await page.content()
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const context = await page.context().browser()!.newContext({
    viewport: page.viewportSize(), colorScheme: dark ? 'dark' : 'light',
  })
  await context.route('**/*', (route) => {
    const kind = route.request().resourceType()
    if (kind === 'document') return route.fulfill({ body, contentType: 'text/html; charset=utf-8' })
    return kind === 'script' ? route.abort() : route.continue()
  })
  const twin = await context.newPage()
  await twin.goto(page.url())
  return twin
}

/** A page that has to be scrolled sideways does not fit. */
export async function expectNothingSideways(page: Page): Promise<void> {
  const { wide, room } = await page.evaluate(() =>
    ({ wide: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }))
  expect(wide, `width of ${page.url()}`).toBeLessThanOrEqual(room)
}

const LOOKS = [[320, 'light', true], [820, 'light', false], [1440, 'dark', true]] as const

/** The page as it stands, from the narrowest to a desk's screen: it fits each, and axe finds nothing, light and dark. */
export async function expectGoodAtEverySize(page: Page): Promise<void> {
  const before = page.viewportSize()!
  for (const [width, colorScheme, look] of LOOKS) {
    await page.setViewportSize({ width, height: before.height })
    // Without motion: a colour that is still on its way to the other scheme has no contrast to judge.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectNothingSideways(page)
    if (look) await expectAxeClean(page)
  }
  await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
}
