import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import type { Row } from '../../src/database/tables.ts'

type Given = Partial<Row<'loans'>> & { device_id: string, borrower_id: string, taken_at: string }

/** Writes entries of the book as they stand; each is back five minutes after it was taken unless said otherwise. */
export async function write(db: Db, given: Given[]): Promise<string[]> {
  const rows = given.map((entry): Row<'loans'> => {
    const back = new Date(Date.parse(entry.taken_at) + 5 * 60_000).toISOString()
    return {
      id: newId(), class_id: null, answers_id: entry.borrower_id, purpose: 'Computing', due_at: `${entry.taken_at.slice(0, 10)}T15:30:00.000Z`,
      off_site: 0, source: 'desk', out_desk_id: null, booked_out_by_id: null, import_id: null, returned_at: back, back_desk_id: null,
      taken_back_by_id: null, on_charge: null, outcome: 'returned', voided_at: null, voided_by_id: null, ...entry,
    }
  })
  for (let i = 0; i < rows.length; i += 500) await db.insertInto('loans').values(rows.slice(i, i + 500)).execute()
  return rows.map(({ id }) => id)
}

export const stillOut = { returned_at: null, outcome: null } as const

/** A moment some minutes before 9:00 on the Tuesday of the tests. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.parse('2026-11-24T09:00:00.000Z') - minutes * 60_000).toISOString()
}
