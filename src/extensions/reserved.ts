import { dayOf } from '../calendar/days.ts'
import { needCustody } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import type { Problem } from '../http/forms.ts'
import type { Loan } from '../loans/store.ts'
import { readReserved } from '../reservations/lending.ts'

/** What stands against a later due time (UTC ISO) because somebody else has reserved it; the computing lead lets it out all the same (M2). */
export async function reservedInstead(db: Db, { device_id, borrower_id, class_id, off_site }: Loan, dueAt: string, now: Date): Promise<Problem[]> {
  const device = await needCustody(db, device_id)
  const judging = { borrower_id, class_id, off_site: off_site === 1, last_due_day: dayOf(dueAt), types: [device.type_name] }
  const { facts } = (await readReserved(db, judging, now)).of(device, dueAt)
  const by = facts?.kept?.by ?? facts?.wanted?.by
  return by === undefined ? [] : [{ name: '', message: `${by} has reserved it before then: bring it back in time, or ask the computing lead` }]
}
