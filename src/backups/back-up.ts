import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { namesIn, removeDatabase, settle } from './files.ts'
import { backupName, toForget } from './rules.ts'
import { countRows, examine } from './verify.ts'

/** `doubt` says why a faithful copy could not be restored: the original was changed by something else than Kitbook. */
export type BackUp = { file: string, rows: number, doubt: string | null, forgotten: string[] }
export type Where = { file: string, folder: string, now: Date }

const PAGES_AT_ONCE = 500

/**
 * Copies a school's database while it is in use, proves the copy, and forgets the backups that have had their time.
 * Throws when the copy is not as good as the original; a copy that is not proven never bears a backup's name.
 */
export async function backUp({ file, folder, now }: Where): Promise<BackUp> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const target = join(folder, backupName(now))
  const half = `${target}.${process.pid}.making`
  try {
    const rows = await copy(file, half)
    const doubt = await prove(half, rows)
    await rename(half, target)
    await settle(target)
    return { file: target, rows, doubt, forgotten: await forget(folder) }
  } finally {
    await removeDatabase(half)
  }
}

/** For `runBeside`. */
export { backUp as work }

/** The read transaction keeps one moment in view, so that a busy desk neither changes the copy nor restarts it. */
async function copy(file: string, half: string): Promise<number> {
  const source = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    source.exec('begin')
    const rows = countRows(source)
    await source.backup(half, { progress: () => PAGES_AT_ONCE })
    return rows
  } finally {
    source.close()
  }
}

async function prove(half: string, rows: number): Promise<string | null> {
  const own = new Sqlite(half)
  own.pragma('journal_mode = delete')
  own.close()
  await settle(half)
  const copied = await examine(half)
  if (copied.problem) throw new Error(`the backup is no good: ${copied.problem}`)
  if (copied.rows !== rows) throw new Error(`the backup is no good: it has ${copied.rows} of ${rows} rows`)
  return copied.doubt
}

async function forget(folder: string): Promise<string[]> {
  const forgotten = toForget(await namesIn(folder))
  for (const name of forgotten) await rm(join(folder, name), { force: true })
  return forgotten
}
