import { ROLE_NAMES } from '../auth/permissions.ts'
import { newId } from '../database/ids.ts'
import { fold } from '../text/fold.ts'
import type { KnownPeople } from './compare/known-people.ts'
import { isSamePerson, matchPerson, personAfter } from './compare/person.ts'
import type { ReadPerson } from './lines/read.ts'
import { type PersonState, staged, type StagedRow } from './rows.ts'

export type NewClass = { id: string, name: string, line: number }

/** What goes on across the lines of one staff list. */
export type PeopleRun = {
  /** By folded name: this year's classes, and those that the list brings. */
  classes: Map<string, { id: string, name: string }>
  newClasses: NewClass[]
  /** By person: the line that was about them. */
  met: Map<string, number>
  now: string, today: string
}

/** A line as the preview shows it: one adult, with the classes the list gives. */
export function stagePerson(row: ReadPerson, known: KnownPeople, run: PeopleRun): StagedRow {
  if (row.problems.length > 0) return problemRow(row, row.problems)
  const match = matchPerson(row, known)
  if ('problem' in match) return problemRow(row, [match.problem])
  const { existing, caution } = match
  const met = existing && run.met.get(existing.person.id)
  if (met) return problemRow(row, [`This is the person of line ${met} again`])
  if (existing) run.met.set(existing.person.id, row.line)
  const class_ids = row.classes.map((name) => classCalled(name, row.line, run))
  const after = personAfter(row, existing, { id: newId(), now: run.now, class_ids })
  return staged({
    line: row.line, part: row.part, what: 'person', status: statusOf(existing, after), fields: after,
    target_id: after.person.id, before: existing,
    reasons: [...row.cautions, ...(caution === null ? [] : [caution]), ...remarks(row, after, run.today)],
  })
}

function statusOf(existing: PersonState | null, after: PersonState) {
  if (!existing) return 'new'
  return isSamePerson(existing, after) ? 'unchanged' : 'changed'
}

function problemRow(row: ReadPerson, problems: string[]): StagedRow {
  return staged({
    line: row.line, part: row.part, what: 'person', status: 'problem', reasons: [...problems, ...row.cautions],
    fields: { label: row.name || row.email || 'nobody', words: row.job_title },
  })
}

function classCalled(name: string, line: number, run: PeopleRun): string {
  const known = run.classes.get(fold(name))
  if (known) return known.id
  const made = { id: newId(), name, line }
  run.classes.set(fold(name), made)
  run.newClasses.push(made)
  return made.id
}

/** Roles are suggested, never given by a list (M19). */
function remarks(row: ReadPerson, after: PersonState, today: string): string[] {
  const missing = row.suggested.filter((role) => !after.roles.includes(role)).map((role) => ROLE_NAMES[role])
  const { last_day } = after.person
  return [
    ...(missing.length > 0 ? [`Perhaps also ${missing.join(' and ')}: that role is given on the person’s page`] : []),
    ...(last_day !== null && last_day < today ? ['Has left already'] : []),
  ]
}
