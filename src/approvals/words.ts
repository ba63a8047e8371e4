import type { Decision, Flag } from '../database/tables.ts'
import { datedDay, type Say } from '../http/say.ts'
import type { Standing } from './rules.ts'

type What = { type_name: string | null, in_school: Flag, devices: readonly { code: string }[] }

const MOST_NAMED = 3

/** "IP-0001", "IP-0001 and IP-0002", "12 devices", "any iPad", "borrowing in school". */
export function whatWords({ type_name, in_school, devices }: What): string {
  if (in_school === 1) return 'borrowing in school'
  if (type_name !== null) return `any ${type_name}`
  const codes = devices.map(({ code }) => code)
  if (codes.length > MOST_NAMED) return `${codes.length} devices`
  return codes.length < 2 ? codes.join('') : `${codes.slice(0, -1).join(', ')} and ${codes.at(-1)}`
}

/** "May IP-0001 leave the school with Imogen Vale?" */
export function questionWords(what: What & { person: string }): string {
  return what.in_school === 1 ? `May ${what.person} borrow in school?` : `May ${whatWords(what)} leave the school with ${what.person}?`
}

type Answered = What & { person: string, decision: Decision | null, granted_until: string | null, revoked_at: string | null }

/** What a letter that tells an answer is about. */
export function answerSubject(approval: Answered): string {
  const [what, who] = [whatWords(approval), approval.person]
  if (approval.in_school === 1) return borrowingSubject(approval)
  if (approval.revoked_at !== null) return `Please keep ${what} in school: the permission of ${who} is revoked`
  if (approval.decision === 'declined') return `Please keep ${what} in school: ${who} has no permission to take it`
  return `${who} may take ${what} out of school until ${datedDay(approval.granted_until!)}`
}

function borrowingSubject({ person, decision, revoked_at, granted_until }: Answered): string {
  if (revoked_at !== null) return `Please lend ${person} nothing more: the permission is revoked`
  return decision === 'declined' ? `Please lend ${person} nothing: there is no permission` : `${person} may borrow in school until ${datedDay(granted_until!)}`
}

type Course = { until_day: string, granted_until: string | null, from_day: string }

/** Where a permission stands, in a few words. */
export function standingWords(standing: Standing, { from_day, granted_until }: Course, { day }: Pick<Say, 'day'>): string {
  switch (standing) {
    case 'waiting': return 'Waiting for an answer'
    case 'not answered': return 'Never answered'
    case 'withdrawn': return 'Withdrawn'
    case 'declined': return 'Declined'
    case 'approved ahead': return `Approved from ${day(from_day)}`
    case 'in force': return `Approved until ${day(granted_until!)}`
    case 'revoked': return 'Revoked'
    case 'run out': return `Ran out ${day(granted_until!)}`
  }
}
