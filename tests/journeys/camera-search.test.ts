import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { TUESDAY } from '../support/app.ts'
import { expectAxeClean } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { type Label, picture } from '../support/camera-picture.ts'
import { film } from '../support/camera-video.ts'
import { servedDesk } from '../support/desk-school.ts'

async function searching(labels: Label[]) {
  const school = await servedDesk()
  const { id } = await school.db.selectFrom('accounts').select('id').where('person_id', '=', school.lead).executeTakeFirstOrThrow()
  const token = await startSession(school.db, id, 'test', TUESDAY)
  const seen = picture(labels)
  const page = await openPage({ url: school.url, cookies: { kitbook: token }, camera: await film([seen, seen]) })
  await page.goto('/devices')
  return page
}

test('a tag held to the camera on the devices’ page leads to its device', async () => {
  const page = await searching([{ text: 'HTTPS://KITBOOK.LARKFIELD.EXAMPLE/T/LT-0001', x: 640, y: 360, size: 320 }])
  await expectAxeClean(page)
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.waitForURL('**/devices/LT-0001', { timeout: 60_000 })
})

test('several tags in one look list their devices', async () => {
  const page = await searching(['IP-0001', 'IP-0002', 'IP-0003', 'LT-0001'].map((text, i) => ({ text, x: 200 + 290 * i, y: 360, size: 220 })))
  await page.getByRole('button', { name: 'Use the camera' }).click()
  await page.getByText('4 devices').waitFor({ timeout: 60_000 })
  expect(await page.locator('tbody tr').count()).toBe(4)
})

test('a photo of a tag is read without a live camera', async () => {
  const page = await searching([])
  const png = await page.evaluate(async () => {
    const svg = await (await fetch('/devices/LT-0001/qr.svg')).text()
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 700 })
    canvas.getContext('2d')!.drawImage(image, 300, 200, 300, 300)
    return canvas.toDataURL('image/png').split(',')[1]!
  })
  await page.locator('input[type=file]').setInputFiles({ name: 'tag.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') })
  await page.waitForURL('**/devices/LT-0001', { timeout: 60_000 })
})
