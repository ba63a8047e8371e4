import { dayOf } from '../calendar/days.ts'
import { sayFor } from '../http/say.ts'
import type { AskSource } from '../reminders/asks.ts'
import { describedWords } from './receipts/rules.ts'
import { findAnyOpen } from './open.ts'
import { listKeptOver, listOpenHandovers } from './receipts/store.ts'
import { exampleAsks, overAsks, receiptAsks, sayOver, sayReceipts, sayStill, stillAsks } from './reminders.ts'
import { askedDay } from './yearly/rules.ts'
import { listUnanswered } from './yearly/store.ts'

/** The part of what is looked after in the daily letter. */
export const keeperAsks: AskSource<'receipt' | 'keeping over' | 'still have it'> = {
  async read(db, { settings }, now) {
    if (!settings.remind_keepers) return []
    const today = dayOf(now)
    const open = (await findAnyOpen(db, today, '', ''))!
    const receipts = open.handover === null ? [] : (await listOpenHandovers(db)).filter(({ answer }) => answer === null)
    const over = open.over === null ? [] : await listKeptOver(db, today)
    const day = askedDay(settings.keepers_asked_on, today)
    return [
      ...overAsks(over.map((line) => ({ ...line, until_words: sayFor(now).day(line.until_day) })), today),
      ...receiptAsks(receipts.map((line) => ({ ...line, words: describedWords(line) })), today),
      ...day === null ? [] : stillAsks(await listUnanswered(db, day), today),
    ]
  },
  examples: exampleAsks,
  say: { 'keeping over': sayOver, 'receipt': sayReceipts, 'still have it': sayStill },
}
