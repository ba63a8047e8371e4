/** The code after the highest one in use: `P-0042` after `P-0041`. Gaps stay, as an old sticker may still be about. */
export function nextCode(prefix: string, taken: readonly string[], digits = 4): string {
  const start = `${prefix}-`
  const numbers = taken.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length))
    .filter((end) => /^\d{1,9}$/.test(end)).map(Number)
  return start + String(Math.max(0, ...numbers) + 1).padStart(digits, '0')
}
