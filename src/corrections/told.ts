import type { Db } from '../database/open.ts'
import type { Say } from '../http/say.ts'
import type { Correctable } from './rules.ts'
import { listCorrections, namesOfClasses, namesOfPeople } from './store.ts'

export type Change = { what: string, before: string, after: string }
/** A correction as it is read beside its entry: when, who and both versions in words. */
export type Told = { at: string, by: string, reason: string, struck_out: boolean, changes: Change[] }

type Version = Partial<Correctable> & { voided_at?: string }
type Words = { person(id: string): string, class(id: string | null): string, when(instant: string | null): string }

/** What of a version is told, in the order of the book's columns; who took it back and the like is not. */
const TOLD: [keyof Correctable, string, (version: Version, words: Words) => string][] = [
  ['taken_at', 'Taken', (version, words) => words.when(version.taken_at!)],
  ['borrower_id', 'With', (version, words) => words.person(version.borrower_id!)],
  ['answers_id', 'Answers for it', (version, words) => words.person(version.answers_id!)],
  ['class_id', 'Class', (version, words) => words.class(version.class_id ?? null)],
  ['purpose', 'Purpose', (version) => version.purpose!],
  ['due_at', 'Due', (version, words) => words.when(version.due_at!)],
  ['returned_at', 'Back', (version, words) => words.when(version.returned_at ?? null)],
  ['outcome', 'How it ended', (version) => version.outcome ?? 'still out'],
]

/** The corrections of some entries by entry, oldest first: three queries, however many there are. */
export async function tellCorrections(db: Db, loanIds: string[], say: Say): Promise<Map<string, Told[]>> {
  const rows = (await listCorrections(db, loanIds)).map(({ before, after, ...row }) =>
    ({ ...row, before: JSON.parse(before) as Version, after: JSON.parse(after) as Version }))
  const words = await wordsFor(db, rows.flatMap(({ before, after }) => [before, after]), say)
  const byLoan = new Map<string, Told[]>()
  for (const { loan_id, at, by_name, reason, before, after } of rows) {
    const by = by_name ?? 'former staff'
    const changes = changesOf(before, after, words)
    const told = { at: say.when(at), by, reason, struck_out: after.voided_at !== undefined, changes }
    byLoan.set(loan_id, [...byLoan.get(loan_id) ?? [], told])
  }
  return byLoan
}

function changesOf(before: Version, after: Version, words: Words): Change[] {
  const follows = after.answers_id !== undefined && after.answers_id === after.borrower_id
  return TOLD.filter(([key]) => key in after && !(key === 'answers_id' && follows))
    .map(([, what, tell]) => ({ what, before: tell(before, words), after: tell(after, words) }))
}

async function wordsFor(db: Db, versions: Version[], say: Say): Promise<Words> {
  const ids = (...keys: ('borrower_id' | 'answers_id' | 'class_id')[]) =>
    [...new Set(versions.flatMap((version) => keys.map((key) => version[key])).filter((id) => typeof id === 'string'))]
  const people = await namesOfPeople(db, ids('borrower_id', 'answers_id'))
  const classes = await namesOfClasses(db, ids('class_id'))
  return {
    person: (id) => people.get(id) ?? 'former staff',
    class: (id) => (id === null ? 'no class' : classes.get(id) ?? 'a former class'),
    when: (instant) => (instant === null ? 'still out' : say.when(instant)),
  }
}
