import { expect, test } from 'vitest'
import { readLine } from '../../src/who-had-it/read-line.ts'

test.each([
  ['LT-0427, 12/11/2026 10:15', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['LT-0427\t12/06/2026 10:15', 'LT-0427', '2026-06-12T09:15:00.000Z'],
  ['lt-0427 12/11/2026 10.15am', 'lt-0427', '2026-11-12T10:15:00.000Z'],
  ['SCH-LT-001; 2026-11-12 14:05', 'SCH-LT-001', '2026-11-12T14:05:00.000Z'],
  ['SCH-LT-001; 2026-11-12T14:05', 'SCH-LT-001', '2026-11-12T14:05:00.000Z'],
  ['SCH-LT-001; 2026-11-12T14:05:33Z', 'SCH-LT-001', '2026-11-12T14:05:33.000Z'],
  ['SCH-LT-001; 2026-11-12T14:05:33.123Z', 'SCH-LT-001', '2026-11-12T14:05:33.000Z'],
  ['SCH-LT-001,2026-06-12T14:05:33+01:00', 'SCH-LT-001', '2026-06-12T13:05:33.000Z'],
  ['SCH-LT-001,2026-06-12T14:05:33-0500', 'SCH-LT-001', '2026-06-12T19:05:33.000Z'],
  ['SCH-LT-001,2026-06-12 14:05:33 UTC', 'SCH-LT-001', '2026-06-12T14:05:33.000Z'],
  ['SCH-LT-001,2026-06-12 14:05 BST', 'SCH-LT-001', '2026-06-12T13:05:00.000Z'],
  ['5CG1234XYZ  12 November 2026 at 3:20 pm', '5CG1234XYZ', '2026-11-12T15:20:00.000Z'],
  ['5CG1234XYZ, Thu 12th Nov 2026, 3pm', '5CG1234XYZ', '2026-11-12T15:00:00.000Z'],
  ['LT-0427, 12/11/2026 12:05 a.m.', 'LT-0427', '2026-11-12T00:05:00.000Z'],
  ['LT-0427, 12/11/2026 10:15:59', 'LT-0427', '2026-11-12T10:15:59.000Z'],
  ['LT-0427, 12/11/2026 3:15:59 PM', 'LT-0427', '2026-11-12T15:15:59.000Z'],
  ['LT-0427,12/11/2026,10:15:59', 'LT-0427', '2026-11-12T10:15:59.000Z'],
  ['LT-0427\t12/11/2026\t10:15', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['"LT-0427","12/11/2026, 10:15:59"', 'LT-0427', '2026-11-12T10:15:59.000Z'],
  ['12/11/2026 10:15:59,LT-0427', 'LT-0427', '2026-11-12T10:15:59.000Z'],
  ['10:15 12/11/2026 LT-0427', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['10:15 on 12/11/26 LT-0427', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['Nov 12, 2026 10:15:59 AM\tLT-0427', 'LT-0427', '2026-11-12T10:15:59.000Z'],
  ['2026/11/12 10:15, LT-0427', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['0427 12/11/2026 10:15', '0427', '2026-11-12T10:15:00.000Z'],
  ['27 12/11/26 10:15', '27', '2026-11-12T10:15:00.000Z'],
  ['LT-0427, 12/06/2026 10:15 (UTC)', 'LT-0427', '2026-06-12T10:15:00.000Z'],
  ['LT-0427, 12/11/2026 10:15 UTC+1', 'LT-0427', '2026-11-12T09:15:00.000Z'],
  ['LT-0427, 12/11/2026 10:15 (UTC+01:00)', 'LT-0427', '2026-11-12T09:15:00.000Z'],
  ['LT-0427, 2026-11-12 10:15+01:00', 'LT-0427', '2026-11-12T09:15:00.000Z'],
  ['LT-0427, 2026-11-12T10:15-05:00', 'LT-0427', '2026-11-12T15:15:00.000Z'],
  ['LT-0427, 12/Nov/2026:10:15:30 +0000', 'LT-0427', '2026-11-12T10:15:30.000Z'],
  ['LT-0427|12/11/2026|10:15', 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ["'LT-0427','12/11/2026','10:15'", 'LT-0427', '2026-11-12T10:15:00.000Z'],
  ['12/11/2026 – 10:15, LT-0427', 'LT-0427', '2026-11-12T10:15:00.000Z'],
])('%s', (typed, text, moment) => expect(readLine(typed)).toMatchObject({ texts: [text], moments: [{ moment }], problem: null }))

test('among other columns every cell and word may be the device', () => {
  expect(readLine('2026-11-12 10:15:03\tBlocked: games\tSCH-LT-001\tyear4oak').texts)
    .toEqual(['Blocked: games', 'SCH-LT-001', 'year4oak', 'Blocked:', 'games', 'Blocked'])
  expect(readLine('10.0.14.7 12/11/2026 10:15').texts).toEqual(['10.0.14.7'])
})

test('of a span of time its beginning is looked up: its end is no zone', () => {
  expect(readLine('LT-0427, 12/11/2026 10:15-10:30').moments).toMatchObject([{ moment: '2026-11-12T10:15:00.000Z' }])
})

test.each([
  ['LARKFIELD\\SCH-LT-001', 'SCH-LT-001'], ['SCH-LT-001$', 'SCH-LT-001'], ['SCH-LT-001.larkfield.internal', 'SCH-LT-001'],
  ['(SCH-LT-001)', 'SCH-LT-001'], ['SCH-LT-001:', 'SCH-LT-001'],
])('a computer as a network names it (%s) may be meant by its name alone', (written, name) => {
  expect(readLine(`${written}, 12/11/2026 10:15`).texts).toContain(name)
})

test('whether seconds were given is kept', () => {
  expect(readLine('LT-1, 12/11/2026 10:15').moments).toMatchObject([{ exact: false }])
  expect(readLine('LT-1, 12/11/2026 10:15:00').moments).toMatchObject([{ exact: true }])
})

test('the hour that comes twice is two moments, unless the zone was given', () => {
  expect(readLine('LT-1, 25/10/2026 01:30').moments).toEqual([
    { moment: '2026-10-25T00:30:00.000Z', exact: false, note: 'before the clocks went back' },
    { moment: '2026-10-25T01:30:00.000Z', exact: false, note: 'after the clocks went back' },
  ])
  expect(readLine('LT-1, 2026-10-25 01:30 GMT').moments).toMatchObject([{ moment: '2026-10-25T01:30:00.000Z', note: null }])
  expect(readLine('LT-1, 25/10/2026 02:00').moments).toMatchObject([{ moment: '2026-10-25T02:00:00.000Z', note: null }])
  expect(readLine('LT-1, 25/10/2026 00:59').moments).toMatchObject([{ moment: '2026-10-24T23:59:00.000Z', note: null }])
})

test.each([
  ['LT-0427', 'Write the day and time'], ['LT-0427, yesterday', 'Write the day and time'], ['LT-0427, 12/11/2026', 'Write the day and time'],
  ['LT-0427, 31/02/2026 10:00', 'no such day'], ['LT-0427, 12/11/2026 25:00', 'no such day'], ['LT-0427, 12/11/2026 13:00 pm', 'no such day'],
  [', 12/11/2026 10:15', 'Write a device'], ['LT-0427, 29/03/2026 01:30', 'clocks went forward'], ['🙂🙂🙂', 'Write the day and time'],
  ['LT-0427, 99/99/9999 99:99', 'no such day'], ['LT-0427, 12/11/2026 10:15:00+99:00', 'no such day'], ['LT-0427, 12/11/2026 10:15 -9999', 'no such day'], [`${'9'.repeat(5000)} ${'/'.repeat(5000)}`, 'Write the day and time'],
])('not understood: %s', (typed, words) => expect(readLine(typed)).toMatchObject({ moments: [], problem: expect.stringContaining(words) }))
