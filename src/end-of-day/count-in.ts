import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Actor } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { bringBack } from '../loans/take-back.ts'
import { insertSightings } from '../sightings/store.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { tagText } from '../tags/scan.ts'
import { type DayFacts, GOING } from './rules.ts'
import { listDayFactsOf } from './store.ts'

/** What a scan meant for one device: brought back, seen in, in before, or seen though it is out of use. */
export type Did = 'back' | 'in' | 'again' | 'out of use'
export type CountedIn = { code: string, did: Did, because: string | null, not_back_since: string | null, last_seen_at: string | null, last_place: string | null }
export type CountIn = { devices: CountedIn[], unknown: string[] }

const MOST_IN_A_LOOK = 60

/**
 * Counts in what one scan, one tick or one look of a camera along a shelf says: each device is seen in the suite, and
 * brought back if it is out (M4, M5). A device named twice counts once; the same form again acts once.
 */
export function countIn(db: Db, key: string, wish: Look, now: Date): Promise<CountIn> {
  return actOnce(db, key, wish, now, async (db) => (await countAll(db, wish, now)).counted)
}

/** `place` is where it is counted in, when that is not the suite or the desk. */
export type Look = { codes: string, actor: Actor, place?: string }

/** The same inside an act that does more, with the ids of what was counted. */
export async function countAll(db: Act, { codes: typed, actor, place }: Look, now: Date): Promise<{ counted: CountIn, ids: string[] }> {
  const words = typed.split(/\s+/).filter(Boolean).slice(0, MOST_IN_A_LOOK).map(tagText)
  const known = await listDevicesByText(db, [typed, ...words])
  // A serial or old number may have a space in it: then the text as a whole is the tag.
  const texts = known.has(tagText(typed)) ? [tagText(typed)] : words
  const ids = [...new Set(texts.flatMap((text) => known.get(text)?.device_id ?? []))]
  const devices = ids.length === 0 ? [] : await listDayFactsOf(db, ids)
  for (const { device_id } of devices.filter(isOut)) await bringBack(db, { device_id, actor }, now)
  const seen = devices.filter((device) => place !== undefined || !isOut(device)).map(({ device_id }) => device_id)
  await insertSightings(db, seen, actor, now, place)
  const counted = { devices: devices.map((device) => saidOf(device, dayOf(now), place)), unknown: [...new Set(texts.filter((text) => !known.has(text)))] }
  return { counted, ids }
}

function isOut(device: DayFacts): boolean {
  return device.loan_id !== null && device.because === null
}

function saidOf(device: DayFacts, day: string, place?: string): CountedIn {
  const { code, because, not_back_since, last_seen_at, last_place } = device
  return { code, did: didTo(device, day, place), because, not_back_since, last_seen_at, last_place }
}

function didTo(device: DayFacts, day: string, place?: string): Did {
  if (device.because) return 'out of use'
  if (device.loan_id) return 'back'
  const isThere = place === undefined ? device.last_place !== GOING : device.last_place === place
  const isCounted = device.last_seen_at !== null && dayOf(device.last_seen_at) === day && isThere
  return isCounted ? 'again' : 'in'
}
