import { z } from 'zod'
import { day, formKey, line } from '../../http/fields.ts'
import type { Form, Problem } from '../../http/forms.ts'
import type { Calendar, Club, Slot, Times } from '../calendar.ts'
import { asTyped, typedDay, typedTime } from '../typed.ts'
import { HALF_TERMS, type HalfTermLine } from './rules.ts'

export const SCHOOL_YEAR = /^20\d\d\/\d\d$/
export const LINES = 14

/** Every form of the calendar names itself and may carry the answer to what open loans are to do. */
export const common = z.object({
  form_key: formKey,
  choice: z.enum(['move', 'leave']).optional().catch(undefined).transform((said) => said ?? null),
})

export const yearForm = z.object({ school_year: z.string().regex(SCHOOL_YEAR, 'Choose a school year') })

export const dayForm = z.object({
  first: day.refine((found) => found !== null, 'Enter the day, such as 17 3 2027'),
  last: day,
  kind: z.enum(['staff only', 'closed', 'short', 'open'], { error: 'Choose what kind of day it is' }),
  name: line(60),
  ends: z.string().max(20).default('').transform((text) => (text.trim() === '' ? null : typedTime(text) ?? text)),
}).superRefine(({ first, last, kind, ends }, context) => {
  const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (first && last && last < first) say('last', 'The last day cannot be before the first')
  if (kind === 'short' && ends === null) say('ends', 'Say when the day ends, such as 13:30')
  if (ends !== null && !/^\d\d:\d\d$/.test(ends)) say('ends', 'Write a time such as 13:30')
})

type Fields = Record<string, unknown>

