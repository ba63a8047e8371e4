import type { Db } from '../database/open.ts'
import { preparedFirst } from '../database/prepared.ts'
import { isOpenAsk } from './borrowing/store.ts'
import { isOpenReceipt } from './receipts/store.ts'
import { isOpenAnswer } from './yearly/store.ts'

/**
 * Whether any receipt is open, any keeper has a device no longer or a problem with it, anything is to be back by a day (YYYY-MM-DD), anybody is asked to lend something, and somebody's own
 * ask waits or was answered since an instant (UTC ISO): five look-ups in one question, which is all where nothing is.
 */
export const findAnyOpen = preparedFirst((db: Db, day: string, askerId: string, since: string) => db.selectNoFrom((e) => [
  e.selectFrom('handovers as h').select('h.id').where(isOpenReceipt).limit(1).as('handover'),
  e.selectFrom('allocations as a').select('a.id').where('a.until_at', 'is', null).where('a.until_day', '<=', day).limit(1).as('over'),
  e.selectFrom('keeper_answers as y').select('y.id').where(isOpenAnswer).limit(1).as('answer'),
  e.selectFrom('borrow_asks as x').select('x.id').where(isOpenAsk).limit(1).as('ask'),
  e.selectFrom('borrow_asks as x').select('x.id').where('x.asker_id', '=', askerId).where('x.answered_at', '>=', since).limit(1).as('answered'),
]))
