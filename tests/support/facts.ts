import type { CustodyFacts } from '../../src/custody/facts.ts'

/** A laptop in the suite that nobody has, with whatever a case changes. */
export function deviceFacts(changes: Partial<CustodyFacts> = {}): CustodyFacts {
  return {
    device_id: 'd1', code: 'LT-0001', type_name: 'Laptop', off_site_rule: 'yes', place: 'the suite',
    set_id: null, set_name: null, slot: null, loan_id: null, borrower_id: null, borrower: null, answers_id: null,
    answers: null, class_id: null, class_name: null, purpose: null, taken_at: null, due_at: null, off_site: null,
    out_desk_id: null, keeper_id: null, keeper: null, kept_since: null, because: null, out_of_use_since: null, not_back_since: null,
    created_at: '2026-09-01T08:00:00.000Z', ...changes,
  }
}

export const outTo = (id: string, changes: Partial<CustodyFacts> = {}): CustodyFacts => deviceFacts({
  loan_id: 'l1', borrower_id: id, borrower: `Person ${id}`, answers_id: id, taken_at: '2026-11-24T08:00:00.000Z',
  due_at: '2026-11-24T15:30:00.000Z', purpose: 'Maths', out_desk_id: 'desk', ...changes,
})

export const keptBy = (id: string, changes: Partial<CustodyFacts> = {}): CustodyFacts =>
  deviceFacts({ keeper_id: id, keeper: `Person ${id}`, kept_since: '2026-09-02T08:00:00.000Z', ...changes })
