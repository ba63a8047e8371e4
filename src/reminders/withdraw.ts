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
