import { describe, expect, it } from 'vitest'
import { type DateOrder, orderOf, readDate } from '../../../src/imports/values/dates.ts'

const day = (cell: string, order: DateOrder = 'dmy') => {
  const read = readDate(cell, order)
  if (read === null) return null
  return 'day' in read ? read.day : read.problem
}

describe('readDate', () => {
  it.each([
    ['12/03/2022', '2022-03-12'], ['12-3-22', '2022-03-12'], ['01.09.23', '2023-09-01'], ['1 9 2023', '2023-09-01'],
    ['2022-03-12', '2022-03-12'], ['2022/3/2', '2022-03-02'], ['2024-09-09 09:12:44.0000000', '2024-09-09'],
    ['2026-11-10T08:06:11.000Z', '2026-11-10'], ['22/02/2019 12:00:00 AM', '2019-02-22'],
    ['Sep-21', '2021-09-01'], ['Sept 2021', '2021-09-01'], ['September 2021', '2021-09-01'], ["Sep '21", '2021-09-01'],
    ['12 Mar 2022', '2022-03-12'], ['12-Mar-22', '2022-03-12'], ['12th March 2022', '2022-03-12'],
    ['March 12, 2022', '2022-03-12'], ['Mon 3 November 2025', '2025-11-03'],
    ['2019', '2019-01-01'], ['2019?', '2019-01-01'], ['c. 2019', '2019-01-01'], ['03/2022', '2022-03-01'], ['2029-06', '2029-06-01'],
    ['2021/22', '2021-09-01'], ['Summer 2020', '2020-04-01'], ['Autumn term 2020', '2020-09-01'], ['44256', '2021-03-01'],
    ['29/02/2024', '2024-02-29'], ['01/06/98', '1998-06-01'],
  ])('reads “%s” as %s', (cell, expected) => expect(day(cell)).toBe(expected))

  it.each([['2/22/2019', '2019-02-22'], ['9/16/2019', '2019-09-16'], ['01.09.23', '2023-09-01'], ['3/4/21', '2021-03-04']])(
    'reads “%s” of an American list as %s', (cell, expected) => expect(day(cell, 'mdy')).toBe(expected))

  it.each(['', '?', '??', 'n/a', 'N/A', '-', 'unknown', 'TBC', 'not known'])('takes “%s” as nothing said', (cell) =>
    expect(readDate(cell, 'dmy')).toBeNull())

  it.each(['31/02/2025', '29/02/2023', '2025-02-31', '00/01/2020', '22/22/2020', '2/22/2019'])(
    'says that “%s” is not in the calendar', (cell) => expect(day(cell)).toBe(`“${cell}” is not a day in the calendar`))

  it.each(['soon', '3 weeks ago', '12/03', '21-Sep'])('says that it cannot read “%s”', (cell) =>
    expect(day(cell)).toBe(`“${cell}” is not a date that Kitbook can read`))

  it('says when a year cannot be right', () => expect(day('01/01/1899')).toContain('too far from today'))

  it.each([['2019', true], ['Sep-21', true], ['12/03/2022', false]])('knows whether “%s” is only part of a date', (cell, partial) =>
    expect(readDate(cell, 'dmy')).toMatchObject({ partial }))
})

describe('the order of day and month', () => {
  it.each<[string, string[], string | null]>([
    ['is settled by one day above 12', ['01/02/2020', '13/02/2020'], 'dmy'],
    ['is settled by one month above 12 in second place', ['1/2/2020', '2/22/2019'], 'mdy'],
    ['is British by a day that is not in the calendar', ['31/02/2025'], 'dmy'],
    ['is asked when every date fits both', ['12/03/2022', 'Sep-21', '01.09.23'], 'ask'],
    ['is asked when dates speak for both', ['13/01/2020', '01/13/2020'], 'ask'],
    ['does not matter when day and month are the same', ['03/03/2017', '2020-01-02', '?'], null],
    ['does not matter when dots say it', ['01.09.23'], null],
  ])('%s', (_, cells, expected) => expect(orderOf(cells)).toBe(expected))
})
