import { crc32, deflateSync } from 'node:zlib'
import type { Picture } from './camera-picture.ts'

/** A picture as a PNG file, as somebody takes it with a telephone. */
export function photo({ width, height, grey }: Picture): Buffer {
  const rows = Buffer.alloc((width + 1) * height)
  grey.forEach((value, at) => { rows[at + Math.floor(at / width) + 1] = value })
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size[8] = 8
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), part('IHDR', size), part('IDAT', deflateSync(rows, { level: 1 })), part('IEND', Buffer.alloc(0))])
}

function part(name: string, data: Buffer): Buffer {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
