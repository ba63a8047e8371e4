import { act, isSqlite } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { ENDING, runBeside } from '../workers/run.ts'
import { fileOf, openToRead } from './open-to-read.ts'

/** What a module for `readBeside` exports as `read`; its `work` is `readsFile(read)`. */
export type Read<In, Out> = (db: Db, input: In) => Promise<Out>
type Order<In> = { file: string, input: In }

/**
 * Reads through the whole history without anybody having to wait: where the record is a file in a thread that opens it anew;
 * a database that is a program of its own does the work by itself. `module` as for `runBeside`.
 */
export async function readBeside<In, Out>(db: Db, module: URL, input: In): Promise<Out> {
  const file = isSqlite(db) ? await fileOf(db) : ''
  if (file) return runBeside<Order<In>, Out>(module, { file, input })
  const { read } = await import(module.href + ENDING) as { read: Read<In, Out> }
  return act(db, (db) => read(db, input))
}

export function readsFile<In, Out>(read: Read<In, Out>): (order: Order<In>) => Promise<Out> {
  return async ({ file, input }) => {
    const db = await openToRead({ file })
    return act(db, (db) => read(db, input)).finally(() => db.destroy())
  }
}
