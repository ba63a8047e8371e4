import { dayOf } from '../calendar/days.ts'
import { lateAfter } from '../calendar/due.ts'
import { checkMoment } from '../end-of-day/rules.ts'
import { isLetter, type Section, type Told, type UnsentLine } from './ledger.ts'
import type { ReminderFacts } from './rules.ts'

export type Remains = { day: string, sections: Section[], gone: UnsentLine[] }

const KINDS: readonly Section['kind'][] = ['escalation', 'evening', 'digest']

/**
 * What of a letter that has not gone yet is still so: what is still out and due by the day it was written for, or what
 * the closed check did not find and nobody has found since. A list of what is not back with nothing on it is none.
 */
export function whatRemains(lines: UnsentLine[], facts: ReminderFacts, now: Date): Remains {
  const day = lines.find(isLetter)?.period ?? dayOf(now)
  const stillSo = new Map(lines.filter((line) => !isLetter(line)).map((line) => [line, toldNow(line, facts)]))
  const sections = KINDS.map((kind) => sectionOf(kind, stillSo, lateBy(kind, day, facts, now))).filter((section) => section !== null)
  const kept = new Set(sections.map(({ kind }) => kind))
  const gone = [...stillSo].filter(([{ kind }, one]) => one === null || !kept.has(kind as Section['kind'])).map(([line]) => line)
  return { day, sections, gone }
}

function toldNow({ kind, what, period }: UnsentLine, { loans, check, calendar }: ReminderFacts): Told | null {
  const unfound = kind === 'evening' && check?.day === period ? check.not_back.find((one) => one.what === what) : undefined
  const loan = unfound ?? loans.find((one) => one.what === what)
  if (!loan?.due_at) return loan ?? null
  const due_at = lateAfter(loan.due_at, calendar)
  return dayOf(due_at) <= period ? { ...loan, due_at } : null
}

/** Until when something of a kind had to be due to be late now: an evening list is of its evening. */
function lateBy(kind: Section['kind'], day: string, { settings, calendar }: ReminderFacts, now: Date): string {
  return kind === 'evening' ? checkMoment(day, settings.check_time, calendar) : now.toISOString()
}

function sectionOf(kind: Section['kind'], stillSo: ReadonlyMap<UnsentLine, Told | null>, by: string): Section | null {
  const told = [...stillSo].filter(([line]) => line.kind === kind).map(([, one]) => one).filter((one) => one !== null)
  const late = told.filter(({ due_at }) => due_at === null || due_at <= by)
  const later = told.filter(({ due_at }) => due_at !== null && due_at > by)
  return late.length === 0 && (kind === 'evening' || later.length === 0) ? null : { kind, late, later }
}
