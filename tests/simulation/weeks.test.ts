import { expect, test } from 'vitest'
import { daysFrom } from './play/calendar-page.ts'
import { simulate } from './play/run.ts'

/** Between them the server is off, and whatever was out stays out. */
const WEEKS = [
  ['the first days, an INSET day among them', '2026-09-01', '2026-09-03'],
  ['a fire drill that nobody ends, a theft while it lasts, into a half-term in which the clocks go back', '2026-10-22', '2026-10-26'],
  ['out of it by an INSET day', '2026-11-02', '2026-11-03'],
  ['a power cut, snow that is said the next morning, no mail the morning after, when the paper is written in', '2026-12-02', '2026-12-04'],
  ['into Christmas on a short day', '2026-12-17', '2026-12-18'],
  ['the first days back', '2027-01-04', '2027-01-05'],
  ['snow that is said afterwards', '2027-01-20', '2027-01-25'],
  ['a theft, a fire drill while letters wait, Easter inside a term, and the clocks going forward', '2027-03-25', '2027-03-30'],
] as const

const A_FEW_TIMES_A_DAY = 110

test('through the school year’s unusual days the book, the checks, Today, the ledger and the outbox agree with a model that knows nothing of ours', async () => {
  const counts = await simulate({ seed: 4, days: WEEKS.flatMap(([, first, last]) => daysFrom(first, last)), every: A_FEW_TIMES_A_DAY })
  expect(counts.loans).toBeGreaterThan(200)
  expect(counts.checks).toBeGreaterThan(8)
  expect(counts.letters).toBeGreaterThan(20)
  expect(counts.alarms).toBe(4)
  expect(counts.paper).toBeGreaterThan(1)
})
