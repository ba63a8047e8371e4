import type { Db } from '../database/open.ts'
import { readLabels } from '../school-file/labels.ts'
import { readsFile } from '../school-file/read-beside.ts'
import { gather, type Held } from './gather.ts'

/** `labels`: what the ids in the rows are called. */
export type Gathered = { held: Held[], labels: Map<string, string> }

/** For `readBeside`: it looks through the whole history. */
export async function read(db: Db, personId: string): Promise<Gathered> {
  return { held: await gather(db, personId), labels: await readLabels(db) }
}

export const work = readsFile(read)
