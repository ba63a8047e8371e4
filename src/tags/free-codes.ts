const FIRST = { separator: '-', number: '0000' }

/**
 * The next `count` codes after the highest number that a prefix has: `LT-0427` gives `LT-0428`, `LT099` gives
 * `LT100`. A prefix without any begins at `LT-0001`. `taken` may hold other codes too, which count for nothing.
 */
export function nextCodes(prefix: string, taken: readonly string[], count: number): string[] {
  const highest = taken.map((code) => numbered(prefix, code)).filter((found) => found !== null)
    .reduce((best, found) => (Number(found.number) > Number(best.number) ? found : best), FIRST)
  return Array.from({ length: count }, (_, i) => {
    const number = String(Number(highest.number) + 1 + i)
    return prefix + highest.separator + number.padStart(highest.number.length, '0')
  })
}

function numbered(prefix: string, code: string): { separator: string, number: string } | null {
  const [, separator, number] = code.startsWith(prefix) ? /^(-?)(\d{1,9})$/.exec(code.slice(prefix.length)) ?? [] : []
  return separator !== undefined && number !== undefined ? { separator, number } : null
}
