import { isPupil } from '../columns/children.ts'
import { hasLostLetter, readEmail, readName } from '../values/names.ts'
import { kindFromWord, kindOf, readClasses, suggestedRoles } from '../values/positions.ts'
import { columnsOf, type Reading, readingOf } from './cells.ts'
import { mergePeople } from './duplicates.ts'
import type { List, PeopleRead, ReadPerson } from './read.ts'

/** Every adult of a staff list, with what is wrong with each line. */
export function readPeople(list: List): PeopleRead {
  const columns = columnsOf(list.mapping)
  const rows = list.lines.map((line) => ({
    ...readPerson(readingOf(line, columns, list.order)),
    line: line.line, part: 0,
  }))
  return { about: 'people', rows: mergePeople(rows) }
}

/** What a staff list's status says of those who are not there any more. */
const LEFT = /^(?:left|leavers?|past|former|inactive|ended|resigned)\b/i

function readPerson(reading: Reading): Omit<ReadPerson, 'line' | 'part'> {
  const { cell, words, problems, cautions } = reading
  const job_title = words('job_title', 120)
  const row = {
    name: nameOf(reading), is_preferred: cell('preferred') !== '', email: emailOf(reading),
    kind: kindFromWord(cell('kind')) ?? kindOf(job_title), job_title,
    classes: readClasses(cell('class')).filter((name) => name.length <= 60),
    first_day: reading.day('first_day'), last_day: reading.day('last_day'), suggested: suggestedRoles(job_title),
    problems, cautions,
  }
  if (LEFT.test(cell('kind')) && row.last_day === null) problems.push('The list says that they have left, but not when')
  if (row.first_day && row.last_day && row.last_day < row.first_day) problems.push('The last day is before the first')
  return row
}

function nameOf({ cell, words, problems, cautions }: Reading): string {
  const name = readName({
    name: words('name', 120), first: words('first', 80), last: words('last', 80), preferred: words('preferred', 80),
    preferred_last: words('preferred_last', 80),
  })
  if (isPupil(cell('kind')) || isPupil(cell('job_title'))) problems.push('This is a pupil; Kitbook keeps adults only')
  else if (name === '') problems.push('There is no name')
  else if (/ (?:&|and) | & /i.test(` ${cell('name')} `)) problems.push('This seems to be two people: give each a line')
  else if (hasLostLetter(name)) {
    cautions.push(`A letter of “${name}” was lost when the list was saved; correct it on the person’s page`)
  }
  return name
}

function emailOf({ cell, problems }: Reading): string | null {
  const read = readEmail(cell('email'))
  if (read && 'problem' in read) problems.push(read.problem)
  return read && 'email' in read ? read.email : null
}
