import type { Account } from '../auth/account.ts'
import { can, ROLE_NAMES, ROLES } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { isOverdue, type Lateness } from '../calendar/late.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import { listCurrentClasses } from '../classes/store.ts'
import type { Db } from '../database/open.ts'
import { addressOf, queryOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { formOf } from '../http/forms.ts'
import { type Belongings, belongingsOf } from './belongings.ts'
import type { PeopleFilter } from './forms.ts'
import { KIND_NAMES, KINDS, postWords, standingOf } from './rules.ts'
import { countPeople, type ListedPerson, listPeople, type Place } from './search.ts'

const PER_PAGE = 50
const COUNTED = 1000
const CODES_SHOWN = 5

/** What views/people/index.ejs needs. */
export async function listModel(db: Db, viewer: Account, filter: PeopleFilter, place: Place, now: Date) {
  const today = dayOf(now)
  const rows = await listPeople(db, filter, today, place, PER_PAGE + 1)
  const more = rows.length > PER_PAGE
  const back = place.before !== undefined
  const shown = back ? rows.slice(-PER_PAGE) : rows.slice(0, PER_PAGE)
  const belongings = await belongingsOf(db, shown.map(({ id }) => id), today)
  const lateness = await readLateness(db, now)
  const count = await countPeople(db, filter, today, COUNTED + 1)
  const asked = Object.values(filter).some((value) => value !== '')
  return {
    people: shown.map((person) => lineOf(person, belongings.get(person.id)!, today, lateness)),
    count: count > COUNTED ? 'more than 1,000 people' : `${count.toLocaleString('en-GB')} ${count === 1 ? 'person' : 'people'}`,
    is_empty: count === 0 && !asked,
    newer: (back ? more : place.after !== undefined) && shown[0] ? addressOf('/people', { ...filter, before: shown[0].id }) : null,
    older: (back || more) && shown.length > 0 ? addressOf('/people', { ...filter, after: shown.at(-1)!.id }) : null,
    csv: addressOf('/people.csv', filter),
    // Whoever has left gets no badge.
    labels: can(viewer.roles, 'print-labels') && filter.here !== 'left' ? addressOf('/labels', { what: 'badges', list: queryOf(filter) }) : null,
    form: formOf(filter),
    ...await choices(db, today),
    may_edit: can(viewer.roles, 'edit-people'), may_import: can(viewer.roles, 'import-lists'),
  }
}

async function choices(db: Db, today: string) {
  return {
    kinds: KINDS.map((value) => ({ value, label: KIND_NAMES[value] })),
    roles: ROLES.map((value) => ({ value, label: ROLE_NAMES[value] })),
    classes: (await listCurrentClasses(db, today)).map(({ id, name }) => ({ value: id, label: name })),
    stays: [{ value: 'left', label: 'Left' }, { value: 'all', label: 'Everybody' }],
  }
}

function lineOf(person: ListedPerson, { classes, roles, out, kept }: Belongings, today: string, lateness: Lateness) {
  return {
    id: person.id, name: person.name, first_day: person.first_day, last_day: person.last_day,
    post: postWords(person.job_title || KIND_NAMES[person.kind], roles.filter((role) => role !== 'staff').map((role) => ROLE_NAMES[role])),
    standing: standingOf(person, today, today),
    classes: classes.join(', '),
    out: out.slice(0, CODES_SHOWN).map(({ code }) => code), out_more: Math.max(0, out.length - CODES_SHOWN),
    overdue: out.filter(({ due_at }) => isOverdue(due_at, lateness)).length,
    kept: kept.slice(0, CODES_SHOWN), kept_more: Math.max(0, kept.length - CODES_SHOWN),
  }
}

type CsvRow = ListedPerson & Belongings

/** The columns of the file; an import reads their headings again. */
export const CSV_COLUMNS: readonly CsvColumn<CsvRow>[] = [
  ['Name', (p) => p.name], ['Kind', (p) => KIND_NAMES[p.kind]], ['Job title', (p) => p.job_title], ['Email', (p) => p.email],
  ['Roles', (p) => p.roles.map((role) => ROLE_NAMES[role]).join(', ')], ['Classes', (p) => p.classes.join(', ')],
  ['Badge', (p) => p.badges.join(', ')], ['First day', (p) => p.first_day], ['Last day', (p) => p.last_day],
  ['Out now', (p) => p.out.map(({ code }) => code).join(', ')], ['Looks after', (p) => p.kept.join(', ')],
]

/** Everybody who matches, a few hundred at a time. */
export async function* everyPage(db: Db, filter: PeopleFilter, now: Date): AsyncGenerator<CsvRow[]> {
  const today = dayOf(now)
  for (let after: string | undefined = undefined; ;) {
    const rows: ListedPerson[] = await listPeople(db, filter, today, { after }, 500)
    const belongings = await belongingsOf(db, rows.map(({ id }) => id), today)
    if (rows.length > 0) yield rows.map((row) => ({ ...row, ...belongings.get(row.id)! }))
    if (rows.length < 500) return
    after = rows.at(-1)!.id
  }
}
