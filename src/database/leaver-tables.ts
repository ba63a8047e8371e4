import type { ReturnHow } from './words.ts'

/** That a leaver gave everything back, and what was written off; and by when what somebody who is away has is to come back. */
export type LeaverTables = {
  clearances: { id: string, person_id: string, last_day: string, signed_at: string, signed_by_id: string }
  clearance_lines: {
    clearance_id: string, position: number, device_id: string, had: 'borrowed' | 'looked after'
    ended: 'given back' | 'passed on' | 'written off', ended_at: string, reason: string, by_id: string | null
    code: string, type_name: string
  }
  write_offs: { id: string, person_id: string, device_id: string, had: 'borrowed' | 'looked after', reason: string, at: string, by_id: string }
  absences: {
    id: string, person_id: string, by_day: string, how: ReturnHow, made_at: string, made_by_id: string, done_at: string | null, done_by_id: string | null
  }
  absence_devices: { absence_id: string, device_id: string, loan_id: string | null }
}
