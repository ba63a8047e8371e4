import { expect, test } from 'vitest'
import { dueAfterPause } from '../../src/pauses/rules.ts'

const drill = { from_at: '2026-11-24T10:00:00.000Z', until_at: '2026-11-24T10:20:00.000Z' }

test.each([
  ['due before it', drill, '2026-11-24T09:59:59.999Z', '2026-11-24T09:59:59.999Z'],
  ['due as it begins', drill, '2026-11-24T10:00:00.000Z', '2026-11-24T10:20:00.000Z'],
  ['due during it', drill, '2026-11-24T10:10:00.000Z', '2026-11-24T10:30:00.000Z'],
  ['due at the end of the day', drill, '2026-11-24T15:30:00.000Z', '2026-11-24T15:50:00.000Z'],
  ['due late in the evening', drill, '2026-11-24T23:45:00.000Z', '2026-11-24T23:59:00.000Z'],
  ['due in the last minute', drill, '2026-11-24T23:59:30.000Z', '2026-11-24T23:59:30.000Z'],
  ['due on the next day', drill, '2026-11-25T08:40:00.000Z', '2026-11-25T08:40:00.000Z'],
  ['ended only the day after', { ...drill, until_at: '2026-11-25T09:00:00.000Z' }, '2026-11-24T15:30:00.000Z', '2026-11-24T23:59:00.000Z'],
  ['in summer time', { from_at: '2026-06-02T09:00:00.000Z', until_at: '2026-06-02T17:00:00.000Z' }, '2026-06-02T14:30:00.000Z', '2026-06-02T22:30:00.000Z'],
  ['in summer time, past midnight', { from_at: '2026-06-02T09:00:00.000Z', until_at: '2026-06-02T18:00:00.000Z' }, '2026-06-02T14:30:00.000Z', '2026-06-02T22:59:00.000Z'],
])('%s', (_name, pause, due_at, expected) => {
  expect(dueAfterPause(due_at, pause)).toBe(expected)
})
