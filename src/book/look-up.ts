import type { Db } from '../database/open.ts'
import { tagText } from '../tags/scan.ts'
import { fold, likePattern } from '../text/fold.ts'
import type { Filters } from './forms.ts'
import type { Found } from './rules.ts'
import { findDeviceOfTag, findPersonName, listDevicesLike, listPeopleLike, listClassesLike } from './store.ts'

export type Match = { id: string, name: string }

/** What the filters mean, and what each typed text could mean, so that the page can offer it. */
export type LookedUp = { found: Found, devices: Match[], people: Match[], person_name: string }

export async function lookUp(db: Db, filters: Filters): Promise<LookedUp> {
  const devices = filters.device ? await devicesOf(db, filters.device) : null
  const people = filters.person ? await peopleOf(db, filters.person) : null
  const any = filters.q ? await anythingOf(db, filters.q) : null
  const exact = any?.exact && !devices ? [any.exact] : null
  return {
    found: {
      device_ids: exact ? idsOf(exact) : devices && idsOf(devices),
      person_ids: people && idsOf(people),
      class_id: filters.class || null,
      any: any && !exact ? { device_ids: any.devices, person_ids: idsOf(any.people), class_ids: any.classes } : null,
    },
    devices: devices ?? [], people: people ?? any?.people ?? [],
    person_name: people?.length === 1 ? people[0]!.name : filters.person,
  }
}

/** A whole tag (code, serial number, old number) is one device; part of one is all that have it. */
async function devicesOf(db: Db, typed: string): Promise<Match[]> {
  const one = await findDeviceOfTag(db, tagText(typed))
  return one ? [one] : listDevicesLike(db, likePattern(typed), 200)
}

/** A person's id, their whole name, or part of one. */
async function peopleOf(db: Db, typed: string): Promise<Match[]> {
  const one = await findPersonName(db, typed)
  if (one) return [one]
  const like = await listPeopleLike(db, likePattern(typed), 50)
  const whole = like.filter(({ search_name }) => search_name === fold(typed))
  return whole.length > 0 ? whole : like
}

async function anythingOf(db: Db, typed: string) {
  const exact = await findDeviceOfTag(db, tagText(typed))
  if (exact) return { exact, devices: [], people: [], classes: [] }
  const pattern = likePattern(typed)
  const devices = idsOf(await listDevicesLike(db, pattern, 500))
  const classes = idsOf(await listClassesLike(db, pattern))
  return { exact: null, devices, people: await listPeopleLike(db, pattern, 50), classes }
}

function idsOf(matches: { id: string }[]): string[] {
  return matches.map(({ id }) => id)
}
