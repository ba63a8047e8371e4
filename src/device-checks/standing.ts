import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'
import { type Last, type Standing, standingOn } from './rules.ts'
import { listAlike, listAllOwed, listEncryptionOf, listOwedBy, listOwedByCodes, type OwedRow } from './store.ts'
import { standingWords } from './words.ts'

export type Line = OwedRow & { standing: Standing, words: string, last: Last | null }

/** Where one device stands today with every check that it owes. */
export async function checksOf(db: Db, deviceId: string, now: Date): Promise<Line[]> {
  return linesOf(await listOwedBy(db, deviceId), now)
}

/** Where the encryption of some devices stands today; what owes no such check has no line. */
export async function encryptionOf(db: Db, deviceIds: string[], now: Date): Promise<Line[]> {
  return deviceIds.length === 0 ? [] : linesOf(await listEncryptionOf(db, deviceIds), now)
}

/** Where every device that owes a check stands today, by code. */
export async function everyCheck(db: Db, now: Date): Promise<Line[]> {
  return linesOf(await listAllOwed(db), now)
}

/** What failed and after it what is owed, by code: the first `most` lines, and how many there are. */
export async function failedOrOwed(db: Db, now: Date, most: number): Promise<{ lines: Line[], in_all: number }> {
  const codes = await codesBehind(db, dayOf(now))
  const lines = codes.length > 0 ? linesOf(await listOwedByCodes(db, codes.slice(0, most)), now) : []
  const those = BEHIND.flatMap((which) => lines.filter(({ standing }) => standing.standing === which))
  return { lines: those.slice(0, most), in_all: codes.length }
}

const BEHIND = ['failed', 'owed'] as const

/** A code for every check that failed or is owed, in their order: each of the few sorts of device is judged once. */
async function codesBehind(db: Db, today: string): Promise<string[]> {
  const sorts = (await listAlike(db)).map((row) => ({ codes: row.codes.split(' '), ...standingOn({ needed: true, last: lastOf(row), ...row }, today) }))
  return BEHIND.flatMap((which) => sorts.filter(({ standing }) => standing === which).flatMap(({ codes }) => codes).toSorted())
}

function linesOf(rows: OwedRow[], now: Date): Line[] {
  const [today, say] = [dayOf(now), sayFor(now)]
  return rows.map((row) => {
    const { built_in, agreed, days } = row
    const last = lastOf(row)
    const standing = standingOn({ built_in, agreed, days, needed: Number(row.gone) === 0, last }, today)
    return { last, standing, words: standingWords(standing, say), ...row }
  })
}

type Found = { [K in keyof Last]: Last[K] | null }

function lastOf({ finding, passed, product, at, valid_until }: Found): Last | null {
  return finding === null || passed === null || at === null ? null : { finding, passed, product, at, valid_until }
}
