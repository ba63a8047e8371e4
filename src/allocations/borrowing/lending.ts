import type { CustodyFacts } from '../../custody/facts.ts'
import type { Db } from '../../database/open.ts'
import { listSaidYes } from './store.ts'

/** The ids of those devices whose keeper lets somebody borrow them today (YYYY-MM-DD); nothing is asked where others keep none (M3). */
export async function readKeepersYes(db: Db, personId: string, devices: CustodyFacts[], today: string): Promise<ReadonlySet<string>> {
  const kept = devices.filter(({ keeper_id }) => keeper_id !== null && keeper_id !== personId).map(({ device_id }) => device_id)
  return new Set(kept.length === 0 ? [] : (await listSaidYes(db, personId, kept, today)).map(({ device_id }) => device_id))
}