function text(fields: Fields, name: string): string {
  return String([fields[name]].flat()[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, 60)
}

function numbers(most: number): number[] {
  return Array.from({ length: most }, (_, i) => i + 1)
}

/** The lines of the half-terms form, with what could not be read as a day. */
export function halfTermLines(fields: Fields): { lines: HalfTermLine[], problems: Problem[] } {
  const problems: Problem[] = []
  const dayIn = (name: string) => {
    const typed = text(fields, name)
    const found = typedDay(typed)
    if (typed !== '' && found === null) problems.push({ name, message: 'Write a day such as 17 3 2027' })
    return found
  }
  const lines = numbers(HALF_TERMS).map((n) => ({ n, name: text(fields, `name_${n}`), first_day: dayIn(`first_${n}`), last_day: dayIn(`last_${n}`) }))
  return { lines, problems }
}

function timesIn(fields: Fields, n: number): { starts: string | null, ends: string | null, typed: boolean } {
  const [starts, ends] = [text(fields, `starts_${n}`), text(fields, `ends_${n}`)]
  return { starts: typedTime(starts), ends: typedTime(ends), typed: starts !== '' || ends !== '' }
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The week as the form means it; a weekday with nothing typed is closed. */
export function readWeek(fields: Fields): { week: (Times | null)[], problems: Problem[] } {
  const problems: Problem[] = []
  const week = numbers(7).map((n) => {
    const { starts, ends, typed } = timesIn(fields, n)
    if (!typed) return null
    if (starts === null) problems.push({ name: `starts_${n}`, message: `${DAYS[n - 1]}: write when the day starts, such as 8:40` })
    if (ends === null) problems.push({ name: `ends_${n}`, message: `${DAYS[n - 1]}: write when the day ends, such as 15:30` })
    if (starts !== null && ends !== null && ends <= starts) problems.push({ name: `ends_${n}`, message: `${DAYS[n - 1]} has to end after it starts` })
    return { starts: starts ?? '', ends: ends ?? '' }
  })
  if (week.every((times) => times === null)) problems.push({ name: 'starts_1', message: 'A school is open on one weekday at least' })
  return { week, problems }
}

function weekdaysIn(fields: Fields, n: number): number[] {
  const ticked = [fields[`weekdays_${n}`]].flat().map(Number)
  return numbers(7).filter((weekday) => ticked.includes(weekday))
}

/** Lessons or clubs, one for each weekday that is ticked; `starts` is not asked of clubs. */
export function readLines(fields: Fields, withStart: boolean): { lines: Slot[], problems: Problem[] } {
  const problems: Problem[] = []
  const lines = numbers(LINES).flatMap((n) => {
    const { starts, ends, typed } = timesIn(fields, n)
    const name = text(fields, `name_${n}`)
    const weekdays = weekdaysIn(fields, n)
    if (name === '' && !typed) return []
    if (name === '') problems.push({ name: `name_${n}`, message: `Line ${n} needs a name` })
    if (withStart && starts === null) problems.push({ name: `starts_${n}`, message: `Line ${n}: write when it starts, such as 9:00` })
    if (ends === null) problems.push({ name: `ends_${n}`, message: `Line ${n}: write when it ends, such as 10:30` })
    if (withStart && starts !== null && ends !== null && ends <= starts) problems.push({ name: `ends_${n}`, message: `Line ${n} has to end after it starts` })
    if (weekdays.length === 0) problems.push({ name: `weekdays_${n}`, message: `Line ${n}: tick the weekdays` })
    return weekdays.map((weekday) => ({ weekday, name, starts: starts ?? '', ends: ends ?? '', n }))
  })
  return { lines: lines.map(({ n: _, ...line }) => line), problems: [...problems, ...twice(lines, withStart)] }
}

/** Two lessons of one weekday cannot start together; two clubs of one weekday cannot have one name. */
function twice(lines: (Slot & { n: number })[], withStart: boolean): Problem[] {
  const key = (line: Slot) => `${line.weekday} ${withStart ? line.starts : line.name}`
  return lines.filter((line, i) => lines.findIndex((other) => key(other) === key(line)) < i)
    .map((line) => ({ name: `${withStart ? 'starts' : 'name'}_${line.n}`, message: `${DAYS[line.weekday - 1]} has that twice` }))
    .filter((problem, i, all) => all.findIndex(({ name }) => name === problem.name) === i)
}

export function halfTermValues(schoolYear: string, calendar: Calendar): Fields {
  const names = ['Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2']
  const entered = calendar.half_terms.filter(({ school_year }) => school_year === schoolYear)
  const lines = numbers(HALF_TERMS).map((n) => entered[n - 1] ?? { name: entered.length > 0 ? '' : names[n - 1]!, first_day: null, last_day: null })
  return Object.fromEntries(lines.flatMap(({ name, first_day, last_day }, i) => (
    [[`name_${i + 1}`, name], [`first_${i + 1}`, asTyped(first_day)], [`last_${i + 1}`, asTyped(last_day)]])))
}

export function weekValues({ week }: Calendar): Fields {
  return Object.fromEntries(week.flatMap((times, i) => [[`starts_${i + 1}`, times?.starts ?? ''], [`ends_${i + 1}`, times?.ends ?? '']]))
}

/** The same lesson or club on several weekdays is one line. */
export function lineValues(lines: (Slot | Club)[]): Fields {
  const named = lines.map((line) => ({ starts: '', ...line }))
  const groups = new Map<string, { line: Slot, weekdays: string[] }>()
  for (const line of named) {
    const key = `${line.name}|${line.starts}|${line.ends}`
    const group = groups.get(key) ?? { line, weekdays: [] }
    groups.set(key, { ...group, weekdays: [...group.weekdays, String(line.weekday)] })
  }
  const inOrder = [...groups.values()].toSorted((a, b) => `${a.line.starts}${a.line.ends}`.localeCompare(`${b.line.starts}${b.line.ends}`))
  return Object.fromEntries(inOrder.flatMap(({ line, weekdays }, i) => (
    [[`name_${i + 1}`, line.name], [`starts_${i + 1}`, line.starts], [`ends_${i + 1}`, line.ends], [`weekdays_${i + 1}`, weekdays]])))
}

/** How many lines a form shows: those filled, and two more. */
export function shownLines(form: Form): number[] {
  const filled = numbers(LINES).filter((n) => form.value(`name_${n}`) !== '' || form.value(`ends_${n}`) !== '')
  return numbers(Math.min(LINES, (filled.at(-1) ?? 0) + 2))
}
