import { type Calendar, nextStaffDay } from '../../calendar/calendar.ts'
import { dayOf, timeOf } from '../../calendar/days.ts'
import type { CustodyFacts } from '../../custody/facts.ts'
import type { BorrowAnswer } from '../../database/tables.ts'
import type { Problem } from '../../http/forms.ts'

/** Days are YYYY-MM-DD; `has_asked`: an earlier ask of this device by the same person is still to be answered. */
export type AskFacts = {
  device: Pick<CustodyFacts, 'code' | 'keeper_id' | 'keeper' | 'because'>, asker_id: string, until_day: string, today: string, has_asked: boolean
}

/** Everything that keeps somebody from asking a device's keeper to lend it (M3). */
export function problemsToAsk({ device: { code, keeper_id, keeper, because }, asker_id, until_day, today, has_asked }: AskFacts): Problem[] {
  const all: [boolean, Problem][] = [
    [because !== null, { name: '', message: `${code} is out of use: ${because}` }],
    [keeper_id === null, { name: '', message: `Nobody looks after ${code}: it is booked out without asking` }],
    [keeper_id === asker_id, { name: '', message: `You look after ${code} yourself` }],
    [has_asked, { name: '', message: `You have asked already. ${keeper} has still to answer` }],
    [until_day < today, { name: 'until_day', message: 'That day has passed' }],
  ]
  return all.filter(([stands]) => stands).map(([, problem]) => problem)
}

/** Whether an ask has waited for a whole school day, and is the computing lead's to answer as well. */
export function isLeads({ asked_at, answer }: { asked_at: string, answer: string | null }, now: Date, calendar: Calendar): boolean {
  const [next, today] = [nextStaffDay(dayOf(asked_at), calendar), dayOf(now)]
  return answer === null && (next < today || (next === today && timeOf(now) >= timeOf(asked_at)))
}

export type AskStanding = 'waiting' | 'yes' | 'no' | 'later' | 'over' | 'withdrawn'

/** Where an ask stands on a day (YYYY-MM-DD): a yes is over after its last day, and when the keeper changes. */
export function standingOfAsk({ answer, granted_until, ended_at }: { answer: BorrowAnswer | null, granted_until: string | null, ended_at: string | null }, today: string): AskStanding {
  if (answer === 'no') return 'no'
  if (answer === 'yes') return ended_at !== null || granted_until! < today ? 'over' : 'yes'
  if (ended_at !== null) return 'withdrawn'
  return answer ?? 'waiting'
}
