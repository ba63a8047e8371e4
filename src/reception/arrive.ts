import { endSessionsOf } from '../auth/sessions.ts'
import { listRolesOf } from '../auth/store.ts'
import { dayOf } from '../calendar/days.ts'
import { listCurrentClasses } from '../classes/store.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { listAnswerers } from '../loans/choices.ts'
import { findPerson, insertPerson, type Person, takeRoles, updatePerson } from '../people/store.ts'
import { giveCard, problemsOfCard } from '../supply-cards/give.ts'
import { fold, sortName } from '../text/fold.ts'
import type { ArrivalFields } from './forms.ts'
import { hasLeft, problemsOfArrival, stayFrom } from './rules.ts'
import { findAnswererOf } from './store.ts'

export type Arrival = ArrivalFields & { actor: Actor }
export type Arrived = { card_id: string, person_id: string } | { problems: Problem[] }

/**
 * Somebody comes to reception: added, or found again with the one history they have, and handed a card for today, with whoever
 * answers for them; once for a form's key (M20). Throws KeyReused, NotFound.
 */
export function arrive(db: Db, key: string, wish: Arrival, now: Date): Promise<Arrived> {
  return actOnce(db, key, wish, now, (db) => welcome(db, wish, now), (arrived) => 'card_id' in arrived)
}

async function welcome(db: Act, wish: Arrival, now: Date): Promise<Arrived> {
  const today = dayOf(now)
  const { number, class_id, person_id: id } = wish
  const person = id === null ? null : await findPerson(db, id)
  const last_day = wish.last_day ?? today
  const answers_id = wish.answers_id ?? (class_id === null ? null : await findAnswererOf(db, class_id, today))
  const problems = problemsOfArrival({
    today, kind: wish.kind, person, last_day, class_id, answers_id,
    class_known: (await listCurrentClasses(db, today)).some((one) => one.id === class_id),
    answers_here: (await listAnswerers(db, today)).some(({ value }) => value === answers_id),
  })
  problems.push(...await problemsOfCard(db, { number, person_id: id }, now))
  if (problems.length > 0) return { problems }
  const person_id = person ? await comeAgain(db, person, { ...wish, last_day }, now) : await addNew(db, { ...wish, last_day }, now)
  return { card_id: await giveCard(db, { number, person_id, answers_id, class_id }, wish.actor, now), person_id }
}

type Until = Arrival & { last_day: string }

async function addNew(db: Act, { name, kind, last_day, actor }: Until, now: Date): Promise<string> {
  const id = newId()
  await insertPerson(db, {
    id, name, sort_name: sortName(name), search_name: fold(name), email: null, kind, job_title: '',
    first_day: dayOf(now), last_day, created_at: now.toISOString(),
  })
  await record(db, actor, now, { verb: 'person.added', subject: 'person', subject_id: id })
  return id
}

/** Whoever had left comes back without the roles that they had, and signed in nowhere. */
async function comeAgain(db: Act, person: Person, { kind, last_day, actor }: Until, now: Date): Promise<string> {
  const { id } = person
  const stay = stayFrom(person, last_day, dayOf(now))
  if (hasLeft(person, dayOf(now))) await leaveRoles(db, id, actor, now)
  if (kind === person.kind && stay.first_day === person.first_day && stay.last_day === person.last_day) return id
  await updatePerson(db, id, { kind, ...stay })
  await record(db, actor, now, { verb: 'person.changed', subject: 'person', subject_id: id, data: stay })
  return id
}

async function leaveRoles(db: Act, id: string, actor: Actor, now: Date): Promise<void> {
  await endSessionsOf(db, id)
  const taken = (await listRolesOf(db, id)).filter((role) => role !== 'staff')
  if (taken.length === 0) return
  await takeRoles(db, id, taken)
  await record(db, actor, now, { verb: 'roles.changed', subject: 'person', subject_id: id, data: { given: '', taken: taken.join(' ') } })
}
