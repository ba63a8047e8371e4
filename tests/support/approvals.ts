import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import type { Row } from '../../src/database/tables.ts'
import { TUESDAY } from './app.ts'

type Permission = Partial<Omit<Row<'approvals'>, 'id' | 'person_id'>> & { person_id: string, by_id: string, device_ids?: string[], goes_empty?: boolean }

/** A permission as it stands in the database: approved by the head from 23 to 27 November 2026, with whatever a case changes. */
export async function permit(db: Db, { device_ids = [], goes_empty = false, by_id, ...changes }: Permission): Promise<string> {
  const [id, at] = [newId(), TUESDAY.toISOString()]
  const { decision = 'approved', decided_as = 'head', granted_until = decision === 'approved' ? changes.until_day ?? '2026-11-27' : null, ...asked } = changes
  await db.insertInto('approvals').values({
    id, type_id: null, trip_id: null, from_day: '2026-11-23', until_day: '2026-11-27', why: 'Planning', carries_personal_data: 0, video_calls: 0,
    asked_at: at, asked_by_id: asked.person_id, decision: null, decided_at: null, decided_by_id: null, decided_as: null, granted_until: null,
    words: '', revoked_at: null, revoked_by_id: null, revoked_words: '', in_school: 0, ...asked,
  }).execute()
  const rows = device_ids.map((device_id) => ({ approval_id: id, device_id, goes_empty: goes_empty ? 1 as const : 0 as const, wiped_at: null, wiped_by_id: null }))
  if (rows.length > 0) await db.insertInto('approval_devices').values(rows).execute()
  if (decision === null) return id
  await db.updateTable('approvals').set({ decision, granted_until, decided_as, decided_at: at, decided_by_id: by_id }).where('id', '=', id).execute()
  return id
}
