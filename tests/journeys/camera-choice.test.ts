import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { picture } from '../support/camera-picture.ts'
import { film } from '../support/camera-video.ts'
import { servedDesk } from '../support/desk-school.ts'

declare global {
  interface Window { asked: MediaTrackConstraints[], lit: unknown[] }
}

/** An iPad's cameras: the browser takes the wide-angle one unless it is told; only the back camera has a light. */
function anIPad(): void {
  const labels: Record<string, string> = { u: 'Back Ultra Wide Camera', b: 'Back Camera', f: 'Front Camera' }
  const media = navigator.mediaDevices
  const open = media.getUserMedia.bind(media)
  Object.assign(window, { asked: [], lit: [] })
  media.enumerateDevices = () => Promise.resolve(Object.entries(labels).map(([deviceId, label]) => (
    { deviceId, label, kind: 'videoinput', groupId: '', toJSON: () => ({}) })))
  media.getUserMedia = async ({ video }: MediaStreamConstraints = {}) => {
    const wish = video as MediaTrackConstraints
    window.asked.push(wish)
    const exact = (wish.deviceId as ConstrainDOMStringParameters | undefined)?.exact as string | undefined
    if (exact && !(exact in labels)) throw new OverconstrainedError('deviceId')
    const stream = await open({ video: true })
    const [track] = stream.getVideoTracks() as [MediaStreamTrack]
    const id = exact ?? 'u'
    track.getSettings = () => ({ deviceId: id })
    track.getCapabilities = () => (id === 'b' ? { torch: true } : {}) as MediaTrackCapabilities
    track.applyConstraints = (light) => Promise.resolve(void window.lit.push(light))
    return stream
  }
}

async function deskOnIPad(before: () => void = () => {}): Promise<Page> {
  const seen = picture([])
  const page = await openPage({ ...await servedDesk(), camera: await film([seen, seen]) })
  await page.addInitScript(anIPad)
  await page.addInitScript(before)
  await page.goto('/desk')
  return page
}

async function openCamera(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('Each counts once').waitFor({ timeout: 60_000 })
}

const chosen = (page: Page) => page.getByRole('combobox', { name: 'Camera' }).locator('option:checked').textContent()

test('the rear camera is asked for, and the wide-angle one is given up for it', async () => {
  const page = await deskOnIPad()
  await openCamera(page)
  expect(await page.evaluate(() => window.asked[0])).toMatchObject({ facingMode: { ideal: 'environment' }, width: { ideal: 1920 } })
  expect(await chosen(page)).toBe('Back Camera')
})

test('a camera that somebody chose is taken again, also when the browser has given it another id since', async () => {
  const page = await deskOnIPad()
  await openCamera(page)
  await page.getByRole('combobox', { name: 'Camera' }).selectOption('Front Camera')
  await page.getByText('Each counts once').waitFor()
  await page.reload()
  await openCamera(page)
  expect(await chosen(page)).toBe('Front Camera')
  await page.evaluate(() => localStorage.setItem('camera', JSON.stringify({ id: 'yesterday', label: 'Front Camera' })))
  await page.reload()
  await openCamera(page)
  expect(await chosen(page)).toBe('Front Camera')
})

test('the light is offered where the camera has one, and goes on and off', async () => {
  const page = await deskOnIPad()
  await openCamera(page)
  const light = page.getByRole('button', { name: 'Light' })
  await light.click()
  await expect.poll(() => light.getAttribute('aria-pressed')).toBe('true')
  await light.click()
  await expect.poll(() => light.getAttribute('aria-pressed')).toBe('false')
  expect(await page.evaluate(() => window.lit)).toEqual([{ advanced: [{ torch: true }] }, { advanced: [{ torch: false }] }])
  await page.getByRole('combobox', { name: 'Camera' }).selectOption('Front Camera')
  await expect.poll(() => chosen(page)).toBe('Front Camera')
  await light.waitFor({ state: 'hidden' })
})

test.each([
  ['a page without https says that it needs it, and leads to how', () => { Object.defineProperty(window, 'isSecureContext', { value: false }) }, 'needs a secure address (https)'],
  ['a computer without a camera says so', () => { navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]) }, 'finds no camera here'],
])('%s, and offers a photo instead of a dead button', async (_name, before, words) => {
  const page = await deskOnIPad(before)
  await page.getByText(words).waitFor()
  await page.getByText('Take a photo of the tag').waitFor()
  expect(await page.getByRole('button', { name: 'Use the camera' }).isVisible()).toBe(false)
})

test('leave refused is said in words', async () => {
  const page = await deskOnIPad(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('was not allowed to use the camera').waitFor()
})
