import type { Unpermitted } from '../../custody/in-school.ts'
import type { Db } from '../../database/open.ts'
import type { PersonKind } from '../../database/tables.ts'
import { readSettings } from '../../settings/store.ts'
import { readApprovals } from '../lending.ts'
import { isEnough, neededBy } from './rules.ts'
import { listHeld } from './store.ts'

type Asked = { borrower: { id: string, kind: PersonKind }, device_ids: string[], today: string }

const nothing = () => null

/**
 * By device, the permission to borrow that somebody lacks on a day (YYYY-MM-DD), or null. Whoever may take a device out of
 * school may use it in school. Nothing is asked of the school's own staff.
 */
export async function readUnpermitted(db: Db, { borrower, device_ids, today }: Asked): Promise<(deviceId: string) => Unpermitted | null> {
  if (borrower.kind === 'staff') return nothing
  const { permission_to_borrow, permission_warn_until } = await readSettings(db)
  const by = neededBy(borrower.kind, permission_to_borrow)
  if (by === null || (await listHeld(db, borrower.id, today)).some(({ decided_as }) => isEnough(decided_as!, by))) return nothing
  const leaving = await readApprovals(db, borrower.id, device_ids, today)
  const wanting = { by, only_warn: permission_warn_until !== null && today < permission_warn_until }
  return (deviceId) => {
    const approval = leaving.get(deviceId)
    return approval && isEnough(approval.by, by) ? null : wanting
  }
}
