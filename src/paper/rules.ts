import { type Calendar, isStaffDay } from '../calendar/calendar.ts'
import { at } from '../calendar/days.ts'
import { typedDay, typedTime } from '../calendar/typed.ts'
import type { Problem } from '../http/forms.ts'
import { looksSecret, SECRET } from '../text/secrets.ts'

/** One line of the paper sheet as it was typed. */
export type Typed = { n: number, code: string, who: string, class_id: string, purpose: string, out: string, back: string }
/** The same read: instants UTC ISO; `returned_at` null is still out. */
export type Entry = { n: number, code: string, who: string, class_id: string | null, purpose: string, taken_at: string, returned_at: string | null }
export type Sheet = { entries: Entry[], problems: Problem[] }

export const LINES = 12

export function isBlank({ code, who, purpose, out, back }: Typed): boolean {
  return [code, who, purpose, out, back].every((text) => text.trim() === '')
}

/** Reads a sheet of one day; what is wrong with a line is said beside its field, and blank lines are passed over (M1). */
export function readSheet(day: string, lines: Typed[], calendar: Calendar, now: Date): Sheet {
  const date = typedDay(day)
  const problems = dayProblems(date, calendar, now)
  if (!date || problems.length > 0) return { entries: [], problems }
  const read = lines.filter((line) => !isBlank(line)).map((line) => readLine(date, line, now))
  if (read.length === 0) problems.push({ name: 'code_1', message: 'Write at least one line' })
  return { entries: read.map(({ entry }) => entry), problems: [...problems, ...read.flatMap((line) => line.problems), ...clashes(read.map(({ entry }) => entry))] }
}

function dayProblems(date: string | null, calendar: Calendar, now: Date): Problem[] {
  if (!date) return [{ name: 'day', message: 'Write the day of the sheet such as 17 3 2027' }]
  if (at(date, '00:00') > now.toISOString()) return [{ name: 'day', message: 'That day is still to come' }]
  return isStaffDay(date, calendar) ? [] : [{ name: 'day', message: 'The school was closed on that day' }]
}

function readLine(date: string, line: Typed, now: Date): { entry: Entry, problems: Problem[] } {
  const { n } = line
  const [out, back] = [typedTime(line.out), line.back.trim() === '' ? null : typedTime(line.back)]
  const problems: Problem[] = []
  const say = (field: string, message: string) => problems.push({ name: `${field}_${n}`, message: `Line ${n}: ${message}` })
  if (line.code.trim() === '') say('code', 'which device?')
  if (line.who.trim() === '') say('who', 'who took it?')
  if (line.purpose.trim() === '') say('purpose', 'what was it for?')
  if (line.purpose.trim().length > 120) say('purpose', 'use at most 120 characters for the purpose')
  if (looksSecret(line.purpose)) say('purpose', SECRET)
  if (out === null) say('out', 'when was it taken? Write a time such as 9:15')
  if (line.back.trim() !== '' && back === null) say('back', 'when did it come back? Write a time such as 11:30, or nothing if it is still out')
  const taken_at = at(date, out ?? '00:00')
  const returned_at = back === null ? null : at(date, back)
  if (out !== null && returned_at !== null && returned_at <= taken_at) say('back', 'it came back before it was taken')
  if ([taken_at, returned_at ?? ''].some((moment) => moment > now.toISOString())) say('out', 'that time is still to come')
  return { entry: { n, code: line.code, who: line.who, class_id: line.class_id || null, purpose: line.purpose.trim(), taken_at, returned_at }, problems }
}

/** Two lines of the same sheet for one device at one time. */
function clashes(entries: Entry[]): Problem[] {
  return entries.flatMap((entry, i) => {
    const other = entries.slice(0, i).find((earlier) => sameDevice(earlier, entry) && overlap(earlier, entry))
    return other ? [{ name: `code_${entry.n}`, message: `Line ${entry.n}: line ${other.n} has the same device at that time` }] : []
  })
}

function sameDevice(a: Entry, b: Entry): boolean {
  return a.code.trim().toUpperCase() === b.code.trim().toUpperCase()
}

type Span = { taken_at: string, returned_at: string | null }

export function overlap(a: Span, b: Span): boolean {
  return (a.returned_at === null || a.returned_at > b.taken_at) && (b.returned_at === null || b.returned_at > a.taken_at)
}
