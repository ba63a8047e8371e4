import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import QRCode from 'qrcode'
import { onTestFinished } from 'vitest'

export const WIDTH = 1280
export const HEIGHT = 720

/** A label in a picture: its centre and width in pixels, turned by degrees, leaning back by `lean` (0 to 1). */
export type Label = { text: string, x: number, y: number, size: number, turned?: number, lean?: number }

/** One grey picture of labels on a shelf; `blur` is the radius in pixels of a lens that is not quite sharp. */
export function picture(labels: Label[], blur = 0): Uint8Array {
  const grey = new Uint8Array(WIDTH * HEIGHT).fill(96)
  for (const label of labels) paint(grey, label)
  return blur > 0 ? blurred(grey, blur) : grey
}

function paint(grey: Uint8Array, { text, x, y, size, turned = 0, lean = 0 }: Label): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'Q' })
  const across = modules.size + 8
  const [cos, sin] = [Math.cos(turned * Math.PI / 180), Math.sin(turned * Math.PI / 180)]
  for (let row = Math.max(0, Math.floor(y - size)); row < Math.min(HEIGHT, y + size); row++) {
    for (let column = Math.max(0, Math.floor(x - size)); column < Math.min(WIDTH, x + size); column++) {
      const [right, down] = [column - x, row - y]
      const [across1, down1] = [(right * cos + down * sin) / size, (down * cos - right * sin) / size]
      const far = 1 - lean * down1
      const [u, v] = [across1 / far + 0.5, down1 / far + 0.5]
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue
      const [i, j] = [Math.floor(u * across) - 4, Math.floor(v * across) - 4]
      const inside = i >= 0 && j >= 0 && i < modules.size && j < modules.size
      grey[row * WIDTH + column] = inside && modules.get(j, i) ? 24 : 232
    }
  }
}

function blurred(grey: Uint8Array, radius: number): Uint8Array {
  return boxBlur(boxBlur(grey, radius, 1, WIDTH), radius, WIDTH, HEIGHT)
}

function boxBlur(grey: Uint8Array, radius: number, step: number, length: number): Uint8Array {
  const made = new Uint8Array(grey.length)
  for (let at = 0; at < grey.length; at++) {
    const place = Math.floor(at / step) % length
    let [sum, count] = [0, 0]
    for (let k = Math.max(-radius, -place); k <= Math.min(radius, length - 1 - place); k++) {
      sum += grey[at + k * step]!
      count += 1
    }
    made[at] = sum / count
  }
  return made
}

/** Writes pictures as the film that Chromium's fake camera plays over and over; gone when the test ends. */
export async function film(pictures: Uint8Array[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kitbook-film-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const colour = Buffer.alloc(WIDTH * HEIGHT / 2, 128)
  const frames = pictures.flatMap((grey) => [Buffer.from('FRAME\n'), Buffer.from(grey), colour])
  const file = join(folder, 'film.y4m')
  await writeFile(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`), ...frames]))
  return file
}
