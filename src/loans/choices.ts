import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { Problem } from '../http/forms.ts'
import { hasBegun, isPresent, notLeft } from '../people/here.ts'

export type Choice = { value: string, label: string }

const findClasses = prepared((db: Db, personId: string, today: string) =>
  db.selectFrom('classes as c').innerJoin('school_years as y', 'y.id', 'c.school_year_id')
    .leftJoin('class_people as m', (join) => join.onRef('m.class_id', '=', 'c.id').on('m.person_id', '=', personId))
    .select(['c.id as value', 'c.name as label', 'm.person_id as own'])
    .where('y.starts_on', '<=', today).where('y.ends_on', '>=', today).orderBy('c.search_name'))

/** This year's classes on a day (YYYY-MM-DD), a person's own first. */
export async function listClassChoices(db: Db, personId: string, today: string): Promise<Choice[]> {
  const rows = await findClasses(db, personId, today)
  const ownFirst = [...rows.filter(({ own }) => own), ...rows.filter(({ own }) => !own)]
  return ownFirst.map(({ value, label }) => ({ value, label }))
}

/** Everybody who is here on a day (YYYY-MM-DD) by surname, and whether they are not away with a return arranged. */
export const listPeopleChoices = prepared((db: Db, today: string, staffOnly: boolean) => {
  const query = db.selectFrom('people').select(['id as value', 'name as label', 'kind', isPresent().as('present')])
    .where(notLeft(today))
    .where(hasBegun(today))
    .orderBy('sort_name').orderBy('id')
  return staffOnly ? query.where('kind', '=', 'staff') : query
})

type Person = Awaited<ReturnType<typeof listPeopleChoices>>[number]

/** The members of staff among them who can answer for somebody else: whoever is away cannot. */
export function answerersAmong(people: Person[]): Choice[] {
  return people.filter(({ kind, present }) => kind === 'staff' && present)
}

/** Who can answer for somebody else on a day (YYYY-MM-DD). */
export async function listAnswerers(db: Db, today: string): Promise<Choice[]> {
  return answerersAmong(await listPeopleChoices(db, today, true))
}

const findPurposes = prepared((db: Db, personId: string) =>
  db.selectFrom('loans').select('purpose')
    .where('borrower_id', '=', personId).where('voided_at', 'is', null)
    .orderBy('taken_at', 'desc').orderBy('id', 'desc').limit(30))

/** What a person booked out for lately, newest first, at most five different purposes. */
export async function listOwnPurposes(db: Db, personId: string): Promise<string[]> {
  const rows = await findPurposes(db, personId)
  return [...new Set(rows.map(({ purpose }) => purpose))].slice(0, 5)
}

type Chosen = { borrower_id: string, answers_id: string | null, class_id: string | null }
type Offered = { people: Choice[], answerers: Choice[], classes: Choice[] }

/** What the lists of a form do not offer cannot be chosen. */
export function notOffered(chosen: Chosen, { people, answerers, classes }: Offered): Problem[] {
  const missing = (list: Choice[], id: string | null) => id !== null && !list.some(({ value }) => value === id)
  const problems = [
    missing(people, chosen.borrower_id) && { name: 'borrower_id', message: 'Choose somebody from the list' },
    missing(answerers, chosen.answers_id) && { name: 'answers_id', message: 'Choose a member of staff from the list' },
    missing(classes, chosen.class_id) && { name: 'class_id', message: 'Choose a class from the list' },
  ]
  return problems.filter((problem) => problem !== false)
}
