import { expect, it } from 'vitest'
import { expectAxeClean, expectNothingSideways } from '../support/axe.ts'
import { appOn, TUESDAY } from '../support/app.ts'
import { openPage } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { serve } from '../support/site.ts'

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'an empty school sends everybody to set-up ($javaScriptEnabled)', async ({ javaScriptEnabled }) => {
    const url = await serve(appOn(await freshDatabase(), { now: TUESDAY }))
    const page = await openPage({ url, javaScriptEnabled, width: 320 })
    await page.goto('/')
    expect(page.url()).toBe(`${url}/set-up`)
    await expectAxeClean(page)
    await expectNothingSideways(page)
  })
