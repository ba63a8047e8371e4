import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Picture } from './camera-picture.ts'

/** Writes pictures as the film that Chromium's fake camera plays over and over; gone when the test ends. */
export async function film(pictures: Iterable<Picture>, aSecond = 5): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kitbook-film-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'film.y4m')
  const file = await open(path, 'w')
  let head = true
  for (const { width, height, grey } of pictures) {
    if (head) await file.write(`YUV4MPEG2 W${width} H${height} F${aSecond}:1 Ip A1:1 C420jpeg\n`)
    head = false
    await file.write(Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(Uint8Array.from(grey)), Buffer.alloc(width * height / 2, 128)]))
  }
  await file.close()
  return path
}
