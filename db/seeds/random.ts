/** The next number from 0 to 1, exclusive. */
export type Random = () => number

/** The same numbers for the same seed, for ever: a demonstration that goes wrong can be made again (sfc32). */
export function randomFrom(seed: number): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed | 0]
  const next = () => {
    const t = (a + b | 0) + d | 0
    d = d + 1 | 0
    a = b ^ b >>> 9
    b = c + (c << 3) | 0
    c = (c << 21 | c >>> 11) + t | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability
}

/** A whole number from low to high, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}

/** `count` different members of the list, or all of a shorter one. */
export function some<T>(random: Random, list: readonly T[], count: number): T[] {
  const left = [...list]
  const chosen = Math.min(count, left.length)
  for (let i = 0; i < chosen; i++) {
    const j = between(random, i, left.length - 1)
    const swap = left[i]!
    left[i] = left[j]!
    left[j] = swap
  }
  return left.slice(0, chosen)
}
