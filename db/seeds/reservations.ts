import { dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import { clock, iso, type Room, roomsOn, type Scene } from './scene.ts'
import { addDays, kindOfDay } from './terms.ts'

type Told = { reservations: Row<'reservations'>[], events: Row<'events'>[] }

/** How many of the coming school days are spoken for. */
const DAYS = 4

/** Of the coming days a trolley before break and some laptops after lunch, each reserved by a class teacher the day before (M2); the first laptops are offered to others (M14). */
export function reservationsMade(scene: Scene, laptop: string): Told {
  const made = comingDays(scene).flatMap((day, i) => {
    const [first, second] = [roomsOn(scene, day)[i]!, roomsOn(scene, day)[i + DAYS]!]
    const set = scene.sets[i % scene.sets.length]!
    return [
      wanted(scene, first, { day, slot: 'Before break', starts: '10:00', ends: '10:45', set_id: set.id, type_id: null, wanted: 1, purpose: 'Computing' }),
      wanted(scene, second, { day, slot: 'After lunch', starts: '13:00', ends: '14:10', set_id: null, type_id: laptop, wanted: 8, purpose: 'Writing' }),
    ]
  })
  const reservations = made.map((row, i) => (i === 1 ? { ...row, ...offered(scene) } : row))
  return { reservations, events: reservations.flatMap((row) => eventsOf(scene, row)) }
}

function comingDays({ now }: Scene): string[] {
  const days: string[] = []
  for (let day = addDays(dayOf(now), 1); days.length < DAYS; day = addDays(day, 1)) if (kindOfDay(day) === 'open') days.push(day)
  return days
}

type Wanted = Pick<Row<'reservations'>, 'day' | 'slot' | 'starts' | 'ends' | 'set_id' | 'type_id' | 'wanted' | 'purpose'>

function wanted(scene: Scene, { id: class_id, teacher }: Room, row: Wanted): Row<'reservations'> {
  const made = madeAt(scene)
  return {
    id: scene.id(made), person_id: teacher.id, class_id, ...row, device_id: null, made_at: iso(made), made_by_id: teacher.id,
    cancelled_at: null, cancelled_by_id: null, offered_at: null, offered_by_id: null, made_way_at: null,
  }
}

function madeAt({ now }: Scene): number {
  return clock(addDays(dayOf(now), -1), '16:05')
}

/** Whoever reserved it will be away, and the office has said so. */
function offered(scene: Scene): Pick<Row<'reservations'>, 'offered_at' | 'offered_by_id'> {
  return { offered_at: iso(madeAt(scene) + 20 * 60_000), offered_by_id: scene.adults.find(({ part }) => part.roles.includes('office'))!.id }
}

function eventsOf({ id }: Scene, { id: subject_id, person_id, made_at, offered_at, offered_by_id }: Row<'reservations'>): Row<'events'>[] {
  const event = (at: string, verb: string, actor_id: string | null) => ({ id: id(Date.parse(at)), at, verb, actor_id, desk_id: null, subject: 'reservation', subject_id, data: JSON.stringify({ person_id }) })
  return [event(made_at, 'reservation.made', person_id), ...offered_at === null ? [] : [event(offered_at, 'reservation.offered', offered_by_id)]]
}
