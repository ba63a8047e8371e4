import { type Calendar, isStaffDay } from '../calendar/calendar.ts'
import { addDays, at, dayOf } from '../calendar/days.ts'
import { typedDay, typedTime } from '../calendar/typed.ts'
import type { Problem } from '../http/forms.ts'
import { looksSecret, SECRET } from '../text/secrets.ts'

/** One line of the paper sheet as it was typed. */
export type Typed = { n: number, code: string, who: string, class_id: string, purpose: string, out: string, back: string }
/** What had been out before the sheet began and came back by it, as typed. */
export type TypedBack = { n: number, code: string, back: string }
/** The same read: instants UTC ISO; `returned_at` null is still out, `purpose` empty the borrower's usual one. */
export type Entry = { n: number, code: string, who: string, class_id: string | null, purpose: string, taken_at: string, returned_at: string | null }
export type Return = { n: number, code: string, returned_at: string }
export type Sheet = { entries: Entry[], returns: Return[], problems: Problem[] }

/** At least as many as a printed page has. */
export const LINES = 22
export const BACK_LINES = 8

/** Days. */
const LONGEST_AGO = 366

const A_PAGE = 21
const LEAST_ON_A_PAGE = 8

/** How many ruled lines end the first page under lists of what is out and what is reserved; long ones leave them a page of their own. */
export function ruledLines(...listed: number[]): { lines: number, own_page: boolean } {
  const taken = listed.reduce((sum, rows) => sum + (rows === 0 ? 0 : 20 + 8 * rows), 0)
  const left = A_PAGE - Math.ceil(taken / 10)
  return left < LEAST_ON_A_PAGE ? { lines: A_PAGE, own_page: true } : { lines: left, own_page: false }
}

const DITTO = /^(?:["”“〃]|''|do\.?|ditto)$/i

/** Reads a sheet of one day; what is wrong with a line is said beside its field, and blank lines are passed over (M1). */
export function readSheet(day: string, lines: Typed[], backs: TypedBack[], calendar: Calendar, now: Date): Sheet {
  const date = typedDay(day)
  const problems = dayProblems(date, calendar, now)
  if (!date || problems.length > 0) return { entries: [], returns: [], problems }
  const read = filledIn(lines).map((line) => readLine(date, line, now))
  const returned = backs.filter(({ code, back }) => (code + back).trim() !== '').map((line) => readBack(date, line, now))
  if (read.length + returned.length === 0) problems.push({ name: 'code_1', message: 'Write at least one line' })
  problems.push(...[...read, ...returned].flatMap((line) => line.problems))
  return { entries: read.map(({ entry }) => entry), returns: returned.map(({ entry }) => entry), problems }
}

function dayProblems(date: string | null, calendar: Calendar, now: Date): Problem[] {
  if (!date) return [{ name: 'day', message: 'Write the day of the sheet such as 17 3 2027' }]
  if (at(date, '00:00') > now.toISOString()) return [{ name: 'day', message: 'That day is still to come' }]
  if (date < addDays(dayOf(now), -LONGEST_AGO)) return [{ name: 'day', message: 'That day is more than a year ago: look at the year' }]
  return isStaffDay(date, calendar) ? [] : [{ name: 'day', message: 'The school was closed on that day' }]
}

/** The lines with something on them; what one leaves out, or has ditto marks for, is as on the line above. */
function filledIn(lines: Typed[]): Typed[] {
  const filled: Typed[] = []
  for (const line of lines.filter(({ code, who, purpose, out, back }) => [code, who, purpose, out, back].some((text) => text.trim() !== ''))) {
    const above = filled.at(-1)
    filled.push(above ? likeAbove(line, above) : line)
  }
  return filled
}

function likeAbove(line: Typed, above: Typed): Typed {
  const again = (text: string) => DITTO.test(text.trim())
  const sameWho = again(line.who) || line.who.trim() === ''
  const taken = (text: string, before: string, orEmpty: boolean) => (again(text) || orEmpty && text.trim() === '' ? before : text)
  return {
    ...line, out: taken(line.out, above.out, true), who: taken(line.who, above.who, true), back: taken(line.back, above.back, false),
    purpose: taken(line.purpose, above.purpose, sameWho), class_id: taken(line.class_id, above.class_id, sameWho && line.purpose.trim() === ''),
  }
}

type Say = (field: string, message: string) => void

function collect(n: number): { problems: Problem[], say: Say } {
  const problems: Problem[] = []
  return { problems, say: (field, message) => problems.push({ name: `${field}_${n}`, message: `Line ${n}: ${message}` }) }
}

function readLine(date: string, line: Typed, now: Date): { entry: Entry, problems: Problem[] } {
  const { n, code, who, class_id } = line
  const { problems, say } = collect(n)
  const purpose = line.purpose.replace(/\s+/g, ' ').trim()
  if (code.trim() === '') say('code', 'which device?')
  if (who.trim() === '') say('who', 'who took it?')
  if (purpose.length > 120) say('purpose', 'use at most 120 characters for the purpose')
  if (looksSecret(purpose)) say('purpose', SECRET)
  const out = typedTime(line.out)
  const taken_at = at(date, out ?? '00:00')
  if (out === null) say('out', 'when was it taken? Write a time such as 9:15')
  else if (taken_at > now.toISOString()) say('out', 'that time is still to come')
  const returned_at = line.back.trim() === '' ? null : readMoment(date, line.back, now, say)
  if (out !== null && returned_at && returned_at <= taken_at) say('back', 'it came back before it was taken')
  return { entry: { n, code, who, class_id: class_id || null, purpose, taken_at, returned_at: returned_at ?? null }, problems }
}

function readBack(date: string, { n, code, back }: TypedBack, now: Date): { entry: Return, problems: Problem[] } {
  const { problems, say } = collect(n)
  if (code.trim() === '') say('back_code', 'which device?')
  const returned_at = readMoment(date, back, now, (_, message) => say('back_at', message))
  return { entry: { n, code, returned_at: returned_at ?? '' }, problems }
}

/** "11:30", or "25/11/2026 9:00" for what came back on another day; says what is wrong with it. */
function readMoment(date: string, typed: string, now: Date, say: Say): string | undefined {
  const [, day = '', clock = typed] = typedTime(typed) ? [] : /^(.*\d{2,4})[,\s]+(\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?)$/i.exec(typed.trim()) ?? []
  const [on, time] = [day === '' ? date : typedDay(day), typedTime(clock)]
  const moment = on && time ? at(on, time) : null
  if (moment === null) say('back', 'when did it come back? Write a time such as 11:30, or nothing if it is still out')
  else if (moment > now.toISOString()) say('back', 'that time is still to come')
  else return moment
  return undefined
}

type Span = { n: number, device_id: string, taken_at: string, returned_at: string | null }

/** Lines of the same sheet that have one device at one time, under whichever of its names. */
export function clashes(spans: readonly Span[]): Problem[] {
  return spans.flatMap((span, i) => {
    const other = spans.slice(0, i).find((earlier) => earlier.device_id === span.device_id && overlap(earlier, span))
    return other ? [{ name: `code_${span.n}`, message: `Line ${span.n}: line ${other.n} has the same device at that time` }] : []
  })
}

function overlap(a: Span, b: Span): boolean {
  return (a.returned_at === null || a.returned_at > b.taken_at) && (b.returned_at === null || b.returned_at > a.taken_at)
}
