const NUMBERED = /^(.*)-(\d{1,9})$/

/**
 * The next `count` codes after the highest number that a prefix has: `LT-0427` gives `LT-0428`. Numbers are as wide
 * as the widest there is, four figures at first; `taken` may hold codes of other prefixes, which count for nothing.
 */
export function nextCodes(prefix: string, taken: readonly string[], count: number): string[] {
  const numbers = taken.map((code) => NUMBERED.exec(code)).filter((found) => found?.[1] === prefix).map((found) => found![2]!)
  const highest = Math.max(0, ...numbers.map(Number))
  const width = numbers.length > 0 ? Math.max(...numbers.map((number) => number.length)) : 4
  return Array.from({ length: count }, (_, i) => `${prefix}-${String(highest + 1 + i).padStart(width, '0')}`)
}
