import { createHash } from 'node:crypto'
import { instantsOf, schoolYearOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { AcceptedHow } from '../database/tables.ts'
import { type Actor, record } from '../events/record.ts'
import { readSettings } from '../settings/store.ts'
import { findAcceptance, findTerms, insertAcceptance, insertTerms } from './store.ts'

type Accepting = { person_id: string, how: AcceptedHow, desk_id: string | null }

/** Somebody accepts the terms in person, as they stand now; returns the acceptance's id (M6, M22). */
export async function acceptTerms(db: Act, { person_id, how, desk_id }: Accepting, now: Date): Promise<string> {
  const terms = (await findTerms(db))!
  const acceptance = { id: newId(), person_id, terms_id: terms.id, text_hash: terms.text_hash, accepted_at: now.toISOString(), how, desk_id }
  await insertAcceptance(db, acceptance)
  await record(db, { person_id, desk_id }, now, { verb: 'terms.accepted', subject: 'person', subject_id: person_id, data: { acceptance_id: acceptance.id, how } })
  return acceptance.id
}

/** The acceptance that still counts for somebody on a day (YYYY-MM-DD): this school year's, where the school lets one hold so long. */
export async function standingAcceptance(db: Db, personId: string, today: string): Promise<string | null> {
  const { terms_hold } = await readSettings(db)
  return terms_hold === 'school year' ? acceptedThisYear(db, personId, today) : null
}

/** Whether somebody accepted the terms of now in this school year. */
export async function acceptedThisYear(db: Db, personId: string, today: string): Promise<string | null> {
  const { from } = instantsOf(schoolYearOf(today).starts_on)
  const found = await findAcceptance(db, personId, (await findTerms(db))!.id, from)
  return found?.id ?? null
}

/** New words are a new version: what was accepted before stays as it was read. */
export function changeTerms(db: Db, text: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    if ((await findTerms(db))!.text === text) return
    const id = newId()
    await insertTerms(db, { id, text, text_hash: termsHash(text), from_at: now.toISOString(), by_id: actor.person_id })
    await record(db, actor, now, { verb: 'terms.changed', subject: 'school', subject_id: 'school', data: { terms_id: id } })
  })
}

function termsHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The terms as a list, a line each. */
export function termLines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean)
}
