import type { Compilable, CompiledQuery } from 'kysely'
import { isSqlite } from './act.ts'
import type { Db } from './open.ts'

/** Stands for a value while a query is put together; each run puts its own values where these stand. */
class Slot {
  readonly at: number

  constructor(at: number) {
    this.at = at
  }
}

/** A word that decides how a query is put together, such as the column it goes by. */
export class Word<T extends string> {
  readonly word: T

  constructor(word: T) {
    this.word = word
  }
}

const MOST_SHAPES = 200

/**
 * A query that is put together once for each shape of its values (how many ids, which columns) and from then on only
 * run: putting one together costs more than SQLite takes to answer it. `build` may look at what is missing, true or
 * false or a Word, which makes another query; every other value it only passes on.
 */
export function prepared<A extends unknown[], R>(build: (db: Db, ...values: A) => Compilable<R>) {
  const known = new Map<string, CompiledQuery<R>>()
  return async (db: Db, ...values: A): Promise<R[]> => {
    const flat: unknown[] = []
    const shape = `${isSqlite(db)}${shapeOf(values, flat)}`
    const query = known.get(shape) ?? build(db, ...slotsFor(values, { next: 0 }) as A).compile()
    if (known.size >= MOST_SHAPES) known.clear()
    known.set(shape, query)
    const parameters = query.parameters.map((value) => (value instanceof Slot ? flat[value.at] : value))
    return (await db.executeQuery<R>({ ...query, parameters })).rows
  }
}

/** The same where only the first row is wanted. */
export function preparedFirst<A extends unknown[], R>(build: (db: Db, ...values: A) => Compilable<R>) {
  const all = prepared(build)
  return async (db: Db, ...values: A): Promise<R | undefined> => (await all(db, ...values))[0]
}

/** How the values hang together; they themselves are put into `flat`, one after another. */
function shapeOf(value: unknown, flat: unknown[]): string {
  if (Array.isArray(value)) return `[${value.map((one) => shapeOf(one, flat)).join()}]`
  if (isRow(value)) return `{${Object.entries(value).map(([key, one]) => key + shapeOf(one, flat)).join()}}`
  if (isLookedAt(value)) return value instanceof Word ? value.word : String(value)
  flat.push(value)
  return '?'
}

function slotsFor(value: unknown, count: { next: number }): unknown {
  if (Array.isArray(value)) return value.map((one) => slotsFor(one, count))
  if (isRow(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, slotsFor(one, count)]))
  return isLookedAt(value) ? value : new Slot(count.next++)
}

function isLookedAt(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'boolean' || value instanceof Word
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Word)
}
