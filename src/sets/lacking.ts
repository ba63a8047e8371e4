import { listAround, listMoments, type LoanThen } from '../custody/at.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { sinceOf, type State, stateOf } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'

/** A device that a set does without now, and who had it last; instants UTC ISO. */
export type Lack = {
  code: string, slot: number | null, type: string, why: State | 'not scanned back', since: string, with: string
  last: LoanThen | null, seen_at: string | null, seen_place: string | null
}

/**
 * What a set lacks: out, looked after, out of use, or by the book in its place though nobody scanned it back. Who had it
 * last is the newest loan that is on the book.
 */
export async function listLacking(db: Db, devices: readonly CustodyFacts[], now: Date): Promise<Lack[]> {
  const moments = await listMoments(db, devices.map(({ device_id }) => ({ device_id, moment: now.toISOString() })))
  const around = await listAround(db, moments)
  return devices.flatMap((device, i) => {
    const last = around[i]!.at ?? around[i]!.before
    const why = whyLacking(device, last, moments[i]!.seen_before)
    return why === null ? [] : [lackOf(device, why, last, moments[i]!)]
  })
}

function whyLacking(device: CustodyFacts, last: LoanThen | null, seen_at: string | null): Lack['why'] | null {
  const state = stateOf(device)
  if (state !== 'in store') return state
  const unseen = last?.outcome === 'returned unscanned' && (seen_at === null || seen_at < last.returned_at!)
  return unseen ? 'not scanned back' : null
}

function lackOf(device: CustodyFacts, why: Lack['why'], last: LoanThen | null, seen: { seen_before: string | null, seen_place: string | null }): Lack {
  const { code, slot, type_name } = device
  const since = why === 'not scanned back' ? last!.returned_at! : sinceOf(device)
  const holder = [device.borrower ?? device.keeper, device.class_name].filter(Boolean).join(', ')
  return { code, slot, type: type_name, why, since, with: device.because ? '' : holder, last, seen_at: seen.seen_before, seen_place: seen.seen_place }
}
