import { expect, test } from 'vitest'
import { readLine } from '../../src/who-had-it/rules.ts'

test.each([
  ['LT-0427, 12/11/2026 10:15', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['LT-0427\t12/06/2026 10:15', 'LT-0427', '2026-06-12T09:15:00.000Z'],
  ['lt-0427 12/11/2026 10.15am', 'lt-0427', '2026-11-12T10:15:00.000Z'],
  ['SCH-LT-001; 2026-11-12 14:05', 'SCH-LT-001', '2026-11-12T14:05:00.000Z'],
  ['SCH-LT-001; 2026-11-12T14:05:33Z', 'SCH-LT-001', '2026-11-12T14:05:33.000Z'],
  ['SCH-LT-001,2026-06-12T14:05:33+01:00', 'SCH-LT-001', '2026-06-12T13:05:33.000Z'],
  ['5CG1234XYZ  12 November 2026 at 3:20 pm', '5CG1234XYZ', '2026-11-12T15:20:00.000Z'],
  ['LT-0427, 12/11/2026 10:15:59', 'LT-0427', '2026-11-12T10:15:00.000Z'],
])('%s', (typed, text, moment) => expect(readLine(typed)).toMatchObject({ text, moment, problem: null }))

test.each([['LT-0427'], ['LT-0427, yesterday'], ['LT-0427, 31/02/2026 10:00'], ['LT-0427, 12/11/2026'], [', 12/11/2026 10:15'], ['LT-0427, 12/11/2026 25:00']])(
  'not understood: %s', (typed) => expect(readLine(typed)).toMatchObject({ moment: null, problem: expect.any(String) }))
