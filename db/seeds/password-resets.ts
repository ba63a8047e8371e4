import type { Row } from '../../src/database/tables.ts'
import { clock, dayAt, iso, type Kit, kitOf, type Scene, seconds } from './scene.ts'
import { addDays, schoolYearOf, staffDay } from './terms.ts'

type Resets = { password_resets: Row<'password_resets'>[], events: Row<'events'>[] }

/** Of the laptops these, by their place in the list, wait each time for somebody to remember. */
const FORGOTTEN = [5, 14, 22]
/** The laptops are reset on the half-term's third day with staff in. */
const THIRD = 3

/** The half-terms since the demonstration's year began: a keeper says so on their own page, the technician of the rest (M10). */
export function passwordResets(scene: Scene): Resets {
  const password_resets = roundsOf(scene).flatMap((day, i, rounds) => roundOn(scene, day, i === rounds.length - 1))
  return { password_resets, events: password_resets.map((reset) => eventOf(scene, reset)) }
}

/** The days of the rounds that have been, the earliest first. */
function roundsOf({ from, now }: Scene): string[] {
  const [first, last] = [dayAt(from.getTime()), dayAt(now.getTime())]
  const years = [...new Map([first, last].map((day) => [schoolYearOf(day).name, schoolYearOf(day)])).values()]
  const days = years.flatMap(({ half_terms }) => half_terms.map(([begins]) => thirdDay(begins)))
  return days.filter((day) => first <= day && day < last)
}

function thirdDay(begins: string): string {
  let day = addDays(begins, -1)
  for (let i = 0; i < THIRD; i++) day = staffDay(day, 1)
  return day
}

function roundOn(scene: Scene, day: string, isLast: boolean): Row<'password_resets'>[] {
  const technician = scene.adults.find(({ part }) => part.roles.includes('technician'))!.id
  const act_id = scene.id(clock(day, '16:00'))
  const laptops = kitOf(scene, 'Laptop').filter((_, i) => !(isLast && FORGOTTEN.includes(i)))
  return laptops.map((kit, i) => resetOf(scene, kit, { day, act_id, technician, at: clock(day, '16:00') + seconds(10 * i) }))
}

type Round = { day: string, act_id: string, technician: string, at: number }

function resetOf(scene: Scene, { id: device_id, keeper }: Kit, { day, act_id, technician, at }: Round): Row<'password_resets'> {
  const by_id = keeper?.id ?? technician
  return {
    id: scene.id(at), device_id, day, by_id, recorded_by_id: by_id, how: keeper ? 'own device' : 'several at once', at: iso(at),
    act_id: keeper ? scene.id(at) : act_id, undone_at: null, undone_by_id: null, undone_reason: null,
  }
}

function eventOf(scene: Scene, { id: reset_id, device_id, day, by_id, recorded_by_id, at }: Row<'password_resets'>): Row<'events'> {
  const data = JSON.stringify({ reset_id, day, by_id })
  return { id: scene.id(Date.parse(at)), at, verb: 'password.reset', actor_id: recorded_by_id, desk_id: null, subject: 'device', subject_id: device_id, data }
}
