import type { Row } from '../database/tables.ts'

const MINUTE = 60_000
/** Minutes until the next try, by how many there were; after the last one only a person tries again. */
const WAITS = [1, 5, 15, 60, 240, 720, 720, 1440, 1440]

/** When a letter that could not be sent is tried again, UTC ISO; null when it has been tried often enough. */
export function nextTry(tries: number, now: Date): string | null {
  const minutes = WAITS[tries - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE).toISOString()
}

/** When a letter that has to wait is looked at again. */
export function nextRound(now: Date): string {
  return new Date(now.getTime() + MINUTE).toISOString()
}

/** While one process sends a letter no other one takes it up; a process that died gives it back after this. */
export function claimedUntil(now: Date): string {
  return new Date(now.getTime() + 10 * MINUTE).toISOString()
}

export type LetterFacts = Pick<Row<'outbox'>, 'sent_at' | 'next_try_at' | 'tries' | 'not_sent_because'>
export type LetterState = 'sent' | 'waiting' | 'tried' | 'given up' | 'withdrawn' | 'to read'

/** "to read": a reminder whose day passed while no mail could leave; it is read in the app and does not go. */
export function letterState({ sent_at, next_try_at, tries, not_sent_because }: LetterFacts): LetterState {
  if (sent_at !== null) return 'sent'
  if (not_sent_because !== null) return not_sent_because === 'past' ? 'to read' : 'withdrawn'
  if (next_try_at === null) return 'given up'
  return tries === 0 ? 'waiting' : 'tried'
}
