import { unsignedOf } from '../agreements/standing.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { type CsvColumn, instantCell } from '../http/csv.ts'
import { type Say, sayFor } from '../http/say.ts'
import { readSettings } from '../settings/store.ts'
import { type AwayStanding, lapsesOf } from './lapses.ts'
import { type AwayKept, type AwayLoan, type AwayNow, listAwayKept, listAwayLoans, listAwayNow } from './register-store.ts'

/** One line of the register: what is away from school, its value (pence), who has it, since when and by what. */
export type RegisterLine = {
  loan_id: string | null, code: string, type_name: string, serial: string | null, price_pence: number | null, who: string
  taken_at: string, due_at: string | null, returned_at: string | null
  permission: string, check: string, reset: string, accepted_at: string | null, lapses: string[]
}

/** What is away now, or was at any time of a past day (YYYY-MM-DD), its worth in all, and how many have no value written down (M6). */
export async function registerOf(db: Db, day: string, now: Date) {
  const { keepers_standing_yes } = await readSettings(db)
  const isNow = day === dayOf(now)
  const loans = (await listAwayLoans(db, day)).filter(({ returned_at }) => !isNow || returned_at === null)
  const kept = await listAwayKept(db, day, keepers_standing_yes && isNow)
  const say = sayFor(now)
  const lapsed = isNow ? await lapsesIn(db, loans, now) : new Map<string, string[]>()
  const lines = [...loans.map((loan) => loanLine(loan, lapsed.get(loan.loan_id) ?? [], say)), ...kept.map((one) => keptLine(one, say))]
  return {
    lines, total_pence: lines.reduce((sum, { price_pence }) => sum + (price_pence ?? 0), 0),
    without_value: lines.filter(({ price_pence }) => price_pence === null).length,
  }
}

function loanLine(loan: AwayLoan, lapses: string[], say: Say): RegisterLine {
  const { loan_id, code, type_name, serial, price_pence, who, taken_at, due_at, returned_at, accepted_at } = loan
  return { loan_id, code, type_name, serial, price_pence, who, taken_at, due_at, returned_at, accepted_at, permission: permissionWords(loan, say), check: checkWords(loan, say), reset: resetWords(loan, say), lapses }
}

function keptLine(one: AwayKept, say: Say): RegisterLine {
  const { code, type_name, serial, price_pence, who, taken_at } = one
  return {
    loan_id: null, code, type_name, serial, price_pence, who, taken_at, due_at: null, returned_at: null, accepted_at: null,
    permission: 'Looks after it', check: checkWords(one, say), reset: resetWords(one, say), lapses: [],
  }
}

function permissionWords({ overridden_by, override_reason, approved_by, granted_until, rule }: AwayLoan, { day }: Say): string {
  if (overridden_by) return `${overridden_by} overrode what was missing: ${override_reason}`
  if (approved_by && granted_until) return `${approved_by}, until ${day(granted_until)}`
  return rule === 'lead' || rule === 'head' ? 'None on record' : 'Not needed'
}

function checkWords({ encryption, checked_at, passed, finding, valid_until }: Pick<AwayLoan, 'encryption' | 'checked_at' | 'passed' | 'finding' | 'valid_until'>, { day }: Say): string {
  if (encryption === null) return 'Not needed'
  if (checked_at === null) return 'Never checked'
  return passed === 1 ? `Passed ${day(dayOf(checked_at))}${valid_until ? `, until ${day(valid_until)}` : ''}` : `Failed ${day(dayOf(checked_at))}: ${finding}`
}

function resetWords({ password_reset, reset_on }: Pick<AwayLoan, 'password_reset' | 'reset_on'>, { day }: Say): string {
  if (password_reset === 0) return 'Not needed'
  return reset_on === null ? 'None on record' : day(reset_on)
}

/** Of what is away now, by loan, what has lapsed since it left. */
async function lapsesIn(db: Db, loans: AwayNow[], now: Date): Promise<Map<string, string[]>> {
  if (loans.length === 0) return new Map()
  const calendar = await readCalendar(db)
  const unsigned = await unsignedOf(db, [...new Set(loans.map(({ person_id }) => person_id))], now)
  return new Map(loans.map((loan) => [loan.loan_id, lapsesOf(awayStanding(loan, !unsigned.has(loan.person_id)), dayOf(now), calendar)]))
}

/** What is known now of a loan that is away from school. */
export function awayStanding(loan: AwayNow, signed: boolean): AwayStanding {
  const { rule, encryption, taken_at, override_id, checked_at, passed, finding, valid_until, granted_until, revoked_at } = loan
  return {
    rule, taken_on: dayOf(taken_at), overridden: override_id !== null, needs_check: encryption !== null,
    check: checked_at === null ? null : { passed: passed === 1, finding: finding!, valid_until },
    permission: granted_until === null ? null : { until_day: granted_until, revoked: revoked_at !== null }, signed,
  }
}

export type Lapsed = AwayNow & { lapses: string[] }

/** What is away now and has lost what it left by, the one due first in front. */
export async function listLapsed(db: Db, now: Date): Promise<Lapsed[]> {
  const loans = await listAwayNow(db, now.toISOString())
  const lapsed = await lapsesIn(db, loans, now)
  return loans.map((loan) => ({ lapses: lapsed.get(loan.loan_id)!, ...loan })).filter(({ lapses }) => lapses.length > 0)
}

export const REGISTER_COLUMNS: readonly CsvColumn<RegisterLine>[] = [
  ['Device', (line) => line.code], ['Type', (line) => line.type_name], ['Serial number', (line) => line.serial],
  ['Value', (line) => (line.price_pence === null ? '' : (line.price_pence / 100).toFixed(2))], ['With', (line) => line.who],
  ['Since', (line) => instantCell(line.taken_at)], ['Until', (line) => instantCell(line.due_at)], ['Back', (line) => instantCell(line.returned_at)],
  ['Permission', (line) => line.permission], ['Encryption check', (line) => line.check], ['Password reset', (line) => line.reset], ['Terms accepted', (line) => instantCell(line.accepted_at)],
  ['Lapsed', (line) => line.lapses.join('; ')],
]
