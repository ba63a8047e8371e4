import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import type { Db } from '../database/open.ts'
import { lineOf } from './list.ts'
import { listLookedAfterOf } from './store.ts'

/** How a device is looked after, for its own page; its receipt is for its keeper and for those who keep the devices. */
export async function keptOf(db: Db, { person_id, roles }: Account, deviceId: string) {
  const row = await listLookedAfterOf(db, deviceId)
  if (!row) return null
  const mine = row.keeper_id === person_id
  return { ...lineOf(row), mine, may_edit: can(roles, 'edit-devices'), may_see: mine || can(roles, 'edit-devices') }
}
