import { pinMatches } from '../../accounts/pin.ts'
import { act } from '../../database/act.ts'
import type { Db } from '../../database/open.ts'
import { tagText } from '../../tags/scan.ts'
import { findTag } from '../../tags/store.ts'
import { answerIn } from '../receipts/answer.ts'

export type InPerson = { person_id: string, handover_id: string[], badge: string, pin: string }

/**
 * Whoever stands there confirms their receipts as described, proved by badge and PIN; false where these are not theirs, and then
 * nothing is written. The PIN is checked before the act begins.
 */
export async function confirmInPerson(db: Db, { person_id, handover_id, badge, pin }: InPerson, now: Date): Promise<boolean> {
  const tag = await findTag(db, tagText(badge))
  if (!tag?.person_id || tag.person_id !== person_id || await pinMatches(db, person_id, pin, now) !== 'right') return false
  const said = { person_id, answer: 'as described', words: '', how: 'badge and PIN', actor: { person_id, desk_id: null } } as const
  await act(db, async (db) => {
    for (const id of handover_id) await answerIn(db, { ...said, handover_id: id }, now)
  })
  return true
}
