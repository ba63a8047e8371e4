import type { Db } from '../database/open.ts'
import { readSettings, type Settings } from '../settings/store.ts'
import { neededBy } from './in-school/rules.ts'
import { type Need, needOf } from './rules.ts'
import { type ApprovalDevice, type ApprovalRow, listDevicesOf } from './store.ts'

/** A permission with its devices (none where it is for a whole type, or to borrow in school) and whose word it needs. */
export type Approval = ApprovalRow & { devices: ApprovalDevice[], need: Need }

export async function withDevices(db: Db, rows: ApprovalRow[]): Promise<Approval[]> {
  const devices = rows.length === 0 ? [] : await listDevicesOf(db, rows.map(({ id }) => id))
  const byKind = rows.some(({ in_school }) => in_school === 1) ? (await readSettings(db)).permission_to_borrow : {}
  return rows.map((row) => {
    const own = devices.filter(({ approval_id }) => approval_id === row.id)
    return { ...row, devices: own, need: row.in_school === 1 ? needToBorrow(row, byKind) : needFor(row, own) }
  })
}

/** What the school asks by now: where it asks nothing any more, whoever decides may. */
function needToBorrow({ person_kind }: ApprovalRow, byKind: Settings['permission_to_borrow']): Need {
  return neededBy(person_kind, byKind) ?? 'lead'
}

function needFor({ type_rule, trip_id, carries_personal_data, video_calls }: ApprovalRow, devices: ApprovalDevice[]): Need {
  return needOf({
    rules: type_rule === null ? devices.map(({ off_site }) => off_site) : [type_rule],
    carries_personal_data: carries_personal_data === 1, video_calls: video_calls === 1, goes_empty: devices.some(({ goes_empty }) => goes_empty === 1),
    on_trip: trip_id !== null,
  })
}
