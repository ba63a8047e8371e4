import { ONE_OF, oneDevice } from '../custody/kind-words.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Reason } from '../custody/rules.ts'
import type { PersonKind } from '../database/tables.ts'

export type Keeper = { id: string, name: string, kind: PersonKind, first_day: string | null, last_day: string | null }

/** `today` is YYYY-MM-DD; `not_for` are the kinds of person its type is not lent to. */
export type GivingFacts = { device: CustodyFacts, not_for: readonly PersonKind[], keeper: Keeper, today: string }

/** Everything that stands against giving a device into somebody's care; an empty list means that it may be (M3). */
export function reasonsNotToGive({ device, not_for, keeper, today }: GivingFacts): Reason[] {
  const { code, because, loan_id, borrower, type_name, keeper_id } = device
  const { name, kind, first_day, last_day } = keeper
  const all: [boolean, Reason][] = [
    [because !== null, reason('out-of-use', `${code} is out of use: ${because}`, 'Put it back in use first')],
    [loan_id !== null, reason('out', `${code} is booked out to ${borrower}`, 'Bring it back first')],
    [keeper_id === keeper.id, reason('same', `${name} looks after ${code} already`, 'Choose somebody else')],
    [
      first_day !== null && first_day > today,
      reason('not-started', `${name} is not here yet`, 'Give it from their first day on'),
    ],
    [last_day !== null && last_day < today, reason('left', `${name} has left`, 'Choose somebody else')],
    [
      not_for.includes(kind),
      reason('not-for-kind', `${oneDevice(type_name)} is not lent to a ${ONE_OF[kind]}`, 'A member of staff can look after it'),
    ],
  ]
  return all.filter(([stands]) => stands).map(([, reason]) => reason)
}

function reason(code: string, words: string, mend: string): Reason {
  return { code, words, mend }
}
