import { at } from '../calendar/days.ts'
import { typedDay, typedTime } from '../calendar/typed.ts'
import type { LoanThen, Moment } from '../custody/at.ts'

/** One line as it was pasted: the device's text and the moment in UTC ISO, or what is wrong with it. */
export type Line = { typed: string, text: string, moment: string | null, problem: string | null }

export const MOST_LINES = 50

/** Reads "LT-0427, 12/11/2026 10:15": a device first, then a day and a time on the wall clock; an ISO instant will do. */
export function readLine(typed: string): Line {
  const [, text = '', rest = ''] = /^\s*([^\s,;][^,;\t]*?)\s*(?:[,;\t]|\s{2,}|\s+(?=\d{1,4}[\s/.-]))\s*(\S.*)$/.exec(typed) ?? []
  const moment = rest === '' ? null : readMoment(rest)
  if (text === '') return { typed, text: typed.trim(), moment: null, problem: 'Write a device, then a day and a time' }
  return { typed, text, moment, problem: moment ? null : 'Write the day and time like 12/11/2026 10:15' }
}

function readMoment(rest: string): string | null {
  const words = rest.trim().replace(/\bat\b/i, ' ')
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(words) ? new Date(words) : null
  if (instant && !Number.isNaN(instant.getTime())) return instant.toISOString()
  const [, day = '', time = ''] = /^(.*?\d{2,4})[\s,;T]+(\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]m)$/i.exec(words) ?? []
  const [readDay, readTime] = [typedDay(day.replace(/[,\s]+$/, '')), typedTime(time.replace(/(\d\d[:.]\d\d):\d\d/, '$1'))]
  return readDay && readTime ? at(readDay, readTime) : null
}

/** How sure an answer is: `known` from a loan whose both ends were scanned, else `likely`, or `nobody` had it. */
export type Certainty = 'known' | 'likely' | 'nobody' | 'not known'
export type Answered = { certainty: Certainty, who: string, why: string }

/** Who had it, said with what is known and what is only likely. `when` says an instant. */
export function whoHadIt(found: Moment, loan: LoanThen | null, before: LoanThen | null, when: (instant: string) => string): Answered {
  if (loan) return borrowed(loan, when)
  if (found.because) return { certainty: 'likely', who: 'Nobody', why: `It was ${found.because} then` }
  if (found.keeper) return { certainty: 'likely', who: found.keeper, why: 'It was looked after by them and not booked out to anybody else' }
  if (before?.outcome === 'returned') return { certainty: 'nobody', who: 'Nobody', why: `It came back ${when(before.returned_at!)} and was not booked out` }
  if (before) return { certainty: 'likely', who: 'Nobody', why: `${before.borrower} had it before; that loan ended as ${before.outcome}, without a scan` }
  return { certainty: 'not known', who: 'Nobody', why: 'There is no loan of it before that moment' }
}

function borrowed(loan: LoanThen, when: (instant: string) => string): Answered {
  const since = `Booked out ${when(loan.taken_at)}`
  if (loan.outcome === 'returned unscanned' || loan.outcome === 'lost') {
    return { certainty: 'likely', who: loan.borrower, why: `${since}; when it came back was not scanned` }
  }
  if (loan.source === 'paper') return { certainty: 'likely', who: loan.borrower, why: `${since}, written in from paper` }
  const until = loan.returned_at ? `, ${loan.outcome} ${when(loan.returned_at)}` : ' and still out'
  return { certainty: 'known', who: loan.borrower, why: since + until }
}
