import { closeSync, openSync, writeSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { settle } from '../backups/files.ts'
import { act } from '../database/act.ts'
import { openToRead, type Whereabouts } from './open-to-read.ts'
import { writeSchoolFile } from './write.ts'

/** Where the record is, and where its file goes; `now` is UTC ISO. */
export type Order = { from: Whereabouts, to: string, now: string }

/**
 * Makes a school's file while it is in use: an act sees one moment, whatever is written meanwhile. A file that is half made
 * never bears the name. For `runBeside`.
 */
export async function work({ from, to, now }: Order, report: (done: number) => void): Promise<{ rows: number }> {
  const half = `${to}.making`
  const db = await openToRead(from)
  const handle = openSync(half, 'w', 0o600)
  try {
    const manifest = await act(db, (db) => writeSchoolFile(db, { out: (bytes) => writeSync(handle, bytes), report }, new Date(now)))
    closeSync(handle)
    await settle(half)
    await rename(half, to)
    return { rows: manifest.parts.reduce((sum, { rows }) => sum + rows, 0) }
  } finally {
    await db.destroy()
    await rm(half, { force: true })
  }
}
