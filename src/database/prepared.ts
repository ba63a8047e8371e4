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

/**
 * A query that is put together once for each shape of its values (how many ids, which columns) and from then on only
 * run: putting one together costs more than SQLite takes to answer it. `build` may look at what is null, true or false,
 * which makes another query; every other value it only passes on.
 */
export function prepared<A extends unknown[], R>(build: (db: Db, ...values: A) => Compilable<R>) {
  const known = new Map<string, CompiledQuery<R>>()
  return async (db: Db, ...values: A): Promise<R[]> => {
    const flat: unknown[] = []
    const shape = `${isSqlite(db)}${shapeOf(values, flat)}`
    const query = known.get(shape) ?? build(db, ...slotsFor(values, { next: 0 }) as A).compile()
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
  if (isWord(value)) return String(value)
  flat.push(value)
  return ''
}

function slotsFor(value: unknown, count: { next: number }): unknown {
  if (Array.isArray(value)) return value.map((one) => slotsFor(one, count))
  if (isRow(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, slotsFor(one, count)]))
  return isWord(value) ? value : new Slot(count.next++)
}

function isWord(value: unknown): boolean {
  return value === null || typeof value === 'boolean'
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
