import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kept, keepWork } from '../workers/kept.ts'
import { runBeside } from '../workers/run.ts'
import type { Order } from './make.ts'
import type { Whereabouts } from './open-to-read.ts'

type Asked = { id: string, person_id: string, name: string }
type Made = { file: string, size: number }
export type MadeFile = Kept<Asked, Made>

/** Files that were asked for are kept an hour, in a folder that only Kitbook reads; one that a restart left behind goes with the next. */
export function keepFiles(folder: string, complain: (error: unknown) => void) {
  const kept = keepWork<Asked, Made>({
    kept_ms: 3600_000, most: 3, complain, throwAway: ({ file }) => void rm(file, { force: true }).catch(complain),
  })
  const known = new Set<string>()
  const make = async (id: string, order: Order, report: (done: number) => void): Promise<Made> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const name of await readdir(folder)) if (!known.has(name)) await rm(join(folder, name), { force: true })
    known.add(`${id}.zip`)
    await runBeside<Order, { rows: number }>(new URL('./make', import.meta.url), order, report)
    return { file: order.to, size: (await stat(order.to)).size }
  }
  return {
    ...kept,
    /** Begins to make it; the same id again is the same file. It says how many hundredths are done. */
    start(asked: Asked, from: Whereabouts, now: Date): MadeFile {
      const order = { from, to: join(folder, `${asked.id}.zip`), now: now.toISOString() }
      return kept.start(asked, 100, (report) => make(asked.id, order, report), now)
    },
  }
}

export type MadeFiles = ReturnType<typeof keepFiles>
