import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Account } from '../auth/account.ts'
import { record } from '../events/record.ts'
import { newId } from '../database/ids.ts'
import { once } from '../http/once.ts'
import { nextCodes } from '../tags/free-codes.ts'
import { insertTag, listTagsLike } from '../tags/store.ts'
import { freeCodes, whoseBadges } from './choose.ts'
import type { Wish } from './forms.ts'
import { reserveCodes } from './store.ts'

export type Given = { id: string, codes: string[] }
type Print = { wish: Wish & { form_key: string }, count: number, by: Pick<Account, 'person_id'> }

/** As the people's pages suggest it: P-0042. */
const BADGE = 'P'

/**
 * Writes down that labels are printed, and gives for good the codes that they need: to blank tags the next free ones
 * of their type, to people without a badge one each. The same form again gets the same codes.
 */
export function giveCodes(db: Db, { wish, count, by }: Print, now: Date): Promise<Given> {
  return act(db, (db) => once(db, wish.form_key, wish, now, async () => {
    const id = newId()
    const codes = wish.what === 'blank' ? await freeCodes(db, wish.blank_type, wish.blank_count) : []
    if (codes.length > 0) await reserveCodes(db, codes, by.person_id, now)
    if (wish.what === 'badges') await giveBadges(db, wish, now)
    await record(db, { person_id: by.person_id, desk_id: null }, now,
      { verb: 'labels.printed', subject: 'labels', subject_id: wish.what, data: { print_id: id, count, sheet: wish.sheet } })
    return { id, codes }
  }))
}

async function giveBadges(db: Db, wish: Wish, now: Date): Promise<void> {
  const without = (await whoseBadges(db, wish, now)).filter(({ code }) => code === null)
  const codes = nextCodes(BADGE, await listTagsLike(db, BADGE), without.length)
  for (const [i, { id }] of without.entries()) await insertTag(db, codes[i]!, 'badge', { person_id: id }, now)
}
