import type { Flag, HandoverAnswer, HandoverWay } from '../../database/tables.ts'
import type { Problem } from '../../http/forms.ts'

export type Described = { condition: string, charger: Flag, bag: Flag }

/** "Good, with charger, no bag": what a receipt says was handed over. */
export function describedWords({ condition, charger, bag }: Described): string {
  return `${condition}; ${charger ? 'with' : 'without'} charger, ${bag ? 'with' : 'without'} bag`
}

export type Receipt = {
  way: HandoverWay, answer: HandoverAnswer | null, answer_words: string, closed_at: string | null
}

export type ReceiptStanding = 'to confirm' | 'not as described' | 'confirmed' | 'closed'

export function standingOfReceipt({ answer, closed_at }: Pick<Receipt, 'answer' | 'closed_at'>): ReceiptStanding {
  if (answer === 'as described') return 'confirmed'
  if (closed_at !== null) return 'closed'
  return answer === null ? 'to confirm' : 'not as described'
}

/** Days are YYYY-MM-DD; `last_day` is the keeper's. */
type Until = { today: string, until_day: string | null, keeper: { name: string, last_day: string | null } }

/** What is wrong with the day until which a device is given (M3). */
export function problemsOfUntil({ today, until_day, keeper: { name, last_day } }: Until): Problem[] {
  if (until_day === null) return []
  if (until_day <= today) return [{ name: 'until_day', message: 'Write a day after today' }]
  return last_day !== null && last_day < until_day ? [{ name: 'until_day', message: `${name} leaves before then` }] : []
}
