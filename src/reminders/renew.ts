import { dayOf } from '../calendar/days.ts'
import { findLastPause } from '../calendar/school/lateness.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { writeLetter } from '../mail/letter.ts'
import { cancelLetters, type Letter, rewriteLetter } from '../mail/store.ts'
import { sayAsks } from './asks.ts'
import { isAsWritten, type UnsentLine } from './ledger.ts'
import { writeReminder } from './letters.ts'
import { pauseFor, whatRemains } from './remains.ts'
import type { ReminderFacts } from './rules.ts'
import { senderNow } from './send.ts'
import { findReader, listUnsentLines, readReminderFacts, withdrawLetters, withdrawLines } from './store.ts'

/**
 * A letter as it is to go now; null when it is not to go, because what it asks for is done or because the day it was
 * written on has passed: what of that is still owed is then written anew. During a pause it waits, and after it says when
 * things are due then. Whatever is no reminder goes as it is.
 */
export async function renewLetter(db: Db, letter: Letter, address: string, now: Date): Promise<Letter | null | 'later'> {
  const lines = await listUnsentLines(db, letter.id)
  if (lines.length === 0) return letter
  if (isPast(letter, now)) return act(db, (db) => takeBack(db, letter.id, 'past', now))
  const pause = pauseFor(letter, await findLastPause(db), now)
  if (pause === 'waits') return 'later'
  if (pause === null && lines.every(isAsWritten)) return letter
  return act(db, async (db) => rewrite(db, letter, lines, await readReminderFacts(db, now), address, now))
}

/**
 * Where no mail leaves, reminders are read in the app alone: what is done is withdrawn, and what was written on an
 * earlier day counts as told and is not sent when the school gives a mail server later.
 */
export async function renewUnsent(db: Db, address: string, now: Date): Promise<void> {
  const lines = await listUnsentLines(db)
  const past = new Set(lines.filter((line) => isPast(line, now)).map(({ letter_id }) => letter_id))
  if (past.size > 0) await cancelLetters(db, [...past], 'past')
  const pause = await findLastPause(db)
  const changed = lines.filter((line) => !past.has(line.letter_id) && (!isAsWritten(line) || pauseFor(line, pause, now) === 'moved'))
  if (changed.length === 0) return
  const facts = await readReminderFacts(db, now)
  for (const [id, person_id] of new Map(changed.map((line) => [line.letter_id, line.person_id]))) {
    await act(db, (db) => rewrite(db, { id, person_id }, lines.filter(({ letter_id }) => letter_id === id), facts, address, now))
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

type ToRenew = Pick<Letter, 'id' | 'person_id'>

async function rewrite<T extends ToRenew>(db: Act, letter: T, lines: UnsentLine[], facts: ReminderFacts, address: string, now: Date): Promise<T | null> {
  const { sections, asks, gone } = whatRemains(lines, facts, now)
  if (sections.length + asks.length === 0) return takeBack(db, letter.id, 'settled', now)
  const adult = await findReader(db, letter.person_id!)
  const { subject, letter: view, model } = writeReminder({ adult, sections, said: sayAsks(asks) }, await senderNow(db, address, now))
  const words = { subject, ...writeLetter(view, subject, model) }
  if (gone.length > 0) await withdrawLines(db, gone.map(({ id }) => id), now)
  await rewriteLetter(db, letter.id, words)
  return { ...letter, ...words }
}
