import { addDays, dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import { type Adult, iso, kitOf, minutes, type Scene } from './scene.ts'
import { staffDay } from './terms.ts'

type Told = { trips: Row<'trips'>[], approvals: Row<'approvals'>[], approval_devices: Row<'approval_devices'>[], events: Row<'events'>[] }

const DAY = 24 * 60

/** Two requests wait, one for the head and one for the lead, and a trip with two cameras; one teacher may take any iPad home until the end of next month (M7). */
export function permissionsAsked(scene: Scene, ipads: string): Told {
  const named = (name: string) => scene.adults.find(({ part }) => part.name === name)!
  const tomorrow = staffDay(dayOf(scene.now), 1)
  const span = { from_day: tomorrow, until_day: addDays(tomorrow, 14) }
  const [ipad, chromebook] = [kitOf(scene, 'iPad').find(({ keeper }) => keeper === null)!, kitOf(scene, 'Chromebook')[3]!]
  const waiting = [
    { approval: askedBy(scene, named('Nia Ŵyn Parry'), 50, { ...span, why: 'Filming the Year 1 assembly at the village hall' }), device_id: ipad.id },
    { approval: askedBy(scene, named('Hodan Warsame'), 20, { ...span, why: 'Planning at home' }), device_id: chromebook.id },
  ]
  const granted = grantedBy(named('Rosalind Okonkwo-Hart'), askedBy(scene, named('Imran Qureshi-Holt'), 9 * DAY, {
    from_day: dayOf(iso(scene.now.getTime() - minutes(8 * DAY))), until_day: addDays(dayOf(scene.now), 40), why: 'Marking at home', type_id: ipads }))
  const leader = named('João d’Almeida')
  const trip = tripOf(scene, leader)
  const cameras = kitOf(scene, 'Camera').slice(0, 2)
  const on_trip = askedBy(scene, leader, 3 * 60, {
    from_day: trip.first_day, until_day: staffDay(trip.last_day, 1), why: 'Photographs of the cliffs and the lighthouse', trip_id: trip.id })
  const approvals = [...waiting.map(({ approval }) => approval), granted, on_trip]
  return {
    trips: [trip], approvals, approval_devices: [
      ...waiting.map(({ approval, device_id }) => ({ approval_id: approval.id, device_id, goes_empty: 0 as const, wiped_at: null, wiped_by_id: null })),
      ...cameras.map(({ id }) => ({ approval_id: on_trip.id, device_id: id, goes_empty: 1 as const, wiped_at: null, wiped_by_id: null })),
    ],
    events: approvals.map((approval) => eventOf(scene, approval)),
  }
}

function tripOf(scene: Scene, { id: leader_id }: Adult): Row<'trips'> {
  const first_day = staffDay(addDays(dayOf(scene.now), 6), 1)
  const at = scene.now.getTime() - minutes(3 * 60)
  return {
    id: scene.id(at), leader_id, name: 'Year 6 residential', place: 'The coast', first_day, last_day: addDays(first_day, 2), made_at: iso(at),
    made_by_id: leader_id, accepted_at: null, accepted_by_id: null, acceptance_id: null,
  }
}

type Asking = Pick<Row<'approvals'>, 'from_day' | 'until_day' | 'why'> & Partial<Row<'approvals'>>

function askedBy(scene: Scene, { id: person_id }: Adult, minutesAgo: number, asked: Asking): Row<'approvals'> {
  const at = scene.now.getTime() - minutes(minutesAgo)
  return {
    id: scene.id(at), person_id, type_id: null, trip_id: null, carries_personal_data: 0, video_calls: 0, asked_at: iso(at), asked_by_id: person_id,
    decision: null, decided_at: null, decided_by_id: null, decided_as: null, granted_until: null, words: '', revoked_at: null, revoked_by_id: null,
    revoked_words: '', in_school: 0, ...asked,
  }
}

function grantedBy({ id }: Adult, approval: Row<'approvals'>): Row<'approvals'> {
  const decided_at = iso(Date.parse(approval.asked_at) + minutes(45))
  return { ...approval, decision: 'approved', decided_at, decided_by_id: id, decided_as: 'head', granted_until: approval.until_day, words: 'Gladly' }
}

function eventOf(scene: Scene, { id, person_id, asked_at: at, asked_by_id }: Row<'approvals'>): Row<'events'> {
  const data = JSON.stringify({ person_id })
  return { id: scene.id(Date.parse(at)), at, verb: 'approval.asked', actor_id: asked_by_id, desk_id: null, subject: 'approval', subject_id: id, data }
}
