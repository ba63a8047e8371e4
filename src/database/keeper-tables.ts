import type { AcceptedHow, BorrowAnswer, Flag, HandoverAnswer, HandoverWay, StillAnswer } from './words.ts'

/** What goes with a device that one adult looks after. */
export type KeeperTables = {
  handovers: {
    id: string, allocation_id: string, way: HandoverWay, condition: string, charger: Flag, bag: Flag, goes_home: Flag
    approval_id: string | null, given_at: string, given_by_id: string | null
    answer: HandoverAnswer | null, answer_words: string, answered_at: string | null, answered_how: AcceptedHow | null
    closed_at: string | null
  }
  borrow_asks: {
    id: string, device_id: string, keeper_id: string, asker_id: string, why: string, until_day: string, asked_at: string
    answer: BorrowAnswer | null, answer_words: string, answered_at: string | null, answered_by_id: string | null
    granted_until: string | null, ended_at: string | null
  }
  keeper_answers: {
    id: string, allocation_id: string, asked_day: string, answer: StillAnswer, words: string, answered_at: string, closed_at: string | null
  }
}
