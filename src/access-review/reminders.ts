import type { Term } from '../calendar/terms.ts'
import { type Ask, type Said, weekly } from '../reminders/ledger.ts'

/** Whoever does the review is told so once in seven days while accounts beside their own wait for it (M19). */
export function reviewAsks(owed: string[], reviewerIds: string[], { key, name }: Term, today: string): Ask[] {
  return reviewerIds.flatMap((person_id) => {
    const others = owed.filter((id) => id !== person_id).length
    return others === 0 ? [] : [{ person_id, kind: 'access review', what: key, ...weekly(today), items: [`${name}: ${others} to look at`], link: '/access-review' }]
  })
}

export function exampleAsks(person_id: string, today: string): Ask[] {
  return [{ person_id, kind: 'access review', what: 'example', ...weekly(today), items: ['Autumn 2026/27: 14 to look at'], link: '/access-review' }]
}

export function sayReview([ask]: Ask[]): Said {
  return {
    subject: 'Please look at who may do what in Kitbook', link: ask!.link, link_words: 'Do the access review', items: ask!.items,
    words: 'Once a term somebody looks at every account: does this person still need it, and all of it? You are told once a week until it is done.',
  }
}
