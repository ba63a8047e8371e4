import type { OutOfUseBecause } from '../../database/tables.ts'
import { fold } from '../../text/fold.ts'
import { anyOf } from './word-lists.ts'

const WORDS: { because: OutOfUseBecause, said: RegExp }[] = [
  { because: 'lost', said: /\blost\b(?!.*\bfound\b)|\bcannot be found\b|^disabled$/ },
  { because: 'stolen', said: /\bstolen\b|\btheft\b/ },
  { because: 'in repair', said: anyOf('(?:in|for|under|awaiting) repair, broken, being repaired, faulty') },
  {
    because: 'retired',
    said: anyOf(`
      deprovisioned, retired, disposed, disposal, scrapped, written off, archived, decommissioned, recycled, sold,
      end of life, obsolete, weee`),
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
