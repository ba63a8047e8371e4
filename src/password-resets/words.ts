import type { Say } from '../http/say.ts'
import type { Cell } from './standing.ts'

/** Where a device stands, in a few words. */
export function cellWords({ period, standing, reset }: Cell, { day }: Pick<Say, 'day'>): string {
  switch (standing) {
    case 'done': return `Done ${day(reset!.day)}`
    case 'new': return 'New: counts as done'
    case 'due': return `Due by ${day(period.due)}`
    case 'late': return `Late, was due ${day(period.due)}`
    case 'not done': return 'Not done'
    case 'to come': return `From ${day(period.opens)}`
    case 'not needed': return 'Not needed'
  }
}

/** Who did it, and who wrote it down where that was somebody else. */
export function whoWords({ by_id, by_name, recorded_by_id, recorded_by }: { by_id: string | null, by_name: string | null, recorded_by_id: string | null, recorded_by: string | null }): string {
  const did = by_name ?? 'former staff'
  return by_id === recorded_by_id ? `by ${did}` : `by ${did}, written down by ${recorded_by ?? 'former staff'}`
}
