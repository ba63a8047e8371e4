import type { Db } from '../database/open.ts'
import { type Need, needOf } from './rules.ts'
import { type ApprovalDevice, type ApprovalRow, listDevicesOf } from './store.ts'

/** A permission with its devices (none where it is for a whole type) and whose word it needs. */
export type Approval = ApprovalRow & { devices: ApprovalDevice[], need: Need }

export async function withDevices(db: Db, rows: ApprovalRow[]): Promise<Approval[]> {
  const devices = rows.length === 0 ? [] : await listDevicesOf(db, rows.map(({ id }) => id))
  return rows.map((row) => {
    const own = devices.filter(({ approval_id }) => approval_id === row.id)
    return { ...row, devices: own, need: needFor(row, own) }
  })
}

function needFor({ type_rule, trip_id, carries_personal_data, video_calls }: ApprovalRow, devices: ApprovalDevice[]): Need {
  return needOf({
    rules: type_rule === null ? devices.map(({ off_site }) => off_site) : [type_rule],
    carries_personal_data: carries_personal_data === 1, video_calls: video_calls === 1, goes_empty: devices.some(({ goes_empty }) => goes_empty === 1),
    on_trip: trip_id !== null,
  })
}
