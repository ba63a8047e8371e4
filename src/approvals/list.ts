import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { sayFor } from '../http/say.ts'
import { type Line, lineOf } from './line.ts'
import { withDevices } from './read.ts'
import { type Filter, findPersonName, isDeputy, listApprovals, type Shown } from './store.ts'

const PER_PAGE = 50
const PER_PART = 500

export type ListAsked = { show?: Shown | undefined, person: string, before: string }

/** What somebody may read: everybody's, or only their own. */
export async function readsAll(db: Db, { roles, person_id }: Account, now: Date): Promise<boolean> {
  return can(roles, 'read-book') || await isDeputy(db, person_id, dayOf(now))
}

async function filterFor(db: Db, viewer: Account, { show, person }: ListAsked, now: Date) {
  const reads_all = await readsAll(db, viewer, now)
  const person_id = reads_all ? person || null : viewer.person_id
  return { reads_all, filter: { or_asked: !reads_all, show: show ?? (reads_all && person_id === null ? 'waiting' as const : 'all' as const), person_id } }
}

async function linesFor(db: Db, filter: Filter, before: string | null, limit: number, now: Date): Promise<Line[]> {
  const [today, say] = [dayOf(now), sayFor(now)]
  const approvals = await withDevices(db, await listApprovals(db, filter, today, before, limit))
  return approvals.map((approval) => lineOf(approval, today, say))
}

/** What views/approvals/index.ejs needs. */
export async function listModel(db: Db, viewer: Account, asked: ListAsked, now: Date) {
  const { reads_all, filter } = await filterFor(db, viewer, asked, now)
  const lines = await linesFor(db, filter, asked.before || null, PER_PAGE + 1, now)
  const person = reads_all ? filter.person_id ?? '' : ''
  const address = (path: string, before?: string) => addressOf(path, { show: filter.show, person, before })
  return {
    lines: lines.slice(0, PER_PAGE), show: filter.show, reads_all, says_whose: reads_all || lines.some(({ person_id }) => person_id !== viewer.person_id), person,
    person_name: person === '' ? null : (await findPersonName(db, person))?.name ?? null,
    older: lines.length > PER_PAGE ? address('/approvals', lines[PER_PAGE - 1]!.id) : null,
    newer: asked.before === '' ? null : address('/approvals'), csv: address('/approvals.csv'),
    may_name_deputies: can(viewer.roles, 'name-deputies'), may_read_register: can(viewer.roles, 'read-book'),
  }
}

/** All that is asked for, a part at a time. */
export async function* everyLine(db: Db, viewer: Account, asked: ListAsked, now: Date): AsyncGenerator<Line[]> {
  const { filter } = await filterFor(db, viewer, asked, now)
  for (let before: string | null = null; ;) {
    const lines: Line[] = await linesFor(db, filter, before, PER_PART, now)
    if (lines.length > 0) yield lines
    if (lines.length < PER_PART) return
    before = lines.at(-1)!.id
  }
}

const yesNo = (flag: number) => (flag === 1 ? 'yes' : 'no')

export const CSV_COLUMNS: readonly CsvColumn<Line>[] = [
  ['For', ({ person }) => person], ['Devices', ({ type_name, in_school, devices }) => in_school === 1 ? 'borrowing in school' : type_name ?? devices.map(({ code }) => code).join(', ')],
  ['Trip', ({ trip }) => trip], ['From', ({ from_day }) => from_day], ['Back by', ({ until_day }) => until_day], ['Why', ({ why }) => why],
  ['Personal data', ({ carries_personal_data }) => yesNo(carries_personal_data)], ['Video calls', ({ video_calls }) => yesNo(video_calls)],
  ['Asked by', ({ asked_by }) => asked_by], ['Asked on', ({ asked_at }) => dayOf(asked_at)], ['Standing', ({ chip }) => chip.words],
  ['Approved until', ({ granted_until }) => granted_until], ['Decided by', ({ decided_by }) => decided_by],
  ['Decided on', ({ decided_at }) => decided_at && dayOf(decided_at)], ['Words', ({ words }) => words], ['Revoked by', ({ revoked_by }) => revoked_by],
  ['Revoked on', ({ revoked_at }) => revoked_at && dayOf(revoked_at)], ['Words on revoking', ({ revoked_words }) => revoked_words],
]
