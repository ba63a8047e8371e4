import type { Flag, SealedResult } from './words.ts'

/** Before a long holiday: what each keeper means to do, and what was counted, locked up and sealed. */
export type RunUpTables = {
  holiday_answers: { holiday: string, device_id: string, keeper_id: string, goes_home: Flag, said_at: string, said_by_id: string }
  sealed_counts: {
    id: string, holiday: string, name: string, last_day: string, first_day_back: string, place: string
    sealed_at: string, sealed_by_id: string, witness_id: string
    locked_count: number, home_count: number, away_count: number, excused_count: number, not_there_count: number
    opened_at: string | null, opened_by_id: string | null, missing_count: number | null
  }
  sealed_lines: {
    count_id: string, device_id: string, result: SealedResult, reason: string | null, loan_id: string | null
    holder_id: string | null, last_seen_at: string | null, last_place: string | null
    again_at: string | null, again_by_id: string | null
  }
}
