import type { Calendar } from '../calendar/calendar.ts'
import type { Act } from '../database/act.ts'
import { cancelLetters } from '../mail/store.ts'
import { lettersWithdrawn } from './ledger.ts'
import { listUnsentLines, withdrawLetters } from './store.ts'

/** Takes back what a day closed afterwards (snow) has caused and what has not gone yet; call it before due times move. */
export async function withdrawReminders(db: Act, before: Calendar, after: Calendar, now: Date): Promise<void> {
  const letters = lettersWithdrawn(await listUnsentLines(db), before, after)
  if (letters.length === 0) return
  await withdrawLetters(db, letters, now)
  await cancelLetters(db, letters, 'closed')
}

/** Takes back what one adult was reminded of and has not gone yet. */
export async function withdrawLettersTo(db: Act, personId: string, now: Date): Promise<void> {
  const letters = (await listUnsentLines(db)).filter(({ person_id }) => person_id === personId).map(({ letter_id }) => letter_id)
  if (letters.length === 0) return
  await withdrawLetters(db, [...new Set(letters)], now)
  await cancelLetters(db, [...new Set(letters)], 'settled')
}
