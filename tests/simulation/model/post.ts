import { type Kind, type Owed, remindersOwed } from './reminders.ts'
import type { Loan, School } from './school.ts'
import { isOpen } from './calendar.ts'
import { canBeReached, itemOf, type Item, notBackBy } from './told.ts'
import { dayOf, type Instant } from './wall-clock.ts'

export type Line = Item & { kind: Kind, period: string, withdrawn: boolean }
export type Letter = {
  person: string, day: string, written: Instant, went: Instant | null, state: 'waiting' | 'sent' | 'withdrawn', lines: Line[]
  /** What an alarm tells of as stolen; null for a reminder. */
  stolen: string | null
}

/** Every letter that the model wrote, in the order of writing, and what by them was told and not taken back. */
export type Post = { letters: Letter[], told: Set<string> }

export function emptyPost(): Post {
  return { letters: [], told: new Set() }
}

const writtenTo = (person: string, day: string) => `${person}, ${day}`
const longOverdueTo = (person: string, { code, taken }: Loan, due: string) => `${person}, ${code} of ${taken}, due ${due}`

/** Somebody looks what is owed: each owed letter is written once, and what waits goes if the post does. */
export function look(school: School, post: Post, goes: boolean, now: Instant): void {
  const ledger = {
    isWritten: (person: string, day: string) => post.told.has(writtenTo(person, day)),
    isTold: (person: string, loan: Loan, due: string) => post.told.has(longOverdueTo(person, loan, due)),
  }
  for (const owed of remindersOwed(school, ledger, now)) writeDown(post, owed, now)
  if (goes) for (const letter of waiting(post)) if (!isHeld(school, letter, now)) go(school, post, letter, now)
}

/** A reminder of today waits while a pause of today lasts; an alarm does not. */
function isHeld({ pausedSince }: School, { stolen, written }: Letter, now: Instant): boolean {
  const isToday = (instant: Instant) => dayOf(instant) === dayOf(now)
  return stolen === null && isToday(written) && pausedSince !== null && isToday(pausedSince)
}

/** A theft is told to the lead and the head at once, whatever the day. */
export function raiseAlarm({ people }: School, post: Post, code: string, now: Instant): void {
  const told = [...people.values()].filter((one) => canBeReached(one, dayOf(now)) && one.roles.some((role) => role === 'lead' || role === 'head'))
  for (const { name } of told) post.letters.push({ person: name, day: dayOf(now), written: now, went: null, state: 'waiting', lines: [], stolen: code })
}

function waiting({ letters }: Post): Letter[] {
  return letters.filter(({ state }) => state === 'waiting')
}

/** For a long overdue loan the ledger names the day it was due. */
function writeDown(post: Post, { person, day, parts }: Owed, now: Instant): void {
  const lines = parts.flatMap(({ kind, day, items }) => items.map((item): Line => (
    { ...item, kind, period: kind === 'escalation' ? dayOf(item.due!) : day, withdrawn: false })))
  post.letters.push({ person, day, written: now, went: null, state: 'waiting', lines, stolen: null })
  post.told.add(writtenTo(person, day))
  for (const { kind, loan, period } of lines) if (kind === 'escalation') post.told.add(longOverdueTo(person, loan!, period))
}

/** A letter goes with what of it is still so; where nothing is, it does not go. An alarm goes as it is. */
function go(school: School, post: Post, letter: Letter, now: Instant): void {
  if (letter.stolen !== null) return void Object.assign(letter, { state: 'sent', went: now })
  for (const line of letter.lines) if (!isStillSo(school, line)) takeBackLine(post, letter, line)
  const left = (kind: Kind) => letter.lines.filter((line) => line.kind === kind && !line.withdrawn)
  if (!left('evening').some((line) => isNotBackBy(school, line))) for (const line of left('evening')) takeBackLine(post, letter, line)
  if (letter.lines.some(({ withdrawn }) => !withdrawn) && dayOf(letter.written) === dayOf(now)) Object.assign(letter, { state: 'sent', went: now })
  else takeBack(post, letter)
}

function isStillSo(school: School, line: Line): boolean {
  const { kind, code, loan, period } = line
  if (kind === 'evening' && isNotBackBy(school, line)) return true
  return loan !== null && school.out.get(code) === loan && dayOf(itemOf(school, loan).due) <= period
}

/** An evening list with nothing on it that is not back is none. */
function isNotBackBy(school: School, { code, loan, period }: Line): boolean {
  return notBackBy(school, period).late.some((one) => one.code === code && one.loan === loan)
}

function takeBackLine(post: Post, { person }: Letter, line: Line): void {
  line.withdrawn = true
  if (line.kind === 'escalation') post.told.delete(longOverdueTo(person, line.loan!, line.period))
}

function takeBack(post: Post, letter: Letter): void {
  letter.state = 'withdrawn'
  post.told.delete(writtenTo(letter.person, letter.day))
  for (const line of letter.lines) takeBackLine(post, letter, line)
}

/** A day closed afterwards takes back what it caused and what has not gone yet. */
export function withdrawOfClosedDays({ calendar }: School, post: Post): void {
  const isClosed = (day: string) => !isOpen(day, calendar)
  const isCaused = ({ kind, loan, period }: Line) => (kind === 'evening' && isClosed(period)) || (loan !== null && isClosed(dayOf(loan.due)))
  for (const letter of waiting(post).filter(({ stolen }) => stolen === null)) if (isClosed(letter.day) || letter.lines.some(isCaused)) takeBack(post, letter)
}

const KEPT_DAYS = 30

/** What the outbox still holds. */
export function keptOn({ letters }: Post, now: Instant): Letter[] {
  return letters.filter(({ written }) => written >= now - KEPT_DAYS * 24 * 3600_000)
}
