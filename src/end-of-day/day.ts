import { returnsOn } from '../absences/rules.ts'
import { readAwaited } from '../absences/read.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { listExceptionsOn } from './exceptions-store.ts'
import { type DayFacts, type Exception, reckon, type Reckoned, type Today, todayOf } from './rules.ts'
import { listDayFacts } from './store.ts'

export type Counted = DayFacts & Reckoned & { exception: Exception | null, return_by: string | null }
/** How a day stands; `today` null: the school is closed to staff, and nothing is counted. */
export type Day = { today: Today | null, calendar: Calendar, devices: Counted[] }

/** Reckons every device in use as it stands now: four queries, however many devices and however long their past (M5). */
export async function readDay(db: Db, settings: Settings, now: Date): Promise<Day> {
  const calendar = await readCalendar(db)
  const today = todayOf(now, settings, calendar)
  if (!today) return { today, calendar, devices: [] }
  const exceptions = await listExceptionsOn(db, today.day)
  const { until } = returnsOn(await readAwaited(db), today.day)
  const devices = (await listDayFacts(db)).map((device): Counted => {
    const [exception, return_by] = [exceptions.get(device.device_id), until.get(device.device_id) ?? null]
    return { exception: exception ?? null, return_by, ...reckon(device, exception, today, return_by !== null), ...device }
  })
  return { today, calendar, devices }
}
