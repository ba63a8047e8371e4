import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import type { Club, HalfTerm, Slot, SpecialDay, Times } from '../calendar.ts'
import type { BankHoliday } from './bank-holidays.ts'
import { currentSchoolYear } from './years.ts'

/** The half-terms of one school year, in place of those it had. */
export async function writeHalfTerms(db: Db, schoolYear: string, halfTerms: Omit<HalfTerm, 'school_year'>[]): Promise<void> {
  const year = await currentSchoolYear(db, `${schoolYear.slice(0, 4)}-09-01`)
  await db.deleteFrom('half_terms').where('school_year_id', '=', year.id).execute()
  const rows = halfTerms.map(({ name, first_day, last_day }, i) => ({ id: newId(), school_year_id: year.id, position: i + 1, name, first_day, last_day }))
  if (rows.length > 0) await db.insertInto('half_terms').values(rows).execute()
}

/** Days unlike others; a day said of before is said anew. */
export async function writeSpecialDays(db: Db, days: SpecialDay[], byId: string | null, now: Date): Promise<void> {
  if (days.length === 0) return
  const rows = days.map((day) => ({ ...day, said_at: now.toISOString(), by_id: byId }))
  await db.insertInto('special_days').values(rows).onConflict((c) => c.column('day').doUpdateSet((e) => ({
    kind: e.ref('excluded.kind'), name: e.ref('excluded.name'), ends: e.ref('excluded.ends'),
    said_at: e.ref('excluded.said_at'), by_id: e.ref('excluded.by_id'),
  }))).execute()
}

export async function removeSpecialDay(db: Db, day: string): Promise<void> {
  await db.deleteFrom('special_days').where('day', '=', day).execute()
}

export async function writeWeek(db: Db, week: (Times | null)[]): Promise<void> {
  await db.deleteFrom('weekday_times').execute()
  const rows = week.flatMap((times, i) => (times ? [{ weekday: i + 1, ...times }] : []))
  if (rows.length > 0) await db.insertInto('weekday_times').values(rows).execute()
}

export async function writeSlots(db: Db, slots: Slot[]): Promise<void> {
  await db.deleteFrom('slots').execute()
  if (slots.length > 0) await db.insertInto('slots').values(slots.map((slot) => ({ id: newId(), ...slot }))).execute()
}

export async function writeClubs(db: Db, clubs: Club[]): Promise<void> {
  await db.deleteFrom('clubs').execute()
  if (clubs.length > 0) await db.insertInto('clubs').values(clubs.map((club) => ({ id: newId(), ...club }))).execute()
}

export async function writeBankHolidays(db: Db, holidays: BankHoliday[]): Promise<void> {
  await db.deleteFrom('bank_holidays').execute()
  const rows = [...new Map(holidays.map((holiday) => [holiday.day, holiday])).values()]
  await db.insertInto('bank_holidays').values(rows).execute()
}
