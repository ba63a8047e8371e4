import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { listSetNames } from '../sets/store.ts'
import { nextCodes } from '../tags/free-codes.ts'
import { listTagsLike } from '../tags/store.ts'
import { fold } from '../text/fold.ts'
import type { Homes, SetInPlay } from './compare/homes.ts'
import type { ReadSet, SchoolTypes } from './lines/read.ts'
import { cleanCode } from './values/codes.ts'

/** What goes on across the lines of one list: who was met already, which trolleys and codes are given out. */
export type DeviceRun = {
  types: SchoolTypes
  homes: Homes
  /** Trolleys that are made because a device is to live in them. */
  newSets: () => SetInPlay[]
  giveCode: (prefix: string) => Promise<string>
  /** By device: the line that was about it. */
  met: Map<string, number>
  unknown: Map<string, number>
  now: string, today: string
}

type Start = { types: SchoolTypes, sets: ReadSet[], codes: string[], count: number, now: string, today: string }

export async function deviceRun(db: Db, { types, sets, codes, count, now, today }: Start): Promise<DeviceRun> {
  const inPlay = await setsInPlay(db, sets, codes)
  const used = new Set<SetInPlay>()
  const occupants = await listOccupants(db)
  const setCalled = (name: string) => {
    const set = inPlay.get(fold(name)) ?? null
    if (set) used.add(set)
    return set
  }
  return {
    types, now, today, met: new Map(), unknown: new Map(),
    homes: { setCalled, occupant: (setId, slot) => occupants.get(`${setId} ${slot}`) ?? null },
    newSets: () => [...used].filter(({ is_new }) => is_new),
    giveCode: codeGiver(db, codes, count),
  }
}

/** Free codes by prefix, after those of the school and those of the list. */
function codeGiver(db: Db, codes: string[], count: number): (prefix: string) => Promise<string> {
  const free = new Map<string, string[]>()
  return async (prefix) => {
    const left =
      free.get(prefix) ?? nextCodes(prefix, [...(await listTagsLike(db, prefix)), ...codes], count).toReversed()
    free.set(prefix, left)
    return left.pop()!
  }
}

async function listOccupants(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('devices').select(['id', 'set_id', 'slot']).where('set_id', 'is not', null)
    .where('slot', 'is not', null).execute()
  return new Map(rows.map(({ id, set_id, slot }) => [`${set_id} ${slot}`, id]))
}

/** The school's trolleys by name and by code, and a new one for every name that is neither. */
async function setsInPlay(db: Db, wanted: ReadSet[], codes: string[]): Promise<Map<string, SetInPlay>> {
  const known = (await listSetNames(db)).map((set) => ({ ...set, is_new: false }))
  const inPlay = new Map<string, SetInPlay>([
    ...known.map((set) => [fold(set.code), set] as const),
    ...known.map((set) => [fold(set.name), set] as const),
  ])
  const taken = new Set(codes)
  for (const { key, name, slots } of wanted) {
    const same = inPlay.get(key) ?? inPlay.get(fold(cleanCode(name) ?? ''))
    const set = same ?? { id: newId(), code: await freeCode(db, name, taken), name, place: '', slots, is_new: true }
    inPlay.set(key, set)
    taken.add(set.code)
  }
  return inPlay
}

async function freeCode(db: Db, name: string, taken: ReadonlySet<string>): Promise<string> {
  const base = cleanCode(name) ?? cleanCode(name.slice(0, 16)) ?? 'SET'
  const tags = new Set(await listTagsLike(db, base))
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base.slice(0, 15)}-${n}`
    if (!tags.has(code) && !taken.has(code)) return code
  }
}
