import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { type Held, heldNow } from './list.ts'

/** Master passwords that too few hold, or somebody who has left; nothing is asked where no such list is kept. */
export async function masterPasswordsFor(db: Db, { roles }: Account, { master_passwords }: Settings, now: Date): Promise<Held[]> {
  if (!master_passwords || !can(roles, 'keep-master-passwords')) return []
  return (await heldNow(db, now)).filter(({ heeds }) => heeds.length > 0)
}
