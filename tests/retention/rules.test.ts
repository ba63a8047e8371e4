import { expect, test } from 'vitest'
import { noticeOf } from '../../src/retention/notice.ts'
import { cutFor, mayForget } from '../../src/retention/rules.ts'

test.each([
  ['2026-11-26', 1, 6, { book_before: '2025-09-01', left_before: '2020-11-26' }],
  ['2026-08-31', 1, 6, { book_before: '2024-09-01', left_before: '2020-08-31' }],
  ['2026-09-01', 0, 0, { book_before: '2026-09-01', left_before: '2026-09-01' }],
  ['2028-02-29', 2, 6, { book_before: '2025-09-01', left_before: '2022-03-01' }],
])('on %s, with %i school years and %i years of signatures', (today, keep_book_years, keep_signatures_years, cut) => {
  expect(cutFor(today, { keep_book_years, keep_signatures_years })).toEqual(cut)
})

const cut = cutFor('2026-11-26', { keep_book_years: 1, keep_signatures_years: 6 })

test.each([
  ['who is here', null, false, false, false],
  ['who left within the time', '2025-09-01', false, false, false],
  ['who left before it', '2025-08-31', false, false, true],
  ['who left before it and still has something', '2025-08-31', true, false, false],
  ['who left before it and has signed', '2025-08-31', false, true, false],
  ['whose signature has had its time', '2020-11-25', false, true, true],
  ['whose signature has its last day', '2020-11-26', false, true, false],
])('the name of somebody %s', (_who, last_day, has_something, signed, forgotten) => {
  expect(mayForget({ last_day, has_something, signed }, cut)).toBe(forgotten)
})

test('the notice says how long by the school’s settings', () => {
  const long = (keep_book_years: number) => noticeOf({ keep_book_years, keep_signatures_years: 1 }).find(({ holds }) => holds.some((words) => words.startsWith('who had which device')))!.long
  expect([long(0), long(1), long(3)]).toEqual(['for this school year', 'for this school year and one school year before', 'for this school year and 3 school years before'])
})
