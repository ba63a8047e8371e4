import type { OutOfUseBecause } from '../../database/tables.ts'
import { fold } from '../../text/fold.ts'

const WORDS: { because: OutOfUseBecause, said: RegExp }[] = [
  { because: 'lost', said: /\blost\b(?!.*\bfound\b)|\bcannot be found\b|^disabled$/ },
  { because: 'stolen', said: /\bstolen\b|\btheft\b/ },
  { because: 'in repair', said: /\b(?:in|for|under|awaiting|out for) repair\b|\bbroken\b|\bbeing repaired\b|\bfaulty\b/ },
  {
    because: 'retired',
    said: /\bdeprovisioned\b|\bretired\b|\bdispos(?:ed|al)\b|\bscrapped\b|\bwritten off\b|\barchived\b|\bdecommissioned\b|\brecycled\b|\bsold\b|\bend of life\b|\bobsolete\b|\bweee\b/,
  },
]

/** Why a list's status puts a device out of use; null for a device in use and for words that say nothing here. */
export function outOfUseBecause(status: string): OutOfUseBecause | null {
  const text = fold(status)
  if (/^(?:not|never|no)\b/.test(text)) return null
  return WORDS.find(({ said }) => said.test(text))?.because ?? null
}

/** "36 months" or "3 years" of warranty as months; null for anything else. */
export function monthsIn(cell: string): number | null {
  const found = /^(\d{1,3})\s*(months?|m|mths?|years?|yrs?|y)?$/i.exec(cell.trim())
  if (!found) return null
  const months = Number(found[1]) * (/^y/i.test(found[2] ?? '') ? 12 : 1)
  return months > 0 && months <= 240 ? months : null
}
