import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import type { Season } from '../calendar/holidays.ts'
import type { Reason } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { groupByHolder } from '../end-of-day/rules.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { newFormKey } from '../http/forms.ts'
import type { Settings } from '../settings/store.ts'
import { type AwayLine, listWanting } from './away.ts'
import { findCountOf } from './counts/store.ts'
import { type Judging, judgeKept } from './home.ts'
import { reckon, type Reckoned, type RunUpDevice } from './rules.ts'
import { lockedSince, readRunUp } from './season.ts'
import { listForRunUp } from './store.ts'

export type RunUpLine = RunUpDevice & Reckoned & { reasons: Reason[] }
/** Every device in use as it stands before the season's holiday. */
export type Standing = { season: Season, judging: Judging, lines: RunUpLine[] }

export async function readStanding(db: Db, season: Season, judging: Judging, now: Date): Promise<Standing> {
  const devices = await listForRunUp(db, season.holiday.key, lockedSince(season))
  const reasons = await judgeKept(db, devices, judging, now)
  const held = new Set([...reasons].filter(([, against]) => against.length > 0).map(([id]) => id))
  return { season, judging, lines: devices.map((device) => ({ ...device, ...reckon(device, season.holiday, held), reasons: reasons.get(device.device_id) ?? [] })) }
}

/** The season and how everything stands in it; `standing` is null outside one. */
export async function readNow(db: Db, settings: Settings, now: Date) {
  const { calendar, season, next } = await readRunUp(db, settings, now)
  const standing = season && await readStanding(db, season, { holiday: season.holiday, calendar, settings }, now)
  return { season, next, standing }
}

/** What views/run-up/index.ejs needs. */
export async function runUpPage(db: Db, viewer: Account, settings: Settings, now: Date) {
  const { season, next, standing } = await readNow(db, settings, now)
  if (!season || !standing) return { season: null, next, now_part: null }
  const { lines, judging } = standing
  const wanting = await listWanting(db, lines, new Map(lines.map(({ device_id, reasons }) => [device_id, reasons])), judging, now)
  return { season, next: null, now_part: {
    count: (await findCountOf(db, season.holiday.key)) ?? null, counts: countsOf(lines),
    wanting: wanting.map((line) => ({ ...line, wants: line.wants.map((want) => ({ words: want.words, act: actFor(line, want, viewer) })) })),
    kept: lines.filter(({ keeper_id, because }) => keeper_id !== null && because === null).toSorted((a, b) => a.keeper!.localeCompare(b.keeper!, 'en-GB')).map((line) => ({ ...line, form_key: newFormKey() })),
    out: groupByHolder(lines.filter(({ loan_id, result }) => loan_id !== null && result === 'not there')),
  } }
}

export function countsOf(lines: Reckoned[]) {
  const many = (result: Reckoned['result']) => lines.filter((line) => line.result === result).length
  return { locked_count: many('locked up'), home_count: many('goes home'), away_count: many('away'), excused_count: many('excused'), not_there_count: many('not there') }
}

/** The way to what mends it, for those who may go there; otherwise whose it is, in words. */
function actFor({ code, person_id }: AwayLine, { mend, approval_id }: AwayLine['wants'][number], { roles }: Account): { href: string | null, label: string } {
  if (mend === 'check') return can(roles, 'record-checks') ? { href: addressOf('/device-checks', { device: code }), label: 'Check it' } : { href: null, label: 'The technician checks it' }
  if (mend === 'permission') return approval_id ? { href: `/approvals/${approval_id}`, label: 'See the permission' } : { href: addressOf('/approvals/new', { device: code, person: person_id }), label: 'Ask for permission' }
  if (mend === 'signature') return can(roles, 'record-signatures') ? { href: '/agreements', label: 'Have it signed' } : { href: null, label: 'The office has it signed' }
  return { href: null, label: 'Whoever takes it does that' }
}

const ANSWERS = ['Stays at school', 'Goes home']

export const CSV_COLUMNS: readonly CsvColumn<RunUpLine>[] = [
  ['Device', (line) => line.code], ['Type', (line) => line.type_name], ['Home', (line) => line.set_name ?? line.place],
  ['With', (line) => line.borrower ?? line.keeper], ['Looked after by', (line) => line.keeper],
  ['Over the holiday', (line) => (line.keeper_id === null ? '' : line.goes_home === null ? 'No answer' : ANSWERS[line.goes_home])],
  ['Counts as', (line) => line.result], ['Against going home', (line) => (line.goes_home === 1 ? line.reasons.map(({ words }) => words).join('; ') : '')],
]
