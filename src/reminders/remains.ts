import { returnsOn } from '../absences/rules.ts'
import { dayOf } from '../calendar/days.ts'
import { lateAfter } from '../calendar/due.ts'
import { checkMoment } from '../end-of-day/rules.ts'
import { type Ask, isLetter, type Section, type Told, type UnsentLine } from './ledger.ts'
import type { ReminderFacts } from './rules.ts'

export type Remains = { sections: Section[], asks: Ask[], gone: UnsentLine[] }

/**
 * What the last pause is for a letter that has not gone: it waits while one lasts that began today; where one has ended since
 * it was written, what it says has moved.
 */
export function pauseFor({ created_at }: { created_at: string }, pause: { from_at: string, until_at: string | null } | undefined, now: Date): 'waits' | 'moved' | null {
  if (!pause) return null
  const { from_at, until_at } = pause
  if (until_at === null) return dayOf(from_at) === dayOf(now) ? 'waits' : null
  return until_at > created_at ? 'moved' : null
}

const KINDS: readonly Section['kind'][] = ['escalation', 'evening', 'digest']

/**
 * What of a letter that has not gone yet is still so: what is still out and due by the day it was written for, or what
 * the closed check did not find and nobody has found since, or what a feature asks still. A list of what is not back with
 * nothing on it is none.
 */
export function whatRemains(lines: UnsentLine[], facts: ReminderFacts, now: Date): Remains {
  const written = lines.find(isLetter)?.period ?? dayOf(now)
  const asked = new Map(lines.map((line) => [line, facts.asks.find((ask) => isOf(ask, line))]))
  const asks = [...asked.values()].filter((ask) => ask !== undefined)
  const stillSo = new Map(lines.filter((line) => !isLetter(line) && !asked.get(line)).map((line) => [line, toldNow(line, facts, dayOf(now))]))
  const dayFor = (kind: Section['kind']) => lines.find((line) => line.kind === kind && kind === 'evening')?.period ?? written
  const sections = KINDS.map((kind) => sectionOf(kind, dayFor(kind), stillSo, lateAmong(kind, dayFor(kind), facts, now))).filter((section) => section !== null)
  const kept = new Set(sections.map(({ kind }) => kind))
  const gone = [...stillSo].filter(([{ kind }, one]) => one === null || !kept.has(kind as Section['kind'])).map(([line]) => line)
  return { sections, asks, gone }
}

function isOf(ask: Ask, { person_id, kind, what }: UnsentLine): boolean {
  return ask.person_id === person_id && ask.kind === kind && ask.what === what
}

function toldNow({ kind, what, period }: UnsentLine, { loans, check, calendar, returns }: ReminderFacts, today: string): Told | null {
  const unfound = kind === 'evening' && check?.day === period ? check.not_back.find((one) => one.what === what) : undefined
  const loan = unfound ?? loans.find((one) => one.what === what)
  if (!loan?.due_at) return loan ?? null
  const due_at = lateAfter(loan.due_at, calendar)
  const return_by = returnsOn(returns, today).until.get(what)
  if (return_by !== undefined && kind !== 'evening') return null
  return dayOf(due_at) <= period ? { ...loan, due_at, ...return_by !== undefined && { return_by } } : null
}

/**
 * Whether something of a kind is late now. An evening list is of its evening: late is what was due by the check's time, and
 * what the closed check says is not back, also of a club that was still to end.
 */
function lateAmong(kind: Section['kind'], day: string, { check, settings, calendar }: ReminderFacts, now: Date): (one: Told) => boolean {
  if (kind !== 'evening') return ({ due_at }) => due_at === null || due_at <= now.toISOString()
  const missed = new Set(check?.day === day ? check.not_back.map(({ what }) => what) : [])
  const evening = checkMoment(day, settings.check_time, calendar)
  return ({ what, due_at, return_by }) => return_by === undefined && (due_at === null || missed.has(what) || due_at <= evening)
}

function sectionOf(kind: Section['kind'], day: string, stillSo: ReadonlyMap<UnsentLine, Told | null>, isLate: (one: Told) => boolean): Section | null {
  const told = [...stillSo].filter(([line]) => line.kind === kind).map(([, one]) => one).filter((one) => one !== null)
  const [late, later] = [told.filter(isLate), told.filter((one) => !isLate(one))]
  return late.length === 0 && (kind === 'evening' || later.length === 0) ? null : { kind, day, late, later }
}
