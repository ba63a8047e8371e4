import { open, readdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What SQLite may leave beside a database file. */
export const SIDECARS = ['-wal', '-shm', '-journal']

export const SQLITE_HEADER = 'SQLite format 3\0'

/** Makes what was written to a file, and its name in the folder, survive a power cut. */
export async function settle(file: string): Promise<void> {
  await fsync(file, 'r+')
  // Windows keeps names safe by itself, and refuses to open a folder.
  if (process.platform !== 'win32') await fsync(dirname(file), 'r')
}

async function fsync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags)
  await handle.sync().finally(() => handle.close())
}

/** The first sixteen bytes, by which SQLite knows its own; null when there is no such file. */
export async function headerOf(file: string): Promise<string | null> {
  const handle = await open(file, 'r').catch(() => null)
  if (!handle) return null
  const bytes = Buffer.alloc(16)
  await handle.read(bytes, 0, 16, 0).catch(() => undefined).finally(() => handle.close())
  return bytes.toString('latin1')
}

export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

export async function removeDatabase(file: string): Promise<void> {
  await Promise.all(['', ...SIDECARS].map((end) => rm(file + end, { force: true })))
}
