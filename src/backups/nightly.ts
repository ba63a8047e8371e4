import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BackUp, Where } from './back-up.ts'
import { namesIn } from './files.ts'
import { isBackupOwed } from './rules.ts'

/** Makes last night's backup if it is still owed, in a thread of its own; to be asked every hour. */
export async function backUpIfOwed(where: Where): Promise<BackUp | null> {
  return isBackupOwed(await namesIn(where.folder), where.now) ? backUpBeside(where) : null
}

/** `backUp` without making anybody wait. */
export async function backUpBeside(where: Where): Promise<BackUp> {
  const worker = new Worker(new URL('worker.js', import.meta.url), { workerData: where })
  const [done] = await once(worker, 'message') as [BackUp]
  return done
}
