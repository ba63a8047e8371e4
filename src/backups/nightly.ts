import { runBeside } from '../workers/run.ts'
import type { BackUp, Where } from './back-up.ts'
import { namesIn } from './files.ts'
import { isBackupOwed } from './rules.ts'

/**
 * Makes last night's backup if it is still owed; to be asked every hour. It is made in a thread of its own: proving
 * the copy of a long history takes seconds of computing, which nobody at the desk is to wait for.
 */
export async function backUpIfOwed(where: Where): Promise<BackUp | null> {
  if (!isBackupOwed(await namesIn(where.folder), where.now)) return null
  return runBeside(new URL('./back-up', import.meta.url), where)
}
