import type { PersonKind } from '../database/tables.ts'
import { KIND_NAMES, KINDS } from '../people/rules.ts'
import { type Ask, type Said, weekly } from '../reminders/ledger.ts'
import type { Standing } from './rules.ts'

/** Somebody who is asked to sign; `words` say where they stand. */
export type Asked = { id: string, kind: PersonKind, standing: Standing, words: string }

/** Until they have signed, whoever is asked to is told so, once in seven days (M11). */
export function unsignedAsks(asked: Asked[], today: string): Ask[] {
  return asked.flatMap(({ id, standing, words }) => {
    if (standing.standing !== 'not signed' && standing.standing !== 'renew') return []
    const items = standing.standing === 'renew' ? [words] : []
    return [{ person_id: id, kind: 'unsigned' as const, what: 'agreement', ...weekly(today), items, link: `/agreements/${standing.agreement_id}/sign` }]
  })
}

/** The office is told once in seven days how many of each kind have not, until nobody is left. */
export function countAsks(asked: Asked[], officeIds: string[], today: string): Ask[] {
  const items = KINDS.flatMap((kind) => countOf(kind, asked.filter((one) => one.kind === kind)))
  if (items.length === 0) return []
  return officeIds.map((person_id) => ({ person_id, kind: 'unsigned count', what: 'agreement', ...weekly(today), items, link: '/agreements' }))
}

function countOf(kind: PersonKind, theirs: Asked[]): string[] {
  const unsigned = theirs.filter(({ standing }) => standing.standing !== 'signed').length
  return unsigned === 0 ? [] : [`${KIND_NAMES[kind]}: ${unsigned} of ${theirs.length}`]
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  const example = { person_id, what: 'agreement', ...weekly(today), link: '/agreements' }
  return [{ ...example, kind: 'unsigned', items: [] }, { ...example, kind: 'unsigned count', items: ['Staff: 2 of 14', 'Supply: 1 of 1'] }]
}

export function sayUnsigned([ask]: Ask[]): Said {
  return {
    subject: 'Please sign the agreement', link: ask!.link, link_words: 'Read it and sign', items: ask!.items,
    words: 'Your signature under the school’s acceptable-use agreement is missing. You can sign on your own account, or in two minutes at the office. You are reminded once a week until you have.',
  }
}

export function sayCount([ask]: Ask[]): Said {
  return {
    subject: 'Please ask those who have not signed the agreement', link: ask!.link, link_words: 'See who it is', items: ask!.items,
    words: 'These have not signed the acceptable-use agreement. You are told once a week while somebody is missing.',
  }
}
