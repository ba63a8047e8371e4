import { act } from '../database/act.ts'
import { readLabels } from '../school-file/labels.ts'
import { openToRead, type Whereabouts } from '../school-file/open-to-read.ts'
import { gather, type Held } from './gather.ts'

export type Order = { from: Whereabouts, person_id: string }
/** `labels`: what the ids in the rows are called. */
export type Gathered = { held: Held[], labels: Map<string, string> }

/** For `runBeside`: it looks through the whole history, which nobody else should wait for. */
export async function work({ from, person_id }: Order): Promise<Gathered> {
  const db = await openToRead(from)
  try {
    return await act(db, async (db) => ({ held: await gather(db, person_id), labels: await readLabels(db) }))
  } finally {
    await db.destroy()
  }
}
