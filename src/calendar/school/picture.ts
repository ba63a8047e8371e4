import { type Calendar, halfTermOf, isYearEntered, kindOfDay } from '../calendar.ts'
import { addDays, daysFrom, schoolYearOf, weekdayOf } from '../days.ts'

/** How one day of the picture looks; the mark says it without colour. */
export type Look = 'open' | 'staff only' | 'short' | 'closed' | 'bank holiday' | 'holiday' | 'weekend'
export type Cell = { day: string, number: number, look: Look, mark: string, words: string }
export type Month = { name: string, weeks: (Cell | null)[][] }

const MARKS: Record<Look, string> = {
  'open': '', 'staff only': 'I', 'short': 'S', 'closed': 'C', 'bank holiday': 'B', 'holiday': '', 'weekend': '',
}
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** A school year ("2026/27") as twelve months of weeks, Monday first. */
export function pictureOf(schoolYear: string, calendar: Calendar): Month[] {
  const first = Number(schoolYear.slice(0, 4))
  return Array.from({ length: 12 }, (_, i) => {
    const month = (8 + i) % 12
    const year = month >= 8 ? first : first + 1
    const start = `${year}-${String(month + 1).padStart(2, '0')}-01`
    return { name: `${MONTHS[month]} ${year}`, weeks: weeksOf(start, calendar) }
  })
}

function weeksOf(start: string, calendar: Calendar): (Cell | null)[][] {
  const length = new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)), 0)).getUTCDate()
  const days = daysFrom(start, `${start.slice(0, 8)}${length}`).map((day) => cellOf(day, calendar))
  const cells = [...Array.from({ length: weekdayOf(start) - 1 }, () => null), ...days]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => [...cells.slice(i * 7, i * 7 + 7), ...NONE].slice(0, 7))
}

const NONE = Array.from({ length: 7 }, () => null)

function cellOf(day: string, calendar: Calendar): Cell {
  const look = lookOf(day, calendar)
  const name = calendar.special.get(day)?.name || (look === 'bank holiday' ? calendar.bank_holidays.get(day) : '') || ''
  const half = look === 'open' ? halfTermOf(day, calendar)?.name : null
  const words = [{ 'open': 'open', 'staff only': 'staff only', 'short': 'ends early', 'closed': 'closed', 'bank holiday': 'bank holiday', 'holiday': 'holiday', 'weekend': 'weekend' }[look], name || half]
  return { day, number: Number(day.slice(8)), look, mark: MARKS[look], words: words.filter(Boolean).join(': ') }
}

function lookOf(day: string, calendar: Calendar): Look {
  const kind = kindOfDay(day, calendar)
  const special = calendar.special.get(day)
  if (special?.kind === 'short') return 'short'
  if (kind !== 'closed') return kind
  if (special) return 'closed'
  if (calendar.bank_holidays.has(day)) return 'bank holiday'
  return calendar.week[weekdayOf(day) - 1] === null ? 'weekend' : 'holiday'
}

const DAYS_AHEAD = 56

/** The school year whose half-terms are missing although it begins within eight weeks, or has begun; null when all is well. */
export function missingYear(today: string, calendar: Calendar): string | null {
  const soon = schoolYearOf(addDays(today, DAYS_AHEAD)).name
  return [schoolYearOf(today).name, soon].find((name) => !isYearEntered(name, calendar)) ?? null
}
