import { isMigrationDue } from '../database/migrate.ts'
import type { Db } from '../database/open.ts'
import { type BackUp, backUp, type Where } from './back-up.ts'

/** A database in use is backed up before its schema changes. Nothing to do for a new one, or one that is up to date. */
export async function backUpBeforeMigration(db: Db, where: Where): Promise<BackUp | null> {
  return await isMigrationDue(db) ? backUp(where) : null
}
