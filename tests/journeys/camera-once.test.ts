import { expect, test } from 'vitest'
import { openPage, scan } from '../support/browser.ts'
import { photo } from '../support/camera-photo.ts'
import { type Label, picture } from '../support/camera-picture.ts'
import { film } from '../support/camera-video.ts'
import { listOpenLoans, servedDesk } from '../support/desk-school.ts'

declare global {
  interface Window { told: string[], seen: string[], looks: number, gone: number, round: number }
}

/** Runs in the page: a reader that reads what the test says, and a clock and a count of its ways that the test moves. */
function aReader(): void {
  const now = Date.now
  Object.assign(window, { told: [], seen: [], looks: 0, gone: 0, round: 0 })
  Date.now = () => now() + window.gone
  document.addEventListener('kitbook:tag', (event) => window.told.push((event as CustomEvent<string>).detail))
  document.addEventListener('DOMContentLoaded', () => {
    const look = () => { window.looks++; return Promise.resolve(window.seen) }
    Object.assign((window as unknown as { tagReader: object }).tagReader, { look, rounds: () => window.round })
  })
}

async function watching() {
  const empty = picture([])
  const page = await openPage({ ...await servedDesk(), camera: await film([empty, empty]) })
  await page.addInitScript(aReader)
  await page.goto('/desk')
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('Each counts once').waitFor()
  /** So many seconds and ways of looking later the camera sees these, twice at least. */
  const sees = async (seen: string[], seconds = 0, rounds = 0) => {
    const looks = await page.evaluate(([texts, gone, round]) => {
      Object.assign(window, { seen: texts, gone: window.gone + gone * 1000, round: window.round + round })
      return window.looks
    }, [seen, seconds, rounds] as const)
    await expect.poll(() => page.evaluate(() => window.looks)).toBeGreaterThan(looks + 2)
    return page.evaluate(() => window.told)
  }
  return sees
}

test('a tag counts once while it is in view, also where a slow reader has not come round to the way that reads it', async () => {
  const sees = await watching()
  expect(await sees(['LT-0001'])).toEqual(['LT-0001'])
  expect(await sees([])).toHaveLength(1)
  expect(await sees(['LT-0001'], 6, 0.7)).toHaveLength(1)
  expect(await sees(['LT-0001'], 60, 0)).toHaveLength(1)
})

test('a tag that leaves and comes again counts anew; a link and a code on one device are one tag', async () => {
  const sees = await watching()
  expect(await sees(['LT-0001', 'HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/LT-0001'])).toEqual(['LT-0001'])
  expect(await sees(['https://kitbook.larkfield.example/t/lt-0001'], 4, 3)).toHaveLength(1)
  expect(await sees([], 6, 3)).toHaveLength(1)
  expect(await sees(['LT-0001'])).toHaveLength(2)
})

test('a large photo of a shelf gives the near tags and the far ones; what is no photo is said', async () => {
  const school = await servedDesk()
  const page = await openPage(school)
  await page.goto('/desk')
  await page.locator('#scan:focus').waitFor()
  await scan(page, 'CL-4OAK')
  await page.getByText('Marlo Finch is at the desk').first().waitFor()
  const label = (text: string, x: number, size: number): Label => ({ text, x, y: 1500, size })
  const taken = photo(picture([label('IP-0001', 500, 600), label('IP-0002', 1500, 70), label('IP-0003', 2500, 62), label('IP-0004', 3300, 500)], { width: 4032, height: 3024 }))
  const file = page.locator('input[type=file]')
  await file.setInputFiles({ name: 'nothing.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) })
  await page.getByText('That is not a photo that can be read here').waitFor()
  await file.setInputFiles({ name: 'shelf.png', mimeType: 'image/png', buffer: taken })
  await page.getByText('Read 4 tags.').waitFor()
  await expect.poll(async () => (await listOpenLoans(school)).length).toBe(4)
})
