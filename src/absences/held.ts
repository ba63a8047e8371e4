import type { CustodyFacts } from '../custody/facts.ts'
import { custodyOf } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { listDeviceIdsWith } from '../people/past.ts'

/** What somebody has themselves, booked out or looked after, and so can give back; `loan_id` is null for the latter. */
export async function heldBy(db: Db, personId: string): Promise<{ device_id: string, loan_id: string | null, code: string, type_name: string }[]> {
  const devices = await custodyOf(db, await listDeviceIdsWith(db, personId))
  return devices.filter((device) => isWith(device, personId)).map(({ device_id, loan_id, code, type_name }) => ({ device_id, loan_id, code, type_name }))
}

function isWith({ because, loan_id, borrower_id, keeper_id }: CustodyFacts, personId: string): boolean {
  return because === null && (loan_id === null ? keeper_id : borrower_id) === personId
}
