const MINUTE = 60_000
/** Minutes until the next try, by how many there were; after the last one only a person tries again. */
const WAITS = [1, 5, 15, 60, 240, 720, 720, 1440, 1440]

/** When a letter that could not be sent is tried again, UTC ISO; null when it has been tried often enough. */
export function nextTry(tries: number, now: Date): string | null {
  const minutes = WAITS[tries - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE).toISOString()
}

/** While one process sends a letter no other one takes it up; a process that died gives it back after this. */
export function claimedUntil(now: Date): string {
  return new Date(now.getTime() + 10 * MINUTE).toISOString()
}

export type LetterFacts = { sent_at: string | null, next_try_at: string | null, tries: number }
export type LetterState = 'sent' | 'waiting' | 'tried' | 'given up' | 'withdrawn'

export function letterState({ sent_at, next_try_at, tries }: LetterFacts): LetterState {
  if (sent_at !== null) return 'sent'
  if (next_try_at === null) return tries === 0 ? 'withdrawn' : 'given up'
  return tries === 0 ? 'waiting' : 'tried'
}
