import type { CustodyFacts, Reason } from './facts.ts'

/** Who has reserved a device, and for when in words; `among`: it is wanted only as one of a number of its type ("15 × iPad"). */
export type Reserved = { by: string, when: string, among: string | null }

/**
 * What of a device is reserved for somebody else: `kept` is kept back from this loan; `wanted` is later, so that it is lent until
 * then (`by_time` in words).
 */
export type ReservedFacts = { kept: Reserved | null, wanted: { by: string, by_time: string } | null }

type Facts = { device: Pick<CustodyFacts, 'code'>, reserved: ReservedFacts | null }

export function keptForAnother({ device: { code }, reserved }: Facts): Reason | null {
  if (!reserved?.kept) return null
  const { by, when, among } = reserved.kept
  const words = among === null ? `${code} is reserved by ${by} for ${when}` : `${code} is wanted for the ${among} that ${by} has reserved for ${when}`
  return { code: 'reserved', words, mend: 'Take another one, or ask the computing lead' }
}

/** Told of although it is lent. */
export function warningsOfReserved({ reserved }: Facts): Reason[] {
  if (!reserved?.wanted) return []
  const { by, by_time } = reserved.wanted
  return [{ code: 'wanted', words: `Back by ${by_time}: ${by} has reserved it`, mend: 'Bring it back in time' }]
}
