import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import type { CsvColumn } from '../http/csv.ts'
import { heedsOf } from './rules.ts'
import { type HeldRow, listEver, listHeld } from './store.ts'

export type Held = { id: string, name: string, heeds: string[], holders: { holder_id: string, name: string, from_day: string }[] }

/** Every master password with who holds it now and what is wrong with that. */
export async function heldNow(db: Db, now: Date): Promise<Held[]> {
  const rows = await listHeld(db)
  return rows.filter((row, i) => row.id !== rows[i - 1]?.id).map(({ id, name }) => {
    const holders = rows.filter((row) => row.id === id).filter(isHeld).map(({ holder_id, holder: name, from_day, last_day }) => ({ holder_id, name, from_day, last_day }))
    return { id, name, heeds: heedsOf(holders, dayOf(now)), holders }
  })
}

type WithHolder = HeldRow & { holder_id: string, holder: string, from_day: string }

function isHeld(row: HeldRow): row is WithHolder {
  return row.holder_id !== null && row.holder !== null
}

type Ever = Awaited<ReturnType<typeof listEver>>[number]

export const CSV_COLUMNS: readonly CsvColumn<Ever>[] = [
  ['Master password of', ({ name }) => name], ['Held by', ({ holder }) => holder], ['Since', ({ from_day }) => from_day], ['Until', ({ until_day }) => until_day],
  ['Last day in school', ({ last_day }) => last_day], ['Ended on', ({ ended_at }) => ended_at && dayOf(ended_at)],
]
