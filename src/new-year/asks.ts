import { addDays, dayOf } from '../calendar/days.ts'
import { sayFor } from '../http/say.ts'
import { listHolders } from '../people/holders.ts'
import type { AskSource } from '../reminders/asks.ts'
import { type Ask, once, type Said, weekly } from '../reminders/ledger.ts'
import { plannedYear, stateOf } from './rules.ts'
import { findLatestPlan, type Plan } from './store.ts'

const TOLD_DAYS_BEFORE = 14
const TOLD_DAYS_AFTER = 30

type Latest = Pick<Plan, 'id' | 'school_year' | 'starts_on' | 'ready_at' | 'in_effect_at'> & { left_lines: number }

/** The lead is told weekly of a draft whose day is near or has passed, and once of what was done and what was not. */
export function newYearAsks(plan: Latest, leads: string[], today: string, day: (day: string) => string): Ask[] {
  const state = stateOf(plan)
  if (state === 'ready' || today < addDays(plan.starts_on, -TOLD_DAYS_BEFORE) || today > addDays(plan.starts_on, TOLD_DAYS_AFTER)) return []
  const items = [state === 'draft' ? `${plan.school_year}: still a draft, for ${day(plan.starts_on)}` : `${plan.school_year}: in effect; ${leftWords(plan.left_lines)}`]
  const told = state === 'draft' ? weekly(today) : once('in effect')
  return leads.map((person_id) => ({ person_id, kind: 'new year', what: plan.id, ...told, items, link: '/new-year' }))
}

/** "nothing was left undone", "2 lines were left undone". */
function leftWords(left: number): string {
  if (left === 0) return 'nothing was left undone'
  return left === 1 ? '1 line was left undone' : `${left} lines were left undone`
}

function sayNewYear([ask]: Ask[]): Said {
  const done = ask!.period === 'in effect'
  return {
    subject: done ? 'The new school year is in effect in Kitbook' : 'Please say that the plan for the new school year is ready', items: ask!.items, link: '/new-year',
    link_words: done ? 'See what was done and what was not' : 'See the plan and its dry run',
    words: done ? 'Classes, cards, trolleys and receipts are as they were planned. What was left undone is listed with what mends it.' : 'It takes effect by itself only once you have said so.',
  }
}

/** The new school year, as its part in the daily letter. */
export const newYearSource: AskSource<'new year'> = {
  async read(db, { settings }, now) {
    const today = dayOf(now)
    if (!settings.remind_new_year || plannedYear(today, settings.new_year_from) === null) return []
    const plan = await findLatestPlan(db)
    return plan ? newYearAsks({ ...plan, left_lines: Number(plan.left_lines) }, await listHolders(db, 'lead'), today, sayFor(now).fullDay) : []
  },
  examples: (person_id) => [{ person_id, kind: 'new year', what: 'example', ...once('in effect'), items: ['2027/28: in effect; 2 lines were left undone'], link: '/new-year' }],
  say: { 'new year': sayNewYear },
}
