import { at, dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Row, SignedHow } from '../database/tables.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { isTheirName, neededOn } from './rules.ts'
import { findAgreement, findSigner, insertSignatures, listEverybody, listHashes, listKindsOf } from './store.ts'

export type Signing = {
  agreement_id: string, person_id: string, full_name: string, job_title: string, how: SignedHow
  /** Whoever handed it over at reception; null on one's own account. */
  recorded_by_id: string | null
}
export type Signed = { signature_id: string } | { problems: Problem[] }

/** Somebody signs a version in person, once for a form's key; kept with the hash of what they read (M11). Throws KeyReused, NotFound. */
export function signAgreement(db: Db, key: string, wish: Signing, now: Date): Promise<Signed> {
  return actOnce(db, key, wish, now, (db) => signIn(db, wish, now), (signed) => 'signature_id' in signed)
}

/** The same inside an act that does more. */
export async function signIn(db: Act, wish: Signing, now: Date): Promise<Signed> {
  const agreement = await findAgreement(db, wish.agreement_id)
  const person = await findSigner(db, wish.person_id)
  const isForThem = person && (await listKindsOf(db, agreement.id)).includes(person.kind)
  if (!isForThem || agreement.ended_at !== null) return refuse('', 'You are not asked to sign this version. Open the page again')
  if (!isTheirName(wish.full_name, person.search_name)) return refuse('full_name', `Type your own name as the school writes it: ${person.name}`)
  const signature = { ...wish, id: newId(), text_hash: agreement.text_hash, signed_at: now.toISOString() }
  await keep(db, [signature], { person_id: wish.recorded_by_id ?? wish.person_id, desk_id: null }, now)
  return { signature_id: signature.id }
}

function refuse(name: string, message: string): Signed {
  return { problems: [{ name, message }] }
}

async function keep(db: Act, signatures: Row<'signatures'>[], actor: Actor, now: Date): Promise<void> {
  await insertSignatures(db, signatures)
  await record(db, actor, now, ...signatures.map(({ id, agreement_id, person_id, how }) => (
    { verb: 'agreement.signed', subject: 'person', subject_id: person_id, data: { signature_id: id, agreement_id, how } })))
}

export type OnPaper = { person_ids: string[], day: string, actor: Actor & { person_id: string } }
export type Recorded = { recorded: number } | { problems: Problem[] }

/** The office records who signed on paper on a day (YYYY-MM-DD): each signed the version that was for them then (M11). Throws KeyReused. */
export function recordPaper(db: Db, key: string, wish: OnPaper, now: Date): Promise<Recorded> {
  return actOnce(db, key, wish, now, (db) => recordOnPaper(db, wish, now), (done) => 'recorded' in done)
}

async function recordOnPaper(db: Act, { person_ids, day, actor }: OnPaper, now: Date): Promise<Recorded> {
  if (day > dayOf(now)) return { problems: [{ name: 'day', message: 'That day is still to come' }] }
  const ticked = (await listEverybody(db, dayOf(now))).filter(({ id }) => person_ids.includes(id))
  if (ticked.length < new Set(person_ids).size) return { problems: [{ name: 'person_ids', message: 'Somebody on the list is not here any more. Open the page again' }] }
  const meant = ticked.map((person) => ({ person, agreement_id: neededOn(person.versions, day)?.agreement_id }))
  const without = meant.find(({ agreement_id }) => agreement_id === undefined)
  if (without) return { problems: [{ name: 'day', message: `On that day there was nothing for ${without.person.name} to sign` }] }
  const hashes = await listHashes(db)
  await keep(db, meant.map(({ person, agreement_id }) => ({
    id: newId(), agreement_id: agreement_id!, person_id: person.id, text_hash: hashes.get(agreement_id!)!, full_name: person.name,
    job_title: person.job_title, signed_at: at(day, '00:00'), how: 'paper', recorded_by_id: actor.person_id,
  })), actor, now)
  return { recorded: meant.length }
}
