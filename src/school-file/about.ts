import type { Manifest } from './write.ts'
import { LEFT_OUT, PARTS } from './parts.ts'

/** The README of a school's file: what is in it and how to read it. */
export function about({ made_at, parts }: Manifest): string {
  const rows = new Map(parts.map((part) => [part.table, part.rows]))
  const lines = PARTS.map(({ table, holds, secret = [] }) =>
    `${table.padEnd(24)} ${String(rows.get(table)).padStart(9)}  ${holds}${secret.length > 0 ? ` (without ${secret.join(', ')})` : ''}`)
  const left = [...new Set(Object.values(LEFT_OUT))].map((words) => `- ${words}`)
  return [
    'Everything that this school has kept in Kitbook', '',
    `Made at ${made_at}. It names adults: keep it where only those can read it who may.`, '',
    'csv/    each list for a spreadsheet (UTF-8, commas). Ids are replaced by names and codes where there are any;',
    '        a cell that a spreadsheet would take for a formula begins with an apostrophe.',
    'json/   the same rows as they are kept, one a line, for another program and for the way back into Kitbook.',
    'school.json   how many rows each list has, and by which version of the record they were made.', '',
    'Instants are UTC (2026-11-26T09:00:00.000Z), days YYYY-MM-DD, money is in pence, yes and no are 1 and 0, and bytes',
    'are base64 (in csv/ only how many there are). A column that ends in _id names a row of another list.', '',
    'The way back: npm run bring-in -- FILE.zip, on a computer where Kitbook keeps no school yet. Everybody chooses a new',
    'password and PIN there.', '',
    'list                          rows  what it holds', ...lines, '',
    'Not in here:', '- passwords and PINs, and whatever else somebody could sign in with', ...left, '',
  ].join('\r\n')
}
