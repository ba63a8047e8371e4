import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAxeClean } from '../support/axe.ts'
import { openPage, scan } from '../support/browser.ts'
import { through } from '../support/camera-lens.ts'
import { type Label, picture } from '../support/camera-picture.ts'
import { film } from '../support/camera-video.ts'
import { listOpenLoans, servedDesk } from '../support/desk-school.ts'

const said = (page: Page, words: string) => page.locator('.answer-word').filter({ hasText: words }).first().waitFor({ timeout: 30_000 })
const label = (text: string, changes: Partial<Label> = {}): Label => ({ text, x: 640, y: 360, size: 260, ...changes })

/** Twelve labels along a shelf: the last is partly out of view, so eleven can be read. */
const shelf = Array.from({ length: 12 }, (_, i) =>
  label(`IP-${String(i + 1).padStart(4, '0')}`, { x: i === 11 ? 1275 : 110 + (i % 6) * 205, y: i < 6 ? 190 : 520, size: 150, turned: (i % 5) * 6 - 12, lean: (i % 3) * 0.08 }))

/** A camera that is held still: the same picture over and over. */
function still(labels: Label[], blur = 0): Promise<string> {
  const seen = through(picture(labels), { blur })
  return film([seen, seen])
}

async function deskWith(labels: Label[], blur = 0) {
  const school = await servedDesk()
  const page = await openPage({ ...school, camera: await still(labels, blur) })
  await page.goto('/desk')
  await scan(page, 'CL-4OAK')
  await said(page, 'Marlo Finch is at the desk')
  await page.getByRole('button', { name: 'Use the camera' }).click()
  return { ...school, page }
}

test('one tag held to the camera goes out once, however long it stays in view', async () => {
  const { page, ...school } = await deskWith([label('LT-0001')])
  await said(page, 'LT-0001 out to Marlo Finch')
  await page.getByText('Each counts once').waitFor()
  await expectAxeClean(page)
  await page.getByRole('button', { name: 'Close the camera' }).click()
  expect(await school.db.selectFrom('desk_scans').selectAll().where('text', '=', 'LT-0001').execute()).toHaveLength(1)
})

test('tags on a shelf are counted in one look, each once; one that is cut off is not guessed', async () => {
  const { page, ...school } = await deskWith(shelf)
  await expect.poll(async () => (await listOpenLoans(school)).length, { timeout: 30_000 }).toBe(11)
  const scanned = await school.db.selectFrom('desk_scans').select('text').where('text', 'like', 'IP-%').execute()
  expect(new Set(scanned.map(({ text }) => text)).size).toBe(scanned.length)
  await page.getByRole('button', { name: 'Close the camera' }).click()
})

test.each([
  ['a little out of focus', label('LT-0001'), 3],
  ['at an angle', label('LT-0001', { turned: 33, lean: 0.25 }), 0],
  ['as a link tag', label('HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/LT-0001', { size: 320 }), 0],
])('a tag is read %s', async (_name, one, blur) => {
  const { page } = await deskWith([one], blur)
  await said(page, 'LT-0001 out to Marlo Finch')
})

test.each([
  ['https://elsewhere.example/free-prize?x=<script>alert(1)</script>', 'FREE-PRIZE'],
  ['javascript:alert(document.domain)', 'JAVASCRIPT:ALERT(DOCUMENT.DOMAIN)'],
])('somebody else’s code (%s) is unknown, and the desk stays where it is', async (text, shown) => {
  const { page, url } = await deskWith([label(text, { size: 420 })])
  await said(page, `Nobody knows “${shown}”`)
  expect(page.url()).toBe(`${url}/desk`)
})

test('an empty shelf reads nothing, and the reader is not loaded before the camera is used', async () => {
  const school = await servedDesk()
  const page = await openPage({ ...school, camera: await still([]) })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/desk')
  expect(asked.filter((path) => path.includes('zxing'))).toEqual([])
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('Each counts once').waitFor()
  expect(asked.filter((path) => path.includes('zxing'))).not.toEqual([])
  expect(await school.db.selectFrom('desk_scans').selectAll().execute()).toEqual([])
})
