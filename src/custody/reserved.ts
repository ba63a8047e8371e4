import type { Reason } from './facts.ts'

/** Who has reserved what, and for when, in words; `all_left`: it is a number of the device's type, of which no more are left. */
export type Reserved = { by: string, what: string, when: string, all_left: boolean }

/**
 * What of a device is reserved for somebody else: `kept` is kept back from this loan; `wanted` is later, so that it is lent until
 * then (`by_time` in words).
 */
export type ReservedFacts = { kept: Reserved | null, wanted: { by: string, by_time: string } | null }

type Facts = { reserved: ReservedFacts | null }

export function keptForAnother({ reserved }: Facts): Reason | null {
  if (!reserved?.kept) return null
  const { by, what, when, all_left } = reserved.kept
  const words = all_left ? `No more are left: ${by} has reserved ${what} for ${when}` : `${what} is reserved by ${by} for ${when}`
  return { code: 'reserved', words, mend: 'Take another one, or ask the computing lead' }
}

/** Told of although it is lent. */
export function warningsOfReserved({ reserved }: Facts): Reason[] {
  if (!reserved?.wanted) return []
  const { by, by_time } = reserved.wanted
  return [{ code: 'wanted', words: `Back by ${by_time}: ${by} has reserved it`, mend: 'Bring it back in time' }]
}
