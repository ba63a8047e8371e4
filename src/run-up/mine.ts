import type { Db } from '../database/open.ts'
import { newFormKey } from '../http/forms.ts'
import type { Settings } from '../settings/store.ts'
import { judgeKept } from './home.ts'
import { lockedSince, readRunUp } from './season.ts'
import { listForRunUp } from './store.ts'

/** What one adult looks after, what they said of it, and what stands against taking it home over the holiday. */
export async function minePage(db: Db, personId: string, settings: Settings, now: Date) {
  const { season, calendar, next } = await readRunUp(db, settings, now)
  if (!season || season.phase === 'back') return { season: null, next, lines: [] }
  const { holiday } = season
  const kept = (await listForRunUp(db, holiday.key, lockedSince(season))).filter(({ keeper_id, because }) => keeper_id === personId && because === null)
  const reasons = await judgeKept(db, kept, { holiday, calendar, settings }, now)
  return { season, next: null, lines: kept.map((device) => ({ ...device, reasons: reasons.get(device.device_id)!, form_key: newFormKey() })) }
}
