import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mkdir, rename, rm } from 'node:fs/promises'
import { backUpBeforeMigration } from '../backups/before-migration.ts'
import { hasAccount } from '../auth/store.ts'
import type { Config } from '../config.ts'
import { holdAlone } from '../database/hold.ts'
import { migrate } from '../database/migrate.ts'
import { type Db, openFile, openPostgres } from '../database/open.ts'
import { readSealKey } from '../second-step/key-file.ts'
import { newSealKey } from '../second-step/seal.ts'
import { sealUp } from '../second-step/seal-up.ts'
import { readSettings, writeSettings } from '../settings/store.ts'
import type { School } from './school.ts'

/** The edge: the only code that knows that there may be another school than the one a request is for. */
export type Schools = {
  /** The school that answers to this host name; for now the one there is, or its demonstration. */
  find(hostname: string): Promise<School>
  /** Every school whose jobs are to be run. */
  all(): Db[]
  /** Asked for twice at once, one is made. */
  openDemo(now: Date): Promise<School>
  throwAwayDemo(): Promise<void>
  close(): Promise<void>
}

/**
 * Wraps a database that is open already; `demo` says where a demonstration school's file goes, if it may. Without a key of its
 * own, what is sealed lasts as long as this process.
 */
export function schoolsOf(own: Db, demo: { file: string, db: Db | null } | null, sealKey = newSealKey()): Schools {
  let shown = demo?.db ?? own
  let making: Promise<Db> | null = null
  const schoolOf = async (db: Db): Promise<School> => ({ db, settings: await readSettings(db), sealKey })
  const leaveDemo = async () => {
    if (shown !== own) await shown.destroy()
    shown = own
  }
  return {
    find: () => schoolOf(shown),
    all: () => [shown],
    async openDemo(now) {
      if (!demo) throw new Error('a demonstration school needs a file')
      making ??= leaveDemo().then(() => makeDemo(demo.file, now)).finally(() => { making = null })
      shown = await making
      return schoolOf(shown)
    },
    async throwAwayDemo() {
      await leaveDemo()
      if (demo) await removeFile(demo.file)
    },
    async close() {
      await leaveDemo()
      await own.destroy()
    },
  }
}

/**
 * Opens and migrates the school of this installation, and the demonstration if one was left open: never in front of a
 * school that has its own people by now, from a backup say. One process at a time works on a folder.
 */
export async function openSchools(config: Config): Promise<Schools> {
  await mkdir(config.dataDir, { recursive: true })
  const letGo = holdAlone(join(config.dataDir, 'running'))
  const own = config.databaseUrl ? await openPostgres(config.databaseUrl) : openFile(config.databaseFile)
  if (!config.databaseUrl) await backUpBeforeMigration(own, { file: config.databaseFile, folder: config.backupsDir, now: new Date() })
  await migrate(own)
  const left = await hasAccount(own) || !existsSync(config.demoFile) ? null : openFile(config.demoFile)
  if (left) await migrate(left)
  const sealKey = await readSealKey(config)
  for (const db of left ? [own, left] : [own]) await sealUp(db, sealKey)
  const schools = schoolsOf(own, { file: config.demoFile, db: left }, sealKey)
  return { ...schools, close: () => schools.close().finally(letGo) }
}

/** Built beside and then renamed, so that a half-made demonstration is never opened. */
async function makeDemo(file: string, now: Date): Promise<Db> {
  const half = `${file}.making`
  await removeFile(half)
  const making = openFile(half)
  await migrate(making)
  const { buildDemoSchool } = await import('../../db/seeds/demo-school.ts')
  const { accounts } = await buildDemoSchool(making, { now })
  await writeSettings(making, { is_demo: true, demo_accounts: accounts })
  await making.destroy()
  await removeFile(file)
  await rename(half, file)
  return openFile(file)
}

async function removeFile(file: string): Promise<void> {
  await Promise.all(['', '-wal', '-shm'].map((end) => rm(file + end, { force: true })))
}
