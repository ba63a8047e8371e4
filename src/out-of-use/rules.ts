import type { CustodyFacts } from '../custody/facts.ts'
import type { Reason } from '../custody/rules.ts'
import type { OutOfUseBecause } from '../database/tables.ts'

/** Whether taking a device out of use for this reason also ends an open loan of it, as lost. */
export function endsLoan(because: OutOfUseBecause): boolean {
  return because === 'lost' || because === 'stolen'
}

/** Everything that has to be done before a device can be taken out of use: nothing ends in silence (M16–M18). */
export function reasonsNotToTakeOut(device: CustodyFacts, because: OutOfUseBecause): Reason[] {
  const { code, loan_id, borrower, keeper_id, keeper } = device
  const is_out = loan_id !== null && !endsLoan(because)
  const all: [boolean, Reason][] = [
    [device.because === because, reason('same', `${code} is down as ${because} already`, 'Nothing more is to be done')],
    [is_out, reason('out', `${code} is booked out to ${borrower}`, 'Bring it back first')],
    [
      keeper_id !== null && because === 'retired',
      reason('looked-after', `${code} is looked after by ${keeper}`, 'Take it back to the store first'),
    ],
  ]
  return all.filter(([stands]) => stands).map(([, reason]) => reason)
}

function reason(code: string, words: string, mend: string): Reason {
  return { code, words, mend }
}
