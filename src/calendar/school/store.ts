import { sql } from 'kysely'
import type { Db } from '../../database/open.ts'
import { preparedFirst } from '../../database/prepared.ts'
import type { SpecialDayKind } from '../../database/tables.ts'
import type { Calendar, SpecialDay, Times } from '../calendar.ts'
import { shippedBankHolidays } from './bank-holidays.ts'

type Line = { what: string, name: string, a: string, b: string | null, n: number, kind: string }

const findVersion = preparedFirst((db: Db) => db.selectFrom('calendar_version').select('version'))
let known: { version: string, calendar: Calendar } | undefined

/** The school's calendar as it stands: every desk's scan asks it, so it is read anew only when it has changed (M1, M5). */
export async function readCalendar(db: Db): Promise<Calendar> {
  const now = await findVersion(db)
  if (known === undefined || known.version !== now!.version) known = await readAnew(db)
  return known.calendar
}

/** All of it and its version in one query, so that the one is always the other's. */
async function readAnew(db: Db): Promise<{ version: string, calendar: Calendar }> {
  const { rows } = await sql<Line>`
    select 'version' as what, version as name, '' as a, null as b, 0 as n, '' as kind from calendar_version
    union all select 'half-term', h.name, h.first_day, h.last_day, h.position, y.name
      from half_terms h join school_years y on y.id = h.school_year_id
    union all select 'weekday', '', starts, ends, weekday, '' from weekday_times
    union all select 'slot', name, starts, ends, weekday, '' from slots
    union all select 'club', name, ends, null, weekday, '' from clubs
    union all select 'special', name, day, ends, 0, kind from special_days
    union all select 'bank holiday', name, day, null, 0, '' from bank_holidays
    order by 1, 3, 5, 2`.execute(db)
  return { version: rows.find(({ what }) => what === 'version')!.name, calendar: calendarOf(rows) }
}

function calendarOf(rows: Line[]): Calendar {
  const lines = (what: string) => rows.filter((row) => row.what === what)
  const holidays = lines('bank holiday').map(({ a, name }) => [a, name] as const)
  return {
    week: weekOf(lines('weekday')),
    half_terms: lines('half-term').map(({ name, kind, a, b }) => ({ name, school_year: kind, first_day: a, last_day: b! })),
    special: new Map(lines('special').map((line) => [line.a, specialOf(line)])),
    bank_holidays: holidays.length > 0 ? new Map(holidays) : shippedBankHolidays(),
    slots: lines('slot').map(({ n, name, a, b }) => ({ weekday: n, name, starts: a, ends: b! })),
    clubs: lines('club').map(({ n, name, a }) => ({ weekday: n, name, ends: a })),
  }
}

function specialOf({ a, b, name, kind }: Line): SpecialDay {
  return { day: a, kind: kind as SpecialDayKind, name, ends: b }
}

function weekOf(lines: Line[]): (Times | null)[] {
  return Array.from({ length: 7 }, (_, i) => {
    const found = lines.find(({ n }) => n === i + 1)
    return found ? { starts: found.a, ends: found.b! } : null
  })
}
