import type { Account } from '../auth/account.ts'
import type { Db } from '../database/open.ts'
import { mayWipe } from './page.ts'
import { listToWipe, type ToWipe } from './store.ts'

const MOST = 10

/** What came back from a trip and this viewer may say is wiped. */
export async function toWipeFor(db: Db, viewer: Account): Promise<ToWipe[]> {
  return (await listToWipe(db)).filter(({ leader_id }) => mayWipe(viewer, leader_id)).slice(0, MOST)
}
