import type { Random } from './random.ts'

export type IdAt = (ms: number) => string

/** UUIDv7s of past moments, which sort by that moment like the ones made since, and come again with the same seed. */
export function seededIds(random: Random): IdAt {
  let [last, count, time] = [-1, 0, '']
  return (ms) => {
    count = ms === last ? count + 1 & 0xfff : 0
    if (ms !== last) time = `${hex(ms, 12).slice(0, 8)}-${hex(ms, 12).slice(8)}-7`
    last = ms
    const high = hex(0x80000000 + random() * 0x40000000, 8)
    return `${time}${hex(count, 3)}-${high.slice(0, 4)}-${high.slice(4)}${hex(random() * 0x100000000, 8)}`
  }
}

function hex(value: number, digits: number): string {
  return Math.floor(value).toString(16).padStart(digits, '0')
}
