import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { Role } from '../database/tables.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { heldNow } from './list.ts'
import { exampleAsks, holderAsks, sayHolders } from './reminders.ts'

/** Master passwords with fewer than two holders here, as their part in the daily letter. */
export const masterPasswordAsks: AskSource<'master password'> = {
  async read(db, { settings: { master_passwords, remind_master_passwords } }, now) {
    if (!master_passwords || !remind_master_passwords) return []
    const held = (await heldNow(db, now)).filter(({ heeds }) => heeds.length > 0)
    return held.length === 0 ? [] : holderAsks(held, await listKeepers(db), dayOf(now))
  },
  examples: exampleAsks,
  say: { 'master password': sayHolders },
}

const FIRST_TO_LAST: readonly Role[] = ['lead', 'business', 'head']

/** The computing lead; where there is none the business manager, else the head. */
async function listKeepers(db: Db): Promise<string[]> {
  for (const role of FIRST_TO_LAST) {
    const holders = await listHolders(db, role)
    if (holders.length > 0) return holders
  }
  return []
}
