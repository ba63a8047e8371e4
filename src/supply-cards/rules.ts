import type { Agreement, UnsignedMay } from '../custody/rules.ts'

/** The number on a supply card, from its text (upper case): `SUPPLY-3` is 3; null for any other text. */
export function cardNumber(text: string): number | null {
  const [, figures] = /^SUPPLY-([1-9]\d{0,2})$/.exec(text) ?? []
  return figures === undefined ? null : Number(figures)
}

/** The lowest number that nobody has. */
export function nextNumber(taken: readonly number[]): number {
  let number = 1
  while (taken.includes(number)) number++
  return number
}

/** Whether a card is its holder's badge by now: where the school lends nothing before the agreement is signed, only after that (M11). */
export function isActive({ agreement, unsigned_may }: { agreement: Agreement, unsigned_may: UnsignedMay }): boolean {
  return agreement !== 'unsigned' || unsigned_may !== 'nothing'
}
