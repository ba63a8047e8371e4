import type { Say } from '../http/say.ts'
import type { Standing } from './rules.ts'

type What = { type_name: string | null, devices: readonly { code: string }[] }

const MOST_NAMED = 3

/** "IP-0001", "IP-0001 and IP-0002", "12 devices", "any iPad". */
export function whatWords({ type_name, devices }: What): string {
  if (type_name !== null) return `any ${type_name}`
  const codes = devices.map(({ code }) => code)
  if (codes.length > MOST_NAMED) return `${codes.length} devices`
  return codes.length < 2 ? codes.join('') : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`
}

type Course = { until_day: string, granted_until: string | null, from_day: string }

/** Where a permission stands, in a few words. */
export function standingWords(standing: Standing, { from_day, granted_until }: Course, { day }: Pick<Say, 'day'>): string {
  switch (standing) {
    case 'waiting': return 'Waiting for an answer'
    case 'not answered': return 'Never answered'
    case 'withdrawn': return 'Withdrawn'
    case 'declined': return 'Declined'
    case 'approved ahead': return `Approved from ${day(from_day)}`
    case 'in force': return `Approved until ${day(granted_until!)}`
    case 'revoked': return 'Revoked'
    case 'run out': return `Ran out ${day(granted_until!)}`
  }
}
