import { randomInt, timingSafeEqual } from 'node:crypto'

const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Twelve letters and figures that nobody mixes up, printed on the console: about 59 bits. */
export function newSetUpCode(): string {
  const letters = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)])
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map((part) => part.join('')).join('-')
}

export function isSetUpCode(typed: string, code: string): boolean {
  const clean = (text: string) => Buffer.from(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const [a, b] = [clean(typed), clean(code)]
  return a.length === b.length && timingSafeEqual(a, b)
}
