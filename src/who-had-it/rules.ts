import type { Around, LoanThen, Moment } from '../custody/at.ts'
import type { AskedMoment } from './read-line.ts'

export const MOST_LINES = 500

/** How sure an answer is: `known` stands on what was recorded at both ends, `likely` on less. */
export type Certainty = 'known' | 'likely' | 'not known'
export type Answered = { certainty: Certainty, who: string, why: string }
type When = (instant: string) => string

/** Who had it, said with what is known and what is only likely (M25). `when` says an instant. */
export function whoHadIt(asked: AskedMoment, found: Moment, around: Around, when: When): Answered {
  const said = around.at ? borrowed(around.at, found.moment, when) : notBooked(found, around.before, when)
  if (asked.exact || !changedWithin(asked.moment, around)) return said
  return { ...said, certainty: 'likely', why: `${said.why}. It changed hands within that minute` }
}

const MINUTE_MS = 60_000

function changedWithin(moment: string, { at, after }: Around): boolean {
  const end = new Date(Date.parse(moment) + MINUTE_MS).toISOString()
  return [at?.returned_at, after?.taken_at].some((change) => typeof change === 'string' && change > moment && change < end)
}

function borrowed(loan: LoanThen, moment: string, when: When): Answered {
  const who = loan.borrower
  const since = `Booked out ${when(loan.taken_at)}`
  const likely = (why: string): Answered => ({ certainty: 'likely', who, why: since + why })
  if (loan.outcome === 'returned unscanned') return likely('; when it came back was not scanned')
  if (loan.outcome === 'lost') return likely(`; it never came back, and was reported ${when(loan.returned_at!)}`)
  if (loan.source === 'paper') return likely(', written in from paper')
  if (loan.source === 'import') return likely(', brought in from a list')
  if (loan.returned_at === null && moment > loan.due_at) return likely(`; due back ${when(loan.due_at)} and not scanned back`)
  return { certainty: 'known', who, why: since + (loan.returned_at ? `, ${loan.outcome} ${when(loan.returned_at)}` : ' and still out') }
}

function notBooked(found: Moment, before: LoanThen | null, when: When): Answered {
  const { because, because_since, keeper, created_at, moment } = found
  const had = before ? `; ${before.borrower} had it before` : ''
  if (because === 'lost' || because === 'stolen') {
    return { certainty: 'not known', who: 'Not known', why: `It was down as ${because} from ${when(because_since!)}${had}` }
  }
  if (because) return { certainty: 'likely', who: 'Nobody', why: `It was ${because} from ${when(because_since!)}` }
  if (keeper) return { certainty: 'likely', who: keeper, why: 'It was looked after by them and not booked out to anybody else' }
  if (before) return afterLoan(before, when)
  if (moment < created_at) return { certainty: 'not known', who: 'Not known', why: `Kitbook knows it only from ${when(created_at)}` }
  return { certainty: 'not known', who: 'Not known', why: 'There is no loan of it before that moment' }
}

function afterLoan({ outcome, source, borrower, returned_at }: LoanThen, when: When): Answered {
  const back = when(returned_at!)
  if (outcome === 'lost') return { certainty: 'not known', who: 'Not known', why: `${borrower} had it before, and it was reported lost ${back}` }
  if (outcome === 'passed on') return { certainty: 'not known', who: 'Not known', why: `${borrower} passed it on ${back}; to whom was struck out since` }
  const nobody = (certainty: Certainty, how: string): Answered => ({ certainty, who: 'Nobody', why: how })
  if (outcome === 'returned unscanned') return nobody('likely', `${borrower} had it before; that it came back was not scanned`)
  if (source === 'paper' || source === 'import') return nobody('likely', `It came back ${back} by what was written in, and was not booked out`)
  return nobody('known', `It came back ${back} and was not booked out`)
}
