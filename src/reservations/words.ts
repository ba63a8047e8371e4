import type { Standing } from './standing.ts'
import type { ReservationRow } from './store.ts'

export const STANDING_WORDS: Record<Standing, string> = {
  'cancelled': 'Cancelled', 'closed': 'The school is closed', 'coming': 'Reserved', 'ready': 'To be collected now', 'offered': 'Offered to others',
  'collected': 'Collected', 'part collected': 'Collected in part', 'not collected': 'Not collected',
}

type Wanted = Pick<ReservationRow, 'wanted' | 'type_name' | 'set_name' | 'device_code'>

/** "15 × iPad", "iPad trolley", "LT-0427". */
export function wantedWords({ wanted, type_name, set_name, device_code }: Wanted): string {
  return set_name ?? device_code ?? `${wanted} × ${type_name}`
}
