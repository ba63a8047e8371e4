import { needsAnswer } from '../../custody/rules.ts'
import { fold } from '../../text/fold.ts'
import type { ReadDevice } from '../lines/read.ts'
import type { Status } from '../rows.ts'
import type { Borrower, KnownDevices } from './known-devices.ts'

type OutTo = NonNullable<ReadDevice['out_to']>
export type LoanOutcome = { status: Status, reason: string, borrower: Borrower | null }

/** Whether an open check-out of a list becomes a loan, and what stands against it. `today` is YYYY-MM-DD. */
export function compareLoan(
  out: OutTo, device: { id: string, code: string, out_of_use: string | null }, known: KnownDevices, today: string,
): LoanOutcome {
  const found = borrowerOf(out, known)
  if (typeof found === 'string') return { status: 'problem', reason: found, borrower: null }
  const now = known.out.get(device.id)
  if (now?.borrower_id === found.id) return { status: 'unchanged', reason: '', borrower: found }
  const refusal = refusalToCarryOver(found, device, now?.borrower ?? null, today)
  if (refusal) return { status: 'problem', reason: refusal, borrower: found }
  if (known.carried.has(`${device.id} ${found.id}`)) {
    return {
      status: 'unchanged', reason: `It was carried over to ${found.name} before, and has been brought back since`,
      borrower: found,
    }
  }
  return { status: 'new', reason: '', borrower: found }
}

function borrowerOf({ email, name }: OutTo, known: KnownDevices): Borrower | string {
  const who = [name, email].filter(Boolean).join(', ')
  const byEmail = email === null ? undefined : known.by_email.get(email)
  if (byEmail) return byEmail
  const byName = name === '' ? [] : known.by_name.get(fold(name)) ?? []
  if (byName.length > 1) return `It is out to ${who}, and several people have that name: book it out at the desk`
  return byName[0] ?? `It is out to ${who}, who is not in Kitbook: import the staff first, then this file again`
}

function refusalToCarryOver(
  person: Borrower, device: { code: string, out_of_use: string | null }, outTo: string | null, today: string,
): string | null {
  if (outTo !== null) return `The list has it with ${person.name}, but ${device.code} is out to ${outTo} in Kitbook`
  if (device.out_of_use !== null) return `The list has it with ${person.name}, but it is ${device.out_of_use}`
  if (person.last_day !== null && person.last_day < today) return `It is out to ${person.name}, who has left`
  if (person.first_day !== null && person.first_day > today) {
    return `It is out to ${person.name}, who has not started yet`
  }
  return needsAnswer(person.kind)
    ? `It is out to ${person.name}, for whom a member of staff must answer: book it out at the desk`
    : null
}
