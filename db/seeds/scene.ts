import { at, dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import type { Part } from './cast.ts'
import type { IdAt } from './ids.ts'
import type { TypeName } from './kit.ts'
import type { Random } from './random.ts'

export type Adult = { id: string, part: Part, first_day: string | null, last_day: string | null }
/** A class of one school year, with its teacher and its teaching assistant. */
export type Room = { id: string, name: string, year: string, starts_on: string, teacher: Adult, helper: Adult }
/** One device as the story-teller sees it; `blocked` are spans of milliseconds when it cannot be lent by chance. */
export type Kit = {
  id: string, code: string, type: TypeName, set_id: string | null, keeper: Adult | null
  free_from: number, blocked: [from: number, until: number][]
}

/** Everything that the story-tellers need; nothing in it knows the database. */
export type Scene = {
  now: Date, from: Date, random: Random, id: IdAt
  adults: Adult[], rooms: Room[], kit: Kit[], sets: Row<'sets'>[], desks: Row<'desks'>[]
}

const midnights = new Map<string, number>()

/** The wall clock in school as UTC milliseconds; never asked on the two Sundays when the clocks change. */
export function clock(day: string, time: string): number {
  const midnight = midnights.get(day) ?? Date.parse(at(day, '00:00'))
  midnights.set(day, midnight)
  return midnight + minutes(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
}

export const iso = (ms: number) => new Date(ms).toISOString()
export const minutes = (count: number) => count * 60_000
export const seconds = (count: number) => count * 1000

export function isHere(adult: Adult, day: string): boolean {
  return (adult.first_day ?? '') <= day && day <= (adult.last_day ?? '9999')
}

export function isFree(kit: Kit, from: number, until: number): boolean {
  return kit.free_from <= from && kit.blocked.every(([start, end]) => until < start || end <= from)
}

export function kitOf(scene: Scene, type: TypeName): Kit[] {
  return scene.kit.filter((kit) => kit.type === type)
}

/** The classes of that day's school year. */
export function roomsOn(scene: Scene, day: string): Room[] {
  const year = scene.rooms.findLast((room) => room.starts_on <= day)?.year
  return scene.rooms.filter((room) => room.year === year)
}

/** Whoever works at the school on that day, without supply teachers and students. */
export function staffOn(scene: Scene, day: string): Adult[] {
  return scene.adults.filter((adult) => adult.part.kind === 'staff' && isHere(adult, day))
}

export function leadOf(scene: Scene): Adult {
  return scene.adults.find(({ part }) => part.roles.includes('lead'))!
}

export const dayAt = (ms: number) => dayOf(new Date(ms))
