import { afterAll, expect, test } from 'vitest'
import { tagText } from '../../src/tags/scan.ts'
import { openPage } from '../support/browser.ts'
import type { Picture } from '../support/camera-picture.ts'
import { film } from '../support/camera-video.ts'
import { servedDesk } from '../support/desk-school.ts'
import { type Scene, SCENES } from './scenes.ts'

declare global {
  interface Window {
    read: { text: string, at: number }[], shown: number[], looks: number, watch(): void
    tagReader: { look(video: HTMLVideoElement): Promise<string[]> }
  }
}

/** So many seconds is each picture held before the camera, as a person would: more on a machine that is busy otherwise. */
const HOLD = Number(process.env['HOLD_SECONDS'] ?? 2)
const MARK = 8
const rows: string[] = []

/** Runs in the page: notes what is read and when each picture begins (its corner changes), and keeps the tags from the desk. */
function listen(): void {
  Object.assign(window, { read: [], shown: [], looks: 0 })
  window.addEventListener('kitbook:tag', (event) => {
    event.preventDefault()
    event.stopPropagation()
    window.read.push({ text: (event as CustomEvent<string>).detail, at: performance.now() })
  }, true)
  window.watch = () => {
    const video = document.querySelector('video')!
    const reader = window.tagReader
    const look = reader.look.bind(reader)
    reader.look = (seen) => { window.looks++; return look(seen) }
    const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })!
    let before = -1
    const next = () => video.requestVideoFrameCallback((now) => {
      pen.drawImage(video, 2, 2, 2, 2, 0, 0, 1, 1)
      const corner = pen.getImageData(0, 0, 1, 1).data[0]! > 128 ? 1 : 0
      if (corner !== before) window.shown.push(now)
      before = corner
      next()
    })
    next()
  }
}

/** Each picture so long as it is held, its corner black or white by turns. */
function* held(scenes: Scene[]): Generator<Picture> {
  for (const [i, see] of scenes.flatMap(({ pictures }) => pictures).entries()) {
    const seen = see()
    for (let place = 0; place < MARK * MARK; place++) seen.grey[Math.floor(place / MARK) * seen.width + place % MARK] = i % 2 === 0 ? 0 : 255
    for (let second = 0; second < HOLD; second++) yield seen
  }
}

async function watch(scenes: Scene[]) {
  const page = await openPage({ ...await servedDesk(), camera: await film(held(scenes), 1) })
  const count = scenes.reduce((sum, { pictures }) => sum + pictures.length, 0)
  await page.addInitScript(listen)
  await page.goto('/desk')
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('Each counts once').waitFor({ timeout: 60_000 })
  await page.evaluate(() => window.watch())
  await expect.poll(() => page.evaluate(() => window.shown.length), { timeout: count * HOLD * 3000, interval: 500 }).toBeGreaterThan(count + 1)
  const { read, ...rest } = await page.evaluate(() => ({ read: window.read, shown: window.shown, looks: window.looks }))
  return { ...rest, read: read.map(({ text, at }) => ({ text: tagText(text), at })) }
}

type Watched = Awaited<ReturnType<typeof watch>>

/** How long each text had been in the picture when it was read, shortest first. */
function waits({ read, shown }: Watched, texts: string[]): number[] {
  return read.filter(({ text }) => texts.includes(text))
    .map(({ at }) => at - (shown.findLast((moment) => moment <= at) ?? at)).filter((wait) => wait > 0).toSorted((a, b) => a - b)
}

const inMs = (wait: number | undefined) => (wait === undefined ? '–' : `${Math.round(wait)} ms`)

test.each([...new Set(SCENES.map(({ camera }) => camera))])('a camera of %s', async (camera) => {
  const scenes = SCENES.filter((scene) => scene.camera === camera).map((scene) => ({ ...scene, texts: scene.texts.map(tagText) }))
  const watched = await watch(scenes)
  const texts = new Set(watched.read.map(({ text }) => text))
  const missed = (scene: Scene) => scene.texts.filter((text) => !texts.has(text))
  for (const scene of scenes) {
    const times = waits(watched, scene.texts)
    rows.push(`| ${scene.name} | ${scene.texts.length} | ${missed(scene).length} | ${inMs(times[Math.floor(times.length / 2)])} | ${inMs(times.at(-1))} |`)
  }
  const seconds = (watched.shown.at(-1)! - watched.shown[0]!) / 1000
  rows.push(`| (${camera}: the reader looked ${(watched.looks / seconds).toFixed(1)} times a second) | | | | |`)
  const there = new Set(scenes.flatMap((scene) => scene.texts))
  expect([...texts].filter((text) => !there.has(text)), 'nothing is read that is not there').toEqual([])
})

afterAll(() => {
  console.log(['', '| what the camera sees | tags | missed | read after (median) | at the latest |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n'))
})
