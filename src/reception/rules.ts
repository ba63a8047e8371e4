import type { PersonKind } from '../database/tables.ts'
import type { Problem } from '../http/forms.ts'
import type { Stay } from '../people/rules.ts'
import { KINDS } from '../people/rules.ts'

/** Whom the office writes down at reception; staff are added with the people. */
export const KINDS_AT_RECEPTION = KINDS.filter((kind) => kind !== 'staff')

/** For whose loans a member of staff answers from the moment they come (M20); a governor answers for their own. */
export function isAnsweredFor(kind: PersonKind): boolean {
  return kind !== 'staff' && kind !== 'governor'
}

/** Days YYYY-MM-DD; `person`: as the school knows them already. `answers_here`: whoever was chosen is staff and here. */
export type ArrivalFacts = {
  today: string, kind: PersonKind, person: (Stay & { id: string, name: string, kind: PersonKind }) | null, last_day: string
  class_id: string | null, class_known: boolean, answers_id: string | null, answers_here: boolean
}

/** Everything that stands against somebody's coming to work here today, beside its field. */
export function problemsOfArrival(facts: ArrivalFacts): Problem[] {
  return [...kindProblems(facts), ...dayProblems(facts), ...classProblems(facts), ...answerProblems(facts)]
}

function kindProblems({ kind, person, today }: ArrivalFacts): Problem[] {
  const isColleague = person?.kind === 'staff' && !hasLeft(person, today)
  if (isColleague && kind !== 'staff') return [problem('kind', `${person.name} is staff: change that under People first`)]
  return kind === 'staff' && !isColleague ? [problem('kind', 'Staff are added under People')] : []
}

function dayProblems({ last_day, today }: ArrivalFacts): Problem[] {
  return last_day < today ? [problem('last_day', 'That day has passed')] : []
}

function classProblems({ class_id, class_known }: ArrivalFacts): Problem[] {
  return class_id === null || class_known ? [] : [problem('class_id', 'Choose a class from the list')]
}

function answerProblems({ kind, person, class_id, answers_id, answers_here }: ArrivalFacts): Problem[] {
  if (answers_id === null) {
    if (!isAnsweredFor(kind)) return []
    return [problem('answers_id', class_id === null ? 'Choose the member of staff who answers for what they borrow' : 'No member of staff answers for that class yet. Choose one')]
  }
  if (answers_id === person?.id) return [problem('answers_id', 'Nobody answers for themselves here. Choose another member of staff')]
  return answers_here ? [] : [problem('answers_id', 'Choose a member of staff from the list')]
}

function problem(name: string, message: string): Problem {
  return { name, message }
}

/** Whether their last day was before a day (YYYY-MM-DD). */
export function hasLeft({ last_day }: Pick<Stay, 'last_day'>, day: string): boolean {
  return last_day !== null && last_day < day
}

/** The stay of somebody known who comes today: nobody is sent away earlier than the school has said. */
export function stayFrom({ first_day, last_day }: Stay, until: string, today: string): Stay {
  return {
    first_day: first_day !== null && first_day > today ? today : first_day,
    last_day: last_day === null || last_day > until ? last_day : until,
  }
}
