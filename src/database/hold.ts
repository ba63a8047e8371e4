import Sqlite from 'better-sqlite3'

/**
 * Takes a file for this process alone and returns how to let go of it. Throws SQLITE_BUSY while another process has it.
 * The operating system frees it whenever the process ends, after kill -9 too.
 */
export function holdAlone(file: string): () => void {
  const held = new Sqlite(file, { timeout: 0 })
  held.exec('begin exclusive')
  return () => held.close()
}
