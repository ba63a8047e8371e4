/** That a leaver gave everything back, and what was written off. */
export type LeaverTables = {
  clearances: { id: string, person_id: string, last_day: string, signed_at: string, signed_by_id: string }
  clearance_lines: {
    clearance_id: string, position: number, device_id: string, had: 'borrowed' | 'looked after'
    ended: 'given back' | 'passed on' | 'written off', ended_at: string, reason: string, by_id: string | null
  }
  write_offs: { id: string, person_id: string, device_id: string, had: 'borrowed' | 'looked after', reason: string, at: string, by_id: string }
}
