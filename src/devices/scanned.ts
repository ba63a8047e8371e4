import { readArranged } from '../absences/read.ts'
import type { Db } from '../database/open.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { findPageOf } from '../tags/page-of.ts'
import { tagText } from '../tags/scan.ts'
import type { DeviceFilter } from './rules.ts'

/**
 * A filter whose search is a look along a shelf: it names these devices by code, and nothing else of it is searched for.
 * `arranged` are loans whose return is arranged by a day that has not passed: they are not overdue.
 */
export type Wanted = DeviceFilter & { codes?: string[], arranged?: string[] }

const MOST = 60

/** The page of the one device or set whose tag was scanned into the search; null when it is some other text. */
export function pageOfScan(db: Db, { q }: Pick<DeviceFilter, 'q'>): Promise<string | null> {
  const text = tagText(q)
  return text === '' ? Promise.resolve(null) : findPageOf(db, text)
}

export async function wantedOf(db: Db, filter: DeviceFilter, now: Date): Promise<Wanted> {
  const arranged = filter.state === 'overdue' ? [...(await readArranged(db, now)).keys()] : []
  return { ...await seenOf(db, filter), arranged }
}

/** Several tags that a camera saw at once, each a word: those that are devices. */
async function seenOf(db: Db, filter: DeviceFilter): Promise<Wanted> {
  const texts = filter.q.split(/\s+/).filter(Boolean).slice(0, MOST)
  if (texts.length < 2) return filter
  const codes = [...(await listDevicesByText(db, texts)).values()].map(({ code }) => code)
  return codes.length < 2 ? filter : { ...filter, codes }
}
