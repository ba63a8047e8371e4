import type { Act } from '../database/act.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { endLoan, listOpenLoansOf } from '../loans/store.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { tagText } from '../tags/scan.ts'
import type { Return } from './rules.ts'

/** Ends loans of before the sheet at the time that was written down; returns what stands against it (M1, M4). */
export async function bringBackByPaper(db: Act, returns: Return[], actor: Actor, now: Date): Promise<Problem[]> {
  const devices = await listDevicesByText(db, returns.map(({ code }) => code))
  const open = await listOpenLoansOf(db, [...devices.values()].map(({ device_id }) => device_id))
  const problems: Problem[] = []
  for (const { n, code, returned_at } of returns) {
    const device = devices.get(tagText(code))
    const loan = device && open.get(device.device_id)
    const refuse = (message: string) => problems.push({ name: `back_code_${n}`, message: `Line ${n}: ${message}` })
    if (!device) refuse(`no device has the code ${tagText(code)}`)
    else if (!loan) refuse(`the book does not have ${device.code} as out`)
    else if (loan.taken_at >= returned_at) refuse(`the book says ${device.code} went out ${sayFor(now).when(loan.taken_at)}, after that`)
    else {
      open.delete(device.device_id)
      await endLoan(db, loan.id, { returned_at, outcome: 'returned', back_desk_id: null, taken_back_by_id: actor.person_id, on_charge: null })
      await record(db, actor, now, { verb: 'loan.back from paper', subject: 'device', subject_id: device.device_id, data: { loan_id: loan.id } })
    }
  }
  return problems
}
