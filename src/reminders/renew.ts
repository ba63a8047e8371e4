import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { writeLetter } from '../mail/letter.ts'
import { cancelLetters, type Letter, rewriteLetter } from '../mail/store.ts'
import { sayAsks } from './asks.ts'
import { isAsWritten, type UnsentLine } from './ledger.ts'
import { writeReminder } from './letters.ts'
import { whatRemains } from './remains.ts'
import { senderNow } from './send.ts'
import { findReader, listUnsentLines, readReminderFacts, withdrawLetters, withdrawLines } from './store.ts'

/**
 * A letter as it is to go now; null when it is not to go, because what it asks for is done or because the day it was
 * written on has passed: what of that is still owed is then written anew. Whatever is no reminder goes as it is.
 */
export async function renewLetter(db: Db, letter: Letter, address: string, now: Date): Promise<Letter | null> {
  const lines = await listUnsentLines(db, letter.id)
  if (lines.length === 0) return letter
  if (isPast(letter, now)) return act(db, (db) => takeBack(db, letter.id, 'past', now))
  if (lines.every(isAsWritten)) return letter
  return act(db, (db) => rewrite(db, letter, lines, address, now))
}

/**
 * Where no mail leaves, reminders are read in the app alone: what is done is withdrawn, and what was written on an
 * earlier day counts as told and is not sent when the school gives a mail server later.
 */
export async function renewUnsent(db: Db, address: string, now: Date): Promise<void> {
  const lines = await listUnsentLines(db)
  const past = new Set(lines.filter((line) => isPast(line, now)).map(({ letter_id }) => letter_id))
  if (past.size > 0) await cancelLetters(db, [...past], 'past')
  const changed = lines.filter((line) => !past.has(line.letter_id) && !isAsWritten(line))
  for (const [id, person_id] of new Map(changed.map((line) => [line.letter_id, line.person_id]))) {
    await act(db, (db) => rewrite(db, { id, person_id }, lines.filter(({ letter_id }) => letter_id === id), address, now))
  }
}

function isPast({ created_at }: Pick<Letter, 'created_at'>, now: Date): boolean {
  return dayOf(created_at) < dayOf(now)
}

async function takeBack(db: Act, id: string, because: 'settled' | 'past', now: Date): Promise<null> {
  await withdrawLetters(db, [id], now)
  await cancelLetters(db, [id], because)
  return null
}

async function rewrite<T extends Pick<Letter, 'id' | 'person_id'>>(db: Act, letter: T, lines: UnsentLine[], address: string, now: Date): Promise<T | null> {
  const { sections, asks, gone } = whatRemains(lines, await readReminderFacts(db, now), now)
  if (sections.length + asks.length === 0) return takeBack(db, letter.id, 'settled', now)
  if (gone.length === 0) return letter
  const adult = await findReader(db, letter.person_id!)
  const { subject, letter: view, model } = writeReminder({ adult, sections, said: sayAsks(asks) }, await senderNow(db, address, now))
  const words = { subject, ...writeLetter(view, subject, model) }
  await withdrawLines(db, gone.map(({ id }) => id), now)
  await rewriteLetter(db, letter.id, words)
  return { ...letter, ...words }
}
