import { type Ask, once, type Said, weekly } from '../reminders/ledger.ts'
import type { Period, Standing } from './rules.ts'

/** A device whose password somebody looks after; `words` say where it stands. */
export type Kept = { device_id: string, code: string, keeper_id: string | null, standing: Standing, words: string }

/** Whoever looks after it is told when resets open, on the day they are due, and once in seven days while it is late (M10). */
export function resetAsks(devices: Kept[], period: Period, today: string): Ask[] {
  return devices.flatMap(({ device_id, code, keeper_id, standing, words }) => {
    const when = whenFor(standing, period, today)
    if (keeper_id === null || when === null) return []
    return [{ person_id: keeper_id, kind: 'password reset' as const, what: device_id, ...when, items: [`${code}: ${words}`], link: '/password-resets/mine' }]
  })
}

function whenFor(standing: Standing, { first_day, due }: Period, today: string): Pick<Ask, 'period' | 'quiet'> | null {
  if (standing === 'late') return weekly(today)
  if (standing !== 'due') return null
  return once(`${first_day} ${today === due ? 'due' : 'opens'}`)
}

const MOST_NAMED = 10

/** The lead is told once in seven days what is late, whoever has it. */
export function lateAsks(devices: Kept[], leadIds: string[], today: string): Ask[] {
  const late = devices.filter(({ standing }) => standing === 'late').map(({ code }) => code)
  if (late.length === 0) return []
  const items = late.length > MOST_NAMED ? [...late.slice(0, MOST_NAMED), `and ${late.length - MOST_NAMED} more`] : late
  return leadIds.map((person_id) => ({ person_id, kind: 'password resets late', what: 'password resets', ...weekly(today), items, link: '/password-resets?show=late' }))
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  const example = { person_id, what: 'password resets', ...weekly(today) }
  return [
    { ...example, kind: 'password reset', items: ['LT-0001: Due by Mon 9 Nov'], link: '/password-resets/mine' },
    { ...example, kind: 'password resets late', items: ['LT-0001', 'LT-0002'], link: '/password-resets?show=late' },
  ]
}

export function sayReset(asks: Ask[]): Said {
  const codes = asks.flatMap(({ items }) => items.map((item) => item.split(':')[0]!))
  return {
    subject: codes.length === 1 ? `Please reset the password of ${codes[0]}` : `Please reset the passwords of ${codes.length} devices`,
    link: asks[0]!.link, link_words: 'Say that it is done', items: asks.flatMap(({ items }) => items),
    words: 'The passwords of the school’s laptops are reset now. Reset it on the device itself, then say so in Kitbook. Never write the password down or send it to anybody.',
  }
}

export function sayLate([ask]: Ask[]): Said {
  return {
    subject: 'Please see to the passwords that are late', link: ask!.link, link_words: 'See which, and with whom', items: ask!.items,
    words: 'Of these devices nobody has said that the password was reset. You are told once a week while one is late.',
  }
}
