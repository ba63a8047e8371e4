import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, SqliteAdapter, type Transaction } from 'kysely'
import type { Db } from './open.ts'
import type { Tables } from './tables.ts'

export type Act = Transaction<Tables>

const TRIES = 30
const TRIES_AT_ONCE = 2
const TRIES_AT_UNIQUE = 3

/**
 * One act is one transaction: immediate on SQLite, serialisable and tried again on PostgreSQL.
 * `fn` may therefore run more than once, and does nothing outside the database.
 */
export async function act<T>(db: Db, fn: (db: Act) => Promise<T>): Promise<T> {
  if (isSqlite(db)) return db.transaction().execute(fn)
  const run = () => db.transaction().setIsolationLevel('serializable').execute(fn)
  for (let [attempt, refused] = [1, 0]; ; attempt++) {
    try {
      return await (attempt > TRIES_AT_ONCE ? inTurn(db, run) : run())
    } catch (error) {
      if (isUniqueViolation(error)) refused++
      if (attempt === TRIES || refused === TRIES_AT_UNIQUE || !isCollision(error)) throw error
      // Twenty who all try again at the same moment would all be in each other's way again.
      await sleep(Math.random() * 5 * attempt)
    }
  }
}

const turns = new WeakMap<Db, Promise<unknown>>()

/** Those who were in each other's way more than once go one after another: a crowd that only tries again grows no smaller. */
function inTurn<T>(db: Db, run: () => Promise<T>): Promise<T> {
  const mine = (turns.get(db) ?? Promise.resolve()).then(run)
  turns.set(db, mine.catch(() => undefined))
  return mine
}

/** PostgreSQL may say "unique" where it means that somebody else was quicker: judged again, the act sees what they did. */
function isCollision(error: unknown): boolean {
  return isSerialisationFailure(error) || isUniqueViolation(error)
}

export function isSqlite(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}

function isSerialisationFailure(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error))
}

/** A row that the database's own rule (unique index or trigger) refused. */
export function isUniqueViolation(error: unknown): boolean {
  return ['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error))
}

/** A row that still leans on one that was to go, or on one that is gone. */
export function isForeignKeyViolation(error: unknown): boolean {
  return ['23503', 'SQLITE_CONSTRAINT_FOREIGNKEY'].includes(codeOf(error))
}

/** A refusal raised by one of the triggers, by its word: `out-of-use`, `overlap`, `append-only`. */
export function isRefusedBy(error: unknown, word: string): boolean {
  return ['P0001', 'SQLITE_CONSTRAINT_TRIGGER'].includes(codeOf(error)) && (error as Error).message.includes(word)
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
