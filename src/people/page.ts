import { type PersonReturn, returnOf } from '../absences/person.ts'
import { agreementOf } from '../agreements/person.ts'
import { borrowingOf } from '../approvals/in-school/person.ts'
import type { Account } from '../auth/account.ts'
import { can, ROLE_NAMES, ROLES } from '../auth/permissions.ts'
import { findAccountOf, listRolesOf } from '../auth/store.ts'
import { mayTakeInHand } from '../accounts/rules.ts'
import { addDays, dayOf } from '../calendar/days.ts'
import { isOverdue, type Lateness } from '../calendar/late.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { stateOf } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { type Form, formOf } from '../http/forms.ts'
import { NOTHING_TO_OFFER, toOfferOf } from '../reservations/offers.ts'
import { secondStepSince } from '../second-step/store.ts'
import { nextCodes } from '../tags/free-codes.ts'
import { listTagsLike } from '../tags/store.ts'
import { listDeviceIdsWith, readPast } from './past.ts'
import { rolesOnOffer } from './role-rules.ts'
import { hasWords, KIND_NAMES, nextAct, standingOf } from './rules.ts'
import { findPerson, listBadges, listClassesOf, listHeldRoles, type Person } from './store.ts'

const LEAVING_SOON = 21

export type Asked = { before: string | null, badge_form?: Form, roles_form?: Form }

/** What views/people/view.ejs needs. Throws NotFound. */
export async function personPage(db: Db, viewer: Account, id: unknown, { before, badge_form, roles_form }: Asked, now: Date) {
  const person = await findPerson(db, id)
  const roles = await listRolesOf(db, person.id)
  const badge = (await listBadges(db, person.id))[0]?.text ?? null
  const arranged = await returnOf(db, viewer, person.id, now)
  const has = await hasNow(db, person.id, arranged, now)
  const standing = standingOf(person, dayOf(now), addDays(dayOf(now), LEAVING_SOON))
  const may = { edit: can(viewer.roles, 'edit-people'), grant: can(viewer.roles, 'grant-roles'), open_devices: can(viewer.roles, 'see-devices'), see_record: can(viewer.roles, 'take-school-file') }
  const to_offer = arranged.may_arrange ? await toOfferOf(db, person.id, now) : NOTHING_TO_OFFER
  const next_badge = may.edit ? nextCodes('P', await listTagsLike(db, 'P'), 1)[0]! : ''
  const first = (list: { code: string }[]) => list[0]?.code ?? null
  return {
    person, standing, badge, next_badge, may, arranged, ...has, to_offer, offer_form: formOf({ reservation_ids: to_offer.choices.map(({ value }) => value) }),
    kind: KIND_NAMES[person.kind],
    words: hasWords({ out: has.out.length, overdue: has.overdue, kept: has.kept.length }),
    act: nextAct({ standing, first_out: first(has.out), first_kept: first(has.kept), has_badge: badge !== null, may_edit: may.edit }),
    classes: await listClassesOf(db, person.id),
    role_names: roles.map((role) => ROLE_NAMES[role]),
    roles_to_give: may.grant ? await rolesToGive(db, viewer, person.id) : [],
    account: await accountOf(db, viewer, person),
    agreement: await agreementOf(db, person.id, now),
    borrowing: await borrowingOf(db, person, now),
    past: await readPast(db, person.id, before),
    form: badge_form ?? roles_form ?? formOf(),
    badge_form: badge_form ?? formOf({ code: next_badge }), roles_form: roles_form ?? formOf({ roles }),
  }
}

async function hasNow(db: Db, personId: string, { open }: PersonReturn, now: Date) {
  const devices = await custodyOf(db, await listDeviceIdsWith(db, personId))
  const lateness = await readLateness(db, now)
  const in_time = new Set(open?.standing === 'arranged' ? open.devices.filter(({ awaited }) => awaited).map(({ code }) => code) : [])
  const lines = devices.map((device) => ({ ...lineOf(device, personId, lateness), return_by: in_time.has(device.code) ? open!.by_day : null }))
  const out = lines.filter(({ how }) => how === 'out').toSorted((a, b) => a.due_at!.localeCompare(b.due_at!))
  return {
    out, kept: lines.filter(({ how }) => how === 'kept'), answered: lines.filter(({ how }) => how === 'answered'),
    overdue: out.filter(({ state, return_by }) => state === 'overdue' && return_by === null).length,
  }
}

/** A device the person keeps counts as kept while somebody else has it out. */
function lineOf(device: CustodyFacts, personId: string, lateness: Lateness) {
  const state = stateOf(device)
  const mine = device.borrower_id === personId
  return {
    code: device.code, type: device.type_name, class_name: device.class_name, purpose: device.purpose,
    borrower: mine ? null : device.borrower, since: mine ? device.taken_at : device.kept_since ?? device.taken_at,
    due_at: device.due_at,
    state: state === 'out' && isOverdue(device.due_at!, lateness) ? 'overdue' : state,
    how: mine ? 'out' as const : device.keeper_id === personId ? 'kept' as const : 'answered' as const,
  }
}

async function rolesToGive(db: Db, viewer: Account, personId: string) {
  const facts = { granter: viewer.roles, self: viewer.person_id === personId, in_school: await listHeldRoles(db) }
  const offered = rolesOnOffer(facts)
  return ROLES.map((value) => ({ value, label: ROLE_NAMES[value], offered: offered.includes(value) }))
}

async function accountOf(db: Db, viewer: Account, person: Person) {
  const account = await findAccountOf(db, person.id)
  const self = viewer.person_id === person.id
  const in_hand = mayTakeInHand({ granter: viewer.roles, self, roles: await listRolesOf(db, person.id) })
  if (!account) return { state: 'none' as const, email: '', self, in_hand, other_email: false, second_step: false }
  const state = account.closed_at ? 'closed' as const : account.password_hash ? 'open' as const : 'given' as const
  const second_step = await secondStepSince(db, account.id) !== null
  return { state, email: account.email, self, in_hand, other_email: person.email !== null && person.email !== account.email, second_step }
}
