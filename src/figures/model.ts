import { addDays, dayOf, instantsOf, schoolYearOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { formOf } from '../http/forms.ts'
import { datedDay, shortMonth } from '../http/say.ts'
import { mondayOf } from './count.ts'
import { loansByType, loansByWeek, onTimeByHalfTerm, type WeekLoans } from './rules.ts'
import { listIdle, listTypeNames, listWeeks } from './store.ts'

const WEEKS = 52
const MOST_IDLE = 100

/** What views/figures/index.ejs needs: a year and a bit of weeks that are counted already, whatever the book's length. */
export async function figuresModel(db: Db, days: number, now: Date) {
  const today = dayOf(now)
  const { barsOf, lineOf } = await import('./charts.ts')
  const last = mondayOf(today)
  const first = addDays(last, -7 * (WEEKS - 1))
  const { starts_on } = schoolYearOf(addDays(schoolYearOf(today).starts_on, -1))
  const since = mondayOf(starts_on)
  const rows = await listWeeks(db, since < first ? since : first)
  const calendar = await readCalendar(db)
  const recent = rows.filter(({ week }) => week >= first)
  const idle = await listIdle(db, instantsOf(addDays(today, -days)).from, MOST_IDLE + 1)
  const on_time = onTimeByHalfTerm(rows, calendar.half_terms.filter(({ first_day }) => first_day >= starts_on), today)
  const weeks = loansByWeek(recent, first, last)
  const types = loansByType(recent, await listTypeNames(db))
  return {
    is_empty: rows.length === 0, has_half_terms: calendar.half_terms.length > 0,
    on_time, on_time_chart: barsOf(on_time.map(({ name, school_year, share }) => (
      { label: `${name}, ${school_year}`, amount: share ?? 0, value: percent(share) })), percent, 1),
    weeks, week_words: datedDay, weeks_chart: lineOf(weeks.map(({ loans }) => loans), (i) => monthAt(weeks, i)),
    types, types_chart: barsOf(types.map(({ name, loans }) => (
      { label: name, amount: loans, value: loans.toLocaleString('en-GB') })), (amount) => amount.toLocaleString('en-GB')),
    days, idle: idle.slice(0, MOST_IDLE), more_idle: idle.length > MOST_IDLE, form: formOf({ days }), percent,
  }
}

function percent(share: number | null): string {
  return share === null ? 'none back yet' : `${Math.round(share * 100)} %`
}

/** Every other month is named below its first whole week. */
function monthAt(weeks: readonly WeekLoans[], index: number): string | null {
  const { week } = weeks[index]!
  const before = weeks[index - 1]
  const month = shortMonth(week)
  return before === undefined || shortMonth(before.week) === month || Number(week.slice(5, 7)) % 2 === 0 ? null : month
}
