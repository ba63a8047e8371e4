import type { Account } from '../auth/account.ts'
import type { Db } from '../database/open.ts'
import type { Settings } from '../settings/store.ts'
import { type Line, waitingFor } from './list.ts'

/** What waits for this viewer's yes; nothing is asked where no yes is wanted. */
export async function personalDevicesFor(db: Db, viewer: Account, { personal_devices }: Settings, now: Date): Promise<Line[]> {
  return personal_devices === 'lead' || personal_devices === 'head' ? waitingFor(db, viewer, now) : []
}
