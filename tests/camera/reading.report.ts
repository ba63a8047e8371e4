import { afterAll, expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { film } from '../support/camera-video.ts'
import { servedDesk } from '../support/desk-school.ts'
import { type Scene, SCENES } from './scenes.ts'

declare global {
  interface Window { read: { text: string, at: number }[], shown: number[], watch(): void }
}

/** So many pictures a second does the film show, each once, and then from its start again. */
const A_SECOND = 2
const rows: string[] = []
const only = process.env['SCENES']

/** Runs in the page: notes what is read and when each new picture is shown, and keeps the tags from the desk. */
function listen(): void {
  Object.assign(window, { read: [], shown: [] })
  window.addEventListener('kitbook:tag', (event) => {
    event.preventDefault()
    event.stopPropagation()
    window.read.push({ text: (event as CustomEvent<string>).detail, at: performance.now() })
  }, true)
  window.watch = () => {
    const video = document.querySelector('video')!
    const next = () => video.requestVideoFrameCallback((now) => { window.shown.push(now); next() })
    next()
  }
}

async function watch({ pictures }: Scene) {
  const seen = pictures()
  const page = await openPage({ ...await servedDesk(), camera: await film(seen, A_SECOND) })
  await page.addInitScript(listen)
  await page.goto('/desk')
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('Each counts once').waitFor({ timeout: 60_000 })
  await page.evaluate(() => window.watch())
  await expect.poll(() => page.evaluate(() => window.shown.length), { timeout: 120_000, interval: 250 }).toBeGreaterThan(seen.length + 1)
  const { read, shown } = await page.evaluate(() => ({ read: window.read, shown: window.shown }))
  return { read, times: read.map(({ at }) => at - (shown.findLast((moment) => moment <= at) ?? at)).filter((time) => time > 0).toSorted((a, b) => a - b) }
}

test.each(SCENES.filter(({ name }) => !only || name.includes(only)))('$name', async (scene) => {
  const { read, times } = await watch(scene)
  const texts = new Set(read.map(({ text }) => text))
  const missed = scene.texts.filter((text) => !texts.has(text))
  const median = times[Math.floor(times.length / 2)]
  rows.push(`| ${scene.name} | ${scene.texts.length} | ${missed.length} | ${median === undefined ? '–' : `${Math.round(median)} ms`} | ${times.length > 0 ? `${Math.round(times.at(-1)!)} ms` : '–'} |`)
  expect([...texts].filter((text) => !scene.texts.includes(text)), 'nothing is read that is not there').toEqual([])
  if (!scene.mayMiss) expect(missed).toEqual([])
})

afterAll(() => {
  console.log(['', '| what the camera sees | tags | missed | read after (median) | at the latest |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n'))
})
