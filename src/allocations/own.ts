import type { Account } from '../auth/account.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { standingOfAsk } from './borrowing/rules.ts'
import { listAsksOf, listOwnAsks } from './borrowing/store.ts'
import { lineOf } from './list.ts'
import { describedWords, standingOfReceipt } from './receipts/rules.ts'
import { listHandedBack } from './receipts/store.ts'
import { readSettings } from '../settings/store.ts'
import { listOwn } from './store.ts'
import { askedDay } from './yearly/rules.ts'
import { listUnanswered } from './yearly/store.ts'

const MOST_HANDED_BACK = 10
const MOST_ASKS = 10

/** What views/allocations/mine.ejs needs: what this viewer looks after and handed back lately, who asks to borrow it, and what they asked for themselves. */
export async function ownModel(db: Db, { person_id }: Account, now: Date) {
  const today = dayOf(now)
  const asked_day = askedDay((await readSettings(db)).keepers_asked_on, today)
  const still = new Set(asked_day === null ? [] : (await listUnanswered(db, asked_day)).map(({ allocation_id }) => allocation_id))
  return {
    to_answer: await listAsksOf(db, person_id), my_asks: (await listOwnAsks(db, person_id, MOST_ASKS)).map((ask) => ({ ...ask, standing: standingOfAsk(ask, today) })),
    kept: (await listOwn(db, person_id)).map((row) => ({ ...lineOf(row), over: row.until_day !== null && row.until_day <= today, ask_still: still.has(row.id) })),
    handed_back: (await listHandedBack(db, person_id, MOST_HANDED_BACK)).map((receipt) => ({ ...receipt, words: describedWords(receipt), receipt: standingOfReceipt(receipt) })),
  }
}
