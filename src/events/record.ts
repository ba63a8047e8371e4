import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import { newId } from '../database/ids.ts'
import type { Row } from '../database/tables.ts'

export type Actor = { person_id: string | null, desk_id: string | null }
export type Event = {
  verb: string, subject: string, subject_id: string
  /** Ids, codes of reasons and figures only: names live in one erasable row elsewhere. */
  data?: Record<string, string | number | null>
}

/** Writes what happened into the append-only log; call it inside the act it tells of. */
export async function record(db: Db, actor: Actor, now: Date, ...events: Event[]): Promise<void> {
  if (events.length === 0) return
  await insertEvents(db, events.map((event) => ({
    id: newId(),
    at: now.toISOString(),
    verb: event.verb,
    actor_id: actor.person_id,
    desk_id: actor.desk_id,
    subject: event.subject,
    subject_id: event.subject_id,
    data: JSON.stringify(event.data ?? {}),
  })))
}

const insertEvents = prepared((db: Db, events: Row<'events'>[]) => db.insertInto('events').values(events))
