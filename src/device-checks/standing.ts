import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'
import { type Last, type Standing, standingOn } from './rules.ts'
import { listAllOwed, listOwedBy, type OwedRow } from './store.ts'
import { standingWords } from './words.ts'

export type Line = OwedRow & { standing: Standing, words: string, last: Last | null }

/** Where one device stands today with every check that it owes. */
export async function checksOf(db: Db, deviceId: string, now: Date): Promise<Line[]> {
  return linesOf(await listOwedBy(db, deviceId), now)
}

/** Where every device that owes a check stands today, by code. */
export async function everyCheck(db: Db, now: Date): Promise<Line[]> {
  return linesOf(await listAllOwed(db), now)
}

function linesOf(rows: OwedRow[], now: Date): Line[] {
  const [today, say] = [dayOf(now), sayFor(now)]
  return rows.map((row) => {
    const last = lastOf(row)
    const standing = standingOn({ ...row, needed: Number(row.gone) === 0, last }, today)
    return { ...row, last, standing, words: standingWords(standing, say) }
  })
}

function lastOf({ finding, passed, product, at, valid_until }: OwedRow): Last | null {
  return finding === null || passed === null || at === null ? null : { finding, passed, product, at, valid_until }
}
