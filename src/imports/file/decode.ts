import { refusalOf } from './junk.ts'

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252'
export type Decoded = { ok: true, text: string, encoding: Encoding } | { ok: false, sentence: string }

const NOT_TEXT = 'This is not a text file. Save the list as CSV and choose that file.'
const EMPTY = 'There is nothing in this file. Choose a CSV file with headings and at least one line.'

/** The file's text, whatever a spreadsheet or an export wrote it in; junk gets a sentence instead. */
export function decodeText(bytes: Uint8Array): Decoded {
  const sentence = refusalOf(bytes)
  if (sentence) return { ok: false, sentence }
  const { text, encoding } = decode(bytes)
  if (isBinary(text)) return { ok: false, sentence: NOT_TEXT }
  if (text.trim() === '') return { ok: false, sentence: EMPTY }
  return { ok: true, text, encoding }
}

/** The same without judging it. */
export function decode(bytes: Uint8Array): { text: string, encoding: Encoding } {
  const wide = wideOrder(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: fromWindows(bytes), encoding: 'Windows-1252' }
  }
}

/** What bytes 80 to 9F are in Windows-1252; some Node versions decode them as control characters. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function fromWindows(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return text.replace(/[\x80-\x9f]/g, (byte) => WINDOWS[byte.charCodeAt(0) - 0x80]!)
}

/** UTF-16 is told by its mark or, without one, by the zero in every second byte of plain letters. */
function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 2048)
  const zeros = [0, 0]
  sample.forEach((byte, i) => { if (byte === 0) zeros[i % 2]!++ })
  const many = sample.length / 2 * 0.4
  if (zeros[1]! > many && zeros[0]! < many / 4) return 'utf-16le'
  return zeros[0]! > many && zeros[1]! < many / 4 ? 'utf-16be' : null
}

function isBinary(text: string): boolean {
  const start = text.slice(0, 65_536)
  if (start.includes('\0')) return true
  const odd = start.match(/[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]/g)?.length ?? 0
  return odd > Math.max(2, start.length * 0.01)
}
