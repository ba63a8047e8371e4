import { mayDecide, type Decider } from '../approvals/rules.ts'
import type { OwnDeviceCondition as Condition, Row } from '../database/tables.ts'

/** What a school may ask of a device that is not its own (M23), as whoever declares it says it. */
export const CONDITIONS: Record<Condition, string> = {
  'locked': 'It is locked by a passcode, a password or a fingerprint',
  'encrypted': 'It is encrypted',
  'nothing-kept': 'No files of the school and no pictures of children are kept on it',
  'protected': 'It is kept up to date, with virus protection where it can have one',
}

/** Days YYYY-MM-DD; `last_day` is the person's. */
export type Declared = Pick<Row<'personal_devices'>, 'needs' | 'from_day' | 'until_day' | 'authorised_at' | 'withdrawn_at'> & { last_day: string | null }
export type Standing = 'withdrawn' | 'left' | 'run out' | 'waiting' | 'ahead' | 'in use'

/** Where a declaration stands on a day; that it ran out, or that its owner left, is worked out. */
export function standingOn({ needs, from_day, until_day, authorised_at, withdrawn_at, last_day }: Declared, today: string): Standing {
  if (withdrawn_at !== null) return 'withdrawn'
  if (last_day !== null && last_day < today) return 'left'
  if (until_day !== null && until_day < today) return 'run out'
  if (needs !== 'nobody' && authorised_at === null) return 'waiting'
  return from_day > today ? 'ahead' : 'in use'
}

/** Whether somebody's yes is enough for a declaration: never for their own. */
export function mayAuthorise(decider: Decider, { person_id, needs }: Pick<Row<'personal_devices'>, 'person_id' | 'needs'>): boolean {
  return needs !== 'nobody' && mayDecide(decider, { need: needs, person_id, asked_by_id: person_id })
}

/** What is wrong with a declaration: every condition is met, and it does not end before it begins or today. */
export function problemsOf({ ticked, asked, from_day, until_day }: { ticked: readonly string[], asked: readonly Condition[], from_day: string, until_day: string | null }, today: string) {
  const wanting = asked.filter((one) => !ticked.includes(one))
  return [
    ...wanting.length > 0 ? [{ name: 'conditions', message: 'Tick each of them: otherwise it cannot be used for school' }] : [],
    ...until_day !== null && until_day < from_day ? [{ name: 'until_day', message: 'The last day comes before the first' }] : [],
    ...until_day !== null && until_day >= from_day && until_day < today ? [{ name: 'until_day', message: 'That day has passed' }] : [],
  ]
}

/** What of a declaration is said of its conditions, in words. */
export function conditionWords(conditions: readonly Condition[]): string {
  return conditions.map((one) => SHORT[one]).join(', ')
}

const SHORT: Record<Condition, string> = { 'locked': 'locked', 'encrypted': 'encrypted', 'nothing-kept': 'nothing of the school kept on it', 'protected': 'up to date and protected' }
