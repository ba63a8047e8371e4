import { sql } from 'kysely'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'
import type { DecidedAs } from '../database/tables.ts'

/** The permission by which somebody may take a device off-site; `until_day` is the last day on which it holds, YYYY-MM-DD. */
export type ApprovalFact = {
  approval_id: string, until_day: string, by: DecidedAs, carries_personal_data: boolean, video_calls: boolean
  /** It cannot be encrypted and goes with nothing on it, by the head's word. */
  goes_empty: boolean
}

/** By device, somebody's permission that holds on a day, or null: the head's before the lead's, then the one that holds longest (M7, M8). */
export async function readApprovals(db: Db, personId: string, deviceIds: string[], day: string): Promise<Map<string, ApprovalFact | null>> {
  return deviceIds.length === 0 ? new Map() : bestOf(deviceIds, await listInForce(db, personId, deviceIds, day))
}

/** The same of every device that is looked after, for whoever looks after it. */
export async function readKeepersApprovals(db: Db, deviceIds: string[], day: string): Promise<Map<string, ApprovalFact | null>> {
  return deviceIds.length === 0 ? new Map() : bestOf(deviceIds, await listKeepersInForce(db, deviceIds, day))
}

type Found = Awaited<ReturnType<typeof listInForce>>[number]

/** The rows stand in their order: the first of a device is the one that counts. */
function bestOf(deviceIds: string[], rows: Found[]): Map<string, ApprovalFact | null> {
  const facts = new Map<string, ApprovalFact | null>(deviceIds.map((id) => [id, null]))
  for (const { device_id, approval_id, until_day, by, ...flags } of rows) {
    if (facts.get(device_id) !== null) continue
    facts.set(device_id, {
      approval_id, until_day: until_day!, by: by!, goes_empty: flags.goes_empty === 1,
      carries_personal_data: flags.carries_personal_data === 1, video_calls: flags.video_calls === 1,
    })
  }
  return facts
}

/** Begins with what the person may do now, which is little, whatever was asked before. */
const listInForce = prepared((db: Db, personId: string, deviceIds: string[], day: string) =>
  inForce(db, deviceIds, day).where('a.person_id', '=', personId))

const listKeepersInForce = prepared((db: Db, deviceIds: string[], day: string) =>
  inForce(db, deviceIds, day).where((e) => e.exists(e.selectFrom('allocations as k').select('k.id')
    .whereRef('k.device_id', '=', 'd.id').whereRef('k.keeper_id', '=', 'a.person_id').where('k.until_at', 'is', null))))

const inForce = (db: Db, deviceIds: string[], day: string) =>
  db.selectFrom('approvals as a').innerJoin('devices as d', (join) => join.on('d.id', 'in', deviceIds))
    .leftJoin('approval_devices as x', (join) => join.onRef('x.approval_id', '=', 'a.id').onRef('x.device_id', '=', 'd.id'))
    .select(['d.id as device_id', 'a.id as approval_id', 'a.granted_until as until_day', 'a.decided_as as by',
      'a.carries_personal_data', 'a.video_calls', 'x.goes_empty'])
    .where('a.decision', '=', sql.lit('approved')).where('a.revoked_at', 'is', null)
    .where('a.granted_until', '>=', day).where('a.from_day', '<=', day)
    .where((e) => e.or([e('a.type_id', '=', e.ref('d.type_id')), e('x.device_id', 'is not', null)]))
    .orderBy('a.decided_as').orderBy('a.granted_until', 'desc').orderBy('a.id')
