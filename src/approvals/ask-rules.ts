import { ONE_OF } from '../custody/kind-words.ts'
import { addDays } from '../calendar/days.ts'
import type { Problem } from '../http/forms.ts'
import type { Limits } from '../custody/limits.ts'
import { MOST_DAYS, type Need } from './rules.ts'
import type { AskedDevice, Asker, TypeAsked } from './store.ts'

/** Days YYYY-MM-DD; `unknown`: what was typed or scanned and is no device; `refused_types`: not lent to this kind of person (M20). */
export type AskFacts = {
  today: string, person: Asker, devices: readonly AskedDevice[], unknown: readonly string[], type: TypeAsked | null
  refused_types: readonly string[], limits: Limits, from_day: string, until_day: string, need: Need
}

/** Everything that keeps a request from being made, beside its field (M7). */
export function problemsToAsk(facts: AskFacts): Problem[] {
  const which = problemsOfWhich(facts)
  return [...which, ...which.length === 0 ? problemsOfNeed(facts) : [], ...problemsOfDays(facts), ...problemsOfPerson(facts)]
}

function problemsOfWhich({ devices, unknown, type }: AskFacts): Problem[] {
  if (unknown.length > 0) return [problem('codes', `${unknown.join(', ')}: that is no device here`)]
  if (devices.length === 0 && type === null) return [problem('codes', 'Say which devices, or choose a type')]
  if (devices.length > 0 && type !== null) return [problem('type_id', 'Say which devices or choose a type, not both')]
  const gone = devices.find(({ because }) => because !== null && because !== 'in repair')
  return gone ? [problem('codes', `${gone.code} is ${gone.because === 'retired' ? 'retired' : `down as ${gone.because}`}`)] : []
}

function problemsOfNeed({ devices, type, need, refused_types, limits, person }: AskFacts): Problem[] {
  const field = type === null ? 'codes' : 'type_id'
  const named = type ? [{ words: `A device of the type ${type.name}`, type_id: type.id, off_site: type.off_site }]
    : devices.map(({ code, type_name, ...rest }) => ({ words: `${code} (${type_name})`, ...rest }))
  const never = named.find(({ off_site }) => off_site === 'no')
  if (never) return [problem(field, `${never.words} does not leave the school`)]
  const refused = named.find(({ type_id }) => refused_types.includes(type_id))
  if (refused) return [problem(field, `${refused.words} is not lent to a ${ONE_OF[person.kind]}`)]
  if (limits.on_site_only) return [problem(field, `${person.name} borrows in school only: nothing goes off-site with a ${ONE_OF[person.kind]}`)]
  return need === 'yes' ? [problem(field, 'There is nothing to ask: it may leave without permission')] : []
}

function problemsOfDays({ today, from_day, until_day }: AskFacts): Problem[] {
  if (from_day < today) return [problem('from_day', 'That day has passed')]
  if (until_day < from_day) return [problem('until_day', 'It comes back before it leaves')]
  return until_day > addDays(from_day, MOST_DAYS) ? [problem('until_day', 'A permission lasts a year at most')] : []
}

function problemsOfPerson({ person: { name, last_day }, limits, from_day, until_day }: AskFacts): Problem[] {
  if (limits.same_day && until_day > from_day) return [problem('until_day', `What ${name} borrows is back the same day`)]
  return last_day !== null && last_day < until_day ? [problem('until_day', `${name} leaves before then`)] : []
}

function problem(name: string, message: string): Problem {
  return { name, message }
}
