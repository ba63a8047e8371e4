import { type Calendar, type HalfTerm, nthStaffDay } from '../calendar/calendar.ts'
import { addDays, schoolYearOf } from '../calendar/days.ts'
import { inPairs } from '../calendar/terms.ts'
import { grouped } from '../text/grouped.ts'

export type ResetSettings = {
  password_reset_every: 'half-term' | 'term' | 'off'
  /** The how-manieth day with staff in, counted from the first. */
  password_reset_opens: number, password_reset_due: number
}

/** A half-term, or a term; days YYYY-MM-DD. A reset counts for it from its first day until the next one begins. */
export type Period = { name: string, school_year: string, first_day: string, opens: string, due: string, until: string }

/** What the school resets passwords by (M10), the earliest first; none where it is switched off or no half-terms are entered. */
export function periodsOf(calendar: Calendar, settings: ResetSettings): Period[] {
  return spansOf(calendar, settings).map((span) => periodOf(span, calendar, settings))
}

/** The period that a day lies in, the holiday after it included; only its own days are counted. */
export function periodOn(day: string, calendar: Calendar, settings: ResetSettings): Period | null {
  const span = spansOf(calendar, settings).find(({ first_day, until }) => first_day <= day && day <= until)
  return span ? periodOf(span, calendar, settings) : null
}

type Span = HalfTerm & { until: string }

function spansOf({ half_terms }: Calendar, { password_reset_every }: ResetSettings): Span[] {
  if (password_reset_every === 'off') return []
  return [...grouped(half_terms, ({ school_year }) => school_year).values()].flatMap((halves) => {
    const terms = password_reset_every === 'term' ? inPairs(halves) : halves
    return terms.map((term, i) => ({ ...term, until: i + 1 < terms.length ? addDays(terms[i + 1]!.first_day, -1) : schoolYearOf(term.first_day).ends_on }))
  })
}

function periodOf(span: Span, calendar: Calendar, { password_reset_opens, password_reset_due }: ResetSettings): Period {
  const { name, school_year, first_day, until } = span
  return { name, school_year, first_day, opens: dayIn(span, password_reset_opens, calendar), due: dayIn(span, password_reset_due, calendar), until }
}

/** A short half-term ends before the day that is asked for: then it is its last. */
function dayIn({ first_day, last_day }: HalfTerm, n: number, calendar: Calendar): string {
  const day = nthStaffDay(first_day, n, calendar)
  return day < last_day ? day : last_day
}

/** `registered`: when the school wrote it down; `issued`: when it was first lent or given to somebody; `gone`: lost, stolen or retired. */
export type ResetDevice = { registered: string, issued: string | null, gone: boolean }
export type Standing = 'done' | 'new' | 'due' | 'late' | 'not done' | 'to come' | 'not needed'

/**
 * Where a device stands in a period on a day (M10); `days` are those on which its password was reset. What is first issued
 * in a period counts as done; `not done` is what is too late to mend, as the next period has begun.
 */
export function standingIn(period: Period, { registered, issued, gone }: ResetDevice, days: readonly string[], today: string): Standing {
  const isIn = (day: string) => period.first_day <= day && day <= period.until
  const began = issued !== null && issued < registered ? issued : registered
  if (days.some((day) => isIn(day) && day <= today)) return 'done'
  if (gone || began > period.until) return 'not needed'
  if (today < period.opens) return 'to come'
  if (isIn(began) || (issued !== null && isIn(issued))) return 'new'
  if (today > period.until) return 'not done'
  return today <= period.due ? 'due' : 'late'
}

/** Whether somebody still has to reset it. */
export function isOwed(standing: Standing): boolean {
  return standing === 'due' || standing === 'late'
}

/** Why a password cannot have been reset on a day, or null: days still to come, and those of earlier school years. */
export function wrongDay(day: string, today: string): string | null {
  if (day > today) return 'That day is still to come'
  return day < schoolYearOf(today).starts_on ? 'That day is in an earlier school year' : null
}
