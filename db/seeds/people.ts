import { dayOf } from '../../src/calendar/days.ts'
import type { Row, Tables } from '../../src/database/tables.ts'
import { fold, sortName } from '../../src/text/fold.ts'
import { cast, classNames, type Part } from './cast.ts'
import type { IdAt } from './ids.ts'
import { between, type Random } from './random.ts'
import { type Adult, iso, type Room } from './scene.ts'
import { addDays, schoolYearOf, type SchoolYear } from './terms.ts'

type Making = { now: Date, from: Date, random: Random, id: IdAt }
type Year = SchoolYear & { id: string }

/** The cast with their first and last days, as seen from today. */
export function hire({ now, from, random, id }: Making): Adult[] {
  return cast.map((part) => ({ id: id(from.getTime()), part, ...stayOf(part, dayOf(now), dayOf(from), random) }))
}

function stayOf(part: Part, today: string, from: string, random: Random): Pick<Adult, 'first_day' | 'last_day'> {
  const first_day = `${Number(from.slice(0, 4)) - between(random, 1, 14)}-09-01`
  if (part.stay === 'left') return { first_day, last_day: addDays(today, -45) }
  if (part.stay === 'leaving') return { first_day, last_day: addDays(today, 15) }
  if (part.stay === 'starting') return { first_day: addDays(today, 18), last_day: null }
  if (part.kind === 'student') return { first_day: addDays(today, -60), last_day: addDays(today, 40) }
  return { first_day: part.kind === 'staff' ? first_day : addDays(from, -30), last_day: null }
}

/** The classes of every school year from the first day of the story; teachers move on by a few each year. */
export function openClasses({ now, from, id }: Making, adults: Adult[]): { years: Year[], rooms: Room[] } {
  const years = []
  for (let year = schoolYearOf(dayOf(from)); ; year = schoolYearOf(addDays(year.ends_on, 1))) {
    years.push({ ...year, id: id(from.getTime()) })
    if (dayOf(now) <= year.ends_on) break
  }
  const teachers = adults.filter(({ part }) => part.teaches !== undefined)
  const helpers = adults.filter(({ part }) => part.helps !== undefined)
  const rooms = years.toReversed().flatMap(({ id: year, starts_on }, ago) => classNames.map((name, i) => ({
    id: id(from.getTime()), name, year, starts_on,
    teacher: teachers[(i + 3 * ago) % teachers.length]!, helper: helpers[(i + 5 * ago) % helpers.length]!,
  })))
  return { years, rooms: rooms.toSorted((a, b) => a.starts_on.localeCompare(b.starts_on)) }
}

type PeopleTable = 'people' | 'person_roles' | 'school_years' | 'classes' | 'class_people' | 'class_cards'
type PeopleRows = { [T in PeopleTable]: Row<T>[] }

export function peopleRows({ from, id }: Making, adults: Adult[], years: Year[], rooms: Room[]): PeopleRows {
  const current = years.at(-1)!.id
  return {
    people: adults.map((adult) => personRow(adult, iso(from.getTime()))),
    person_roles: adults.flatMap(({ id: person_id, part }) => part.roles.map((role) => ({ person_id, role }))),
    school_years: years.map(({ id: year, name, starts_on, ends_on }) => ({ id: year, name, starts_on, ends_on })),
    classes: rooms.map(({ id: room, year, name }) => (
      { id: room, school_year_id: year, name, search_name: fold(name) })),
    class_people: rooms.flatMap(({ id: class_id, teacher, helper }) => [teacher, helper]
      .map((adult) => ({ class_id, person_id: adult.id }))),
    class_cards: rooms.filter(({ year }) => year === current).map((room) => ({
      id: id(from.getTime()), class_id: room.id, answers_id: room.teacher.id, purpose: 'Computing lesson',
    })),
  }
}

function personRow({ id, part, first_day, last_day }: Adult, created_at: string): Tables['people'] {
  const { name, kind, job } = part
  return {
    id, name, sort_name: sortName(name), search_name: fold(name), email: emailOf(part), kind, job_title: job,
    first_day, last_day, created_at,
  }
}

/** Volunteers and visitors have no address of the school's. */
export function emailOf({ name, kind }: Part): string | null {
  if (kind === 'volunteer' || kind === 'visitor') return null
  const words = fold(name).replace(/[^a-z ]/g, '').split(' ')
  return `${words[0]![0]}.${words.at(-1)}@marrowby.example`
}
