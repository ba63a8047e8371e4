/** The next number from 0 to 1, exclusive; the same seed gives the same numbers (mulberry32). */
export type Random = () => number

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function isLucky(random: Random, chance: number): boolean {
  return random() < chance
}

/** A whole number, both ends included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}

/** Up to `most` different members, in a random order. */
export function someOf<T>(random: Random, list: readonly T[], most: number): T[] {
  return list.map((one) => ({ one, order: random() })).toSorted((a, b) => a.order - b.order).slice(0, most).map(({ one }) => one)
}
