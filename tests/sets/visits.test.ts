import { expect, test } from 'vitest'
import type { SetLoan } from '../../src/sets/history.ts'
import { visitsOf } from '../../src/sets/visits.ts'

const loan = (code: string, taken: string, back: string | null, facts: Partial<SetLoan> = {}): SetLoan => ({
  id: `${code} ${taken}`, code, slot: null, borrower_id: 'm', borrower: 'Marlo Finch', class_id: 'oak', class_name: '4 Oak', answers: 'Marlo Finch',
  purpose: 'Maths', taken_at: `2026-11-10T${taken}:00.000Z`, returned_at: back && `2026-11-10T${back}:00.000Z`,
  outcome: back ? 'returned' : null, source: 'desk', ...facts,
})

test('what one adult takes for one lesson is one visit, from the first scan to the last return', () => {
  expect(visitsOf([loan('IP-2', '09:05', '10:20'), loan('IP-1', '09:00', '10:10')])).toEqual([{
    borrower: 'Marlo Finch', class_name: '4 Oak', answers: 'Marlo Finch', purpose: 'Maths', from: '2026-11-10T09:00:00.000Z',
    until: '2026-11-10T10:20:00.000Z', codes: ['IP-1', 'IP-2'], still_out: [], notes: [],
  }])
})

test.each<[string, Partial<SetLoan>, string]>([
  ['another class', { class_id: 'elm' }, '09:05'], ['another adult', { borrower_id: 'i' }, '09:05'],
  ['another purpose', { purpose: 'Art' }, '09:05'], ['the afternoon', {}, '13:00'],
])('%s is another visit', (_name, facts, taken) => {
  expect(visitsOf([loan('IP-2', taken, '15:00', facts), loan('IP-1', '09:00', '10:10')])).toHaveLength(2)
})

test('what is still out, passed on, not scanned back, lost or from paper is named', () => {
  const [visit] = visitsOf([
    loan('IP-1', '09:00', null), loan('IP-2', '09:00', '10:00', { outcome: 'passed on' }), loan('IP-3', '09:00', '10:00', { outcome: 'lost' }),
    loan('IP-4', '09:00', '10:00', { outcome: 'returned unscanned' }), loan('IP-5', '09:00', '10:00', { source: 'paper' }),
  ])
  expect(visit).toMatchObject({ until: null, still_out: ['IP-1'], notes: ['passed on: IP-2', 'lost: IP-3', 'return not scanned: IP-4', 'from paper: IP-5'] })
  expect(visitsOf([loan('IP-1', '09:00', '10:00', { outcome: 'passed on' })])[0]!.notes).toEqual(['passed on'])
})
