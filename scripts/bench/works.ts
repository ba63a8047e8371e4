import type { Ask } from './load.ts'
import type { BenchSchool } from './school.ts'

/** One thing that is measured: what a connection asks next. Kitbook and the floor are asked the same. */
export type Work = { name: string, next: (connection: number, i: number) => Ask }

export const IN_A_ROW = 60

let key = 0
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

function scan(cookie: string, lane: string, code: string, expected: string): Ask {
  const body = form({ id: `bench-${key++}-scan`, lane, code })
  return { method: 'POST', path: '/desk/scans', cookie, partial: true, body, expected: `data-answer="${expected}"` }
}

/** Everybody's class card again: whoever stands at a desk leaves after half a minute without a scan. */
export function cards({ desks }: BenchSchool): Work {
  return { name: 'class card', next: (connection) => scan(desks[connection]!.cookie, 'desk', desks[connection]!.card, 'again') }
}

/** Each connection books its own devices out, each of them once. */
export function bookOut({ desks }: BenchSchool): Work {
  return { name: 'book out', next: (connection, i) => scan(desks[connection]!.cookie, 'desk', desks[connection]!.codes[i]!, 'out') }
}

/** One desk books so many devices out, or brings them back, one after another: a trolley that is scanned by hand. */
export function inARow({ desks }: BenchSchool, lane: 'desk' | 'back'): Work {
  const codes = desks.flatMap((desk) => desk.codes)
  const expected = lane === 'desk' ? 'out' : 'back'
  return { name: `${IN_A_ROW} scans in a row`, next: (_, i) => scan(desks[0]!.cookie, lane, codes[i]!, expected) }
}

export function bringBack({ desks }: BenchSchool): Work {
  return { name: 'bring back', next: (connection, i) => scan(desks[connection]!.cookie, 'back', desks[connection]!.codes[i]!, 'back') }
}

export function pages({ lead, device }: BenchSchool): Work[] {
  const page = (name: string, path: string): Work => ({ name, next: () => ({ method: 'GET', path, cookie: lead, expected: '<title>' }) })
  return [page('Today', '/'), page('device page', `/devices/${device}`), page('book page', '/book'), page('search', '/devices?q=dell'), page('end-of-day check', '/end-of-day')]
}
