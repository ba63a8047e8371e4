import { copyFile, rename } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { act } from '../database/act.ts'
import { migrate } from '../database/migrate.ts'
import { openFile } from '../database/open.ts'
import { record } from '../events/record.ts'
import { headerOf, removeDatabase, settle, SIDECARS, SQLITE_HEADER } from './files.ts'
import { backupName } from './rules.ts'
import { examine } from './verify.ts'

export type Restored = { rows: number, setAside: string | null }
export type Refused = { refused: string }
export type What = { backup: string, file: string, now: Date }

/**
 * Puts a backup in the place of the school's database, and keeps the present one beside it. Refuses, with nothing
 * changed, a file that is not a whole and unchanged Kitbook backup, and while Kitbook is running.
 */
export async function restore({ backup, file, now }: What): Promise<Restored | Refused> {
  const candidate = `${file}.restoring`
  try {
    if (!existsSync(backup)) return { refused: `there is no file ${backup}` }
    await copyFile(backup, candidate)
    const verdict = await examine(candidate)
    const problem = verdict.problem ?? verdict.doubt
    if (problem) return { refused: `${backup} cannot be restored: ${problem}` }
    if (await isInUse(file)) return { refused: 'Kitbook is running: stop it first, then restore' }
    await makeReady(candidate, now)
    const setAside = await setPresentAside(file, now)
    await rename(candidate, file)
    await settle(file)
    return { rows: verdict.rows, setAside }
  } finally {
    await removeDatabase(candidate)
  }
}

/** A running Kitbook holds its file open. On success everything that was written is in the one file. */
async function isInUse(file: string): Promise<boolean> {
  if (await headerOf(file) !== SQLITE_HEADER) return false
  const present = new Sqlite(file, { timeout: 0 })
  try {
    present.pragma('journal_mode = delete')
    return false
  } catch (error) {
    // Anything else is wrong with the file itself, and that is why it is being replaced.
    return String((error as { code?: string }).code).startsWith('SQLITE_BUSY')
  } finally {
    present.close()
  }
}

/**
 * What was signed in, or on its way, when the backup was made must not come back to life: sessions that ended since,
 * desks that were closed, links that were used, mail that was sent.
 */
async function makeReady(candidate: string, now: Date): Promise<void> {
  const outer = openFile(candidate)
  try {
    await migrate(outer)
    await act(outer, async (db) => {
      await db.deleteFrom('sessions').execute()
      await db.deleteFrom('password_links').execute()
      await db.deleteFrom('half_sign_ins').execute()
      await db.deleteFrom('provider_arrivals').execute()
      await db.updateTable('desks').set({ token_hash: null, closed_at: now.toISOString() })
        .where('closed_at', 'is', null).execute()
      await db.updateTable('outbox').set({ next_try_at: null, last_error: 'held back: restored from a backup' })
        .where('sent_at', 'is', null).execute()
      await record(db, { person_id: null, desk_id: null }, now, { verb: 'restored', subject: 'backup', subject_id: '' })
    })
  } finally {
    await outer.destroy()
  }
}

/** Copied rather than moved: at no moment is there a name without a database behind it. */
async function setPresentAside(file: string, now: Date): Promise<string | null> {
  if (!existsSync(file)) return null
  const aside = file.replace(/(\.db)?$/, backupName(now).replace('kitbook', '-before-restore'))
  await copyFile(file, aside)
  for (const end of SIDECARS.filter((name) => existsSync(file + name))) await rename(file + end, aside + end)
  await settle(aside)
  return aside
}
