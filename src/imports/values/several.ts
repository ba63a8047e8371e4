import { cleanCode } from './codes.ts'

/** Most devices that one line may stand for. */
const MOST = 60

export type Several = { count: number, codes: string[] | null }
export type SeveralRead = Several | { problem: string } | null

const COUNTS = [
  /(?:^|[\s(])[x×] ?(\d{1,2})\)?$/i, /^(\d{1,2}) ?[x×] /i, /\b(?:class )?(?:set|pack|box|tub) of (\d{1,2})\b/i,
]

/** What an item is without its count: "Bee-Bots (x6)" is "Bee-Bots". */
export function withoutCount(item: string): string {
  return COUNTS.reduce((text, count) => text.replace(count, ' '), item)
    .replace(/\s+/g, ' ')
    .replace(/[\s(]+$/, '')
    .trim()
}

/** How many devices a line stands for, if more than one: by its item "(x6)", its quantity or its numbers "Bee1-6". */
export function readSeveral(item: string, quantity: string, code: string): SeveralRead {
  const count = countOf(item) ?? wholeNumber(quantity)
  const range = rangeOf(code, count)
  if (count === null || count < 2) return range
  if (count > MOST) return { problem: `This line stands for ${count} devices; at most ${MOST} can come from one line` }
  if (range && range.count !== count) {
    return { problem: `This line says ${count} devices, but its numbers “${code}” are ${range.count}` }
  }
  return range ?? { count, codes: numbered(code, count) }
}

function countOf(item: string): number | null {
  for (const pattern of COUNTS) {
    const found = pattern.exec(item.trim())
    if (found) return Number(found[1])
  }
  return null
}

function wholeNumber(quantity: string): number | null {
  return /^\d{1,4}$/.test(quantity.trim()) ? Number(quantity) : null
}

/** "1-6" may also be a trolley and its slot, so a bare range counts only when the line says how many there are. */
function rangeOf(code: string, count: number | null): Several | null {
  const found = /^(.*?)(\d{1,5})\s*(-|–|—|to|\.\.)\s*(.*?)(\d{1,5})$/i.exec(code.trim())
  if (!found) return null
  const [, prefix = '', from = '', joined = '', again = '', until = ''] = found
  if (again !== '' && again.toLowerCase() !== prefix.toLowerCase()) return null
  const size = Number(until) - Number(from) + 1
  const sure = again !== '' || (prefix !== '' && joined.toLowerCase() === 'to') || (count !== null && count > 1)
  if (!sure || size < 2 || size > MOST) return null
  const codes = Array.from({ length: size }, (_, i) => prefix + String(Number(from) + i).padStart(from.length, '0'))
  return { count: size, codes }
}

function numbered(code: string, count: number): string[] | null {
  const base = cleanCode(code)
  return base && base.length <= 17 ? Array.from({ length: count }, (_, i) => `${base}-${i + 1}`) : null
}
