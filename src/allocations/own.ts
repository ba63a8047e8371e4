import type { Account } from '../auth/account.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { lineOf } from './list.ts'
import { describedWords, standingOfReceipt } from './receipts/rules.ts'
import { listHandedBack } from './receipts/store.ts'
import { listOwn } from './store.ts'

const MOST_HANDED_BACK = 10

/** What views/allocations/mine.ejs needs: what this viewer looks after, and what they handed back lately. */
export async function ownModel(db: Db, { person_id }: Account, now: Date) {
  const today = dayOf(now)
  return {
    kept: (await listOwn(db, person_id)).map((row) => ({ ...lineOf(row), over: row.until_day !== null && row.until_day <= today })),
    handed_back: (await listHandedBack(db, person_id, MOST_HANDED_BACK)).map((receipt) => ({ ...receipt, words: describedWords(receipt), receipt: standingOfReceipt(receipt) })),
  }
}
