import { absenceAsks } from '../absences/asks.ts'
import { accessReviewAsks } from '../access-review/asks.ts'
import { agreementAsks } from '../agreements/asks.ts'
import { keeperAsks } from '../allocations/asks.ts'
import { borrowingAsks } from '../allocations/borrowing/asks.ts'
import { passwordResetAsks } from '../password-resets/asks.ts'
import type { AskKind } from '../database/tables.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { leaverSource } from '../leavers/asks.ts'
import { masterPasswordAsks } from '../master-passwords/asks.ts'
import { newYearSource } from '../new-year/asks.ts'
import { personalDeviceAsks } from '../personal-devices/asks.ts'
import { offSiteAsks } from '../off-site/asks.ts'
import { runUpAsks } from '../run-up/asks.ts'
import type { Ask, Said } from './ledger.ts'

/** A feature that asks something of adults: what holds now, told already or not, and how a letter says some of it. */
export type AskSource<K extends AskKind = AskKind> = {
  read: (db: Db, school: { settings: Settings, calendar: Calendar }, now: Date) => Promise<Ask[]>
  say: Record<K, (asks: Ask[]) => Said>
  /** One of each kind, as the letters' previews show it. */
  examples: (personId: string, today: string) => Ask[]
}

/** Every feature that has a part in the daily letter, in the letter's order. */
const SOURCES = [agreementAsks, passwordResetAsks, offSiteAsks, keeperAsks, borrowingAsks, runUpAsks, leaverSource, newYearSource, absenceAsks, accessReviewAsks, personalDeviceAsks, masterPasswordAsks]

const SAY: Record<AskKind, (asks: Ask[]) => Said> = Object.assign({}, ...SOURCES.map(({ say }) => say))

export async function readAsks(db: Db, school: { settings: Settings, calendar: Calendar }, now: Date): Promise<Ask[]> {
  const asks: Ask[] = []
  for (const { read } of SOURCES) asks.push(...await read(db, school, now))
  return asks
}

export function exampleAsks(personId: string, today: string): Ask[] {
  return SOURCES.flatMap(({ examples }) => examples(personId, today))
}

/** What a letter says of them, each kind once. */
export function sayAsks(asks: Ask[]): Said[] {
  const kinds = (Object.keys(SAY) as AskKind[]).filter((one) => asks.some(({ kind }) => kind === one))
  return kinds.map((one) => SAY[one](asks.filter(({ kind }) => kind === one)))
}
