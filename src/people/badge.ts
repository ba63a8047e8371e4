import { act, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { findTag, insertTag, removeTag, whoseTag } from '../tags/store.ts'
import { listBadges } from './store.ts'

/** Gives a person a badge in place of the one they have, whose code means nothing any more. The answer is why not, or null. */
export function giveBadge(db: Db, personId: string, code: string, actor: Actor, now: Date): Promise<string | null> {
  const run = () => act(db, async (db) => {
    if ((await findTag(db, code))?.person_id === personId) return null
    const taken = await whoseTag(db, code)
    if (taken) return taken
    for (const { text } of await listBadges(db, personId)) await removeTag(db, text)
    await insertTag(db, code, 'badge', { person_id: personId }, now)
    await record(db, actor, now, { verb: 'badge.given', subject: 'person', subject_id: personId })
    return null
  })
  return run().catch((error: unknown) => {
    if (isUniqueViolation(error)) return run()
    throw error
  })
}

/** A lost badge: from now on nobody knows it. */
export function takeBadge(db: Db, personId: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    for (const { text } of await listBadges(db, personId)) await removeTag(db, text)
    await record(db, actor, now, { verb: 'badge.taken', subject: 'person', subject_id: personId })
  })
}
