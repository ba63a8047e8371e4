import { lackOn } from '../agreements/rules.ts'
import { unsignedOf } from '../agreements/standing.ts'
import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { listCurrentClasses } from '../classes/store.ts'
import type { Db } from '../database/open.ts'
import { listAnswerers } from '../loans/choices.ts'
import { KIND_NAMES } from '../people/rules.ts'
import { listPeople } from '../people/search.ts'
import type { Person } from '../people/store.ts'
import type { Settings } from '../settings/store.ts'
import { isActive, nextNumber } from '../supply-cards/rules.ts'
import { type CardOut, listNotBack, listOut } from '../supply-cards/store.ts'
import { hasLeft, KINDS_AT_RECEPTION } from './rules.ts'

const MOST_FOUND = 8
const MOST_CARDS = 50

/** Whoever the school knows by a name, still here or not: somebody who comes again keeps one history. */
export async function listFound(db: Db, name: string, now: Date) {
  const found = await listPeople(db, { q: name, kind: '', role: '', class: '', here: 'all' }, dayOf(now), {}, MOST_FOUND)
  return found.map(({ id, name, kind, job_title, last_day }) => ({ id, name, post: job_title || KIND_NAMES[kind], left: hasLeft({ last_day }, dayOf(now)) ? last_day : null }))
}

/** What views/reception/index.ejs needs beside what was looked for. */
export async function receptionModel(db: Db, viewer: Account, settings: Settings, now: Date) {
  const out = await listOut(db, dayOf(now))
  return { out: await statesOf(db, out, settings, now), not_back: await listNotBack(db, dayOf(now), MOST_CARDS), may_print: can(viewer.roles, 'print-labels') }
}

/** Of each card whether its holder has signed, and whether the card is their badge by now. */
async function statesOf(db: Db, out: CardOut[], { unsigned_may, agreement_warn_until }: Settings, now: Date) {
  const unsigned = out.length === 0 ? new Set<string>() : await unsignedOf(db, out.map(({ person_id }) => person_id), now)
  const lack = lackOn(dayOf(now), agreement_warn_until)
  return out.map((card) => {
    const signed = !unsigned.has(card.person_id)
    return { ...card, signed, active: isActive({ agreement: signed ? 'signed' : lack, unsigned_may }) }
  })
}

/** The next card that nobody has, nor has kept. */
export async function nextCard(db: Db, now: Date): Promise<number> {
  const away = [...await listOut(db, dayOf(now)), ...await listNotBack(db, dayOf(now), MOST_CARDS)]
  return nextNumber(away.map(({ number }) => number))
}

/** What the form offers. */
export async function choicesFor(db: Db, person: Person | null, now: Date) {
  const today = dayOf(now)
  const isColleague = person?.kind === 'staff' && !hasLeft(person, today)
  const staff = await listAnswerers(db, today)
  return {
    kinds: isColleague ? [] : KINDS_AT_RECEPTION.map((value) => ({ value, label: KIND_NAMES[value] })),
    classes: (await listCurrentClasses(db, today)).map(({ id, name }) => ({ value: id, label: name })),
    answerers: staff.filter(({ value }) => value !== person?.id),
  }
}
