import type { CustodyFacts } from '../custody/facts.ts'
import type { Reason } from '../custody/rules.ts'
import type { OutOfUseBecause } from '../database/tables.ts'

/** Whether taking a device out of use for this reason also ends an open loan of it, as lost. */
export function endsLoan(because: OutOfUseBecause): boolean {
  return because === 'lost' || because === 'stolen'
}

/** Everything that has to be done before a device can be taken out of use; nothing of it happens in silence (M16–M18). */
export function reasonsNotToTakeOut(device: CustodyFacts, because: OutOfUseBecause): Reason[] {
  const { code, loan_id, borrower, keeper_id, keeper } = device
  const all: [boolean, Reason][] = [
    [device.because === because, { code: 'same', words: `${code} is down as ${because} already`, mend: 'There is nothing more to do' }],
    [loan_id !== null && !endsLoan(because), { code: 'out', words: `${code} is booked out to ${borrower}`, mend: 'Bring it back first' }],
    [keeper_id !== null && because === 'retired', { code: 'looked-after', words: `${code} is looked after by ${keeper}`, mend: 'Take it back to the store first' }],
  ]
  return all.filter(([stands]) => stands).map(([, reason]) => reason)
}
