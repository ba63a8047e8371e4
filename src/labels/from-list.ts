import type { Db } from '../database/open.ts'
import { filterQuery } from '../devices/forms.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import { wantedOf } from '../devices/scanned.ts'
import { listDevices } from '../devices/store.ts'
import { listQuery } from '../people/forms.ts'
import { listPeople } from '../people/search.ts'
import type { Item } from './items.ts'
import { MOST } from './store.ts'

/** A link from a list says how the list was asked, not what it found: it stays short, however much that is. */
const askedOf = (list: string) => Object.fromEntries(new URLSearchParams(list))

/** The devices of a list, such as `state=out&type=laptop`, in its order. */
export async function listListedDevices(db: Db, list: string, now: Date): Promise<Item[]> {
  const devices = await listDevices(db, await wantedOf(db, filterQuery.parse(askedOf(list)), now), await readLateness(db, now), {}, MOST + 1)
  return devices.map(({ code, type_name }) => ({ kind: 'device', code, name: type_name, more: [] }))
}

/** The ids of a list's people; `today` is YYYY-MM-DD. */
export async function listListedPeople(db: Db, list: string, today: string): Promise<Set<string>> {
  const people = await listPeople(db, listQuery.parse(askedOf(list)), today, {}, MOST + 1)
  return new Set(people.map(({ id }) => id))
}
