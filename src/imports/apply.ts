import type { CompiledQuery } from 'kysely'
import { act, isRefusedBy, isForeignKeyViolation, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Import } from './detail.ts'
import { removeLines, updateImport } from './store.ts'
import { stageImport } from './stage.ts'
import { changedSince } from './unchanged-since.ts'
import { writesOfDevices } from './write-devices.ts'
import { writesOfPeople } from './write-people.ts'

/** Everything an import will write, ready to run, so that the transaction does nothing but write. */
export type Writes = {
  queries: CompiledQuery[]
  /** By id: the row that a change starts from, which must still be as it was. */
  before: { table: 'devices' | 'people', rows: Map<string, object> }
  /** One line a device that goes out, for its history. */
  loans: { device_id: string, loan_id: string, borrower_id: string }[]
}

const MEANWHILE =
  'Something of this was changed in Kitbook after the preview, so nothing was written. Here is a new preview.'

class Meanwhile extends Error {}

/**
 * Writes a whole import in one short transaction, or nothing of it; the caller has moved it to `applying`. Where
 * Kitbook has changed since the preview, it goes back to a new preview.
 */
export async function applyImport(db: Db, imp: Import, actor: Actor, now: Date): Promise<void> {
  const writes =
    imp.about === 'devices' ? await writesOfDevices(db, imp, actor, now) : await writesOfPeople(db, imp.id, now)
  try {
    await write(db, imp, writes, actor, now)
  } catch (error) {
    if (!isMeanwhile(error)) throw error
    return stageImport(db, { ...imp, detail: { ...imp.detail, sentence: MEANWHILE } }, now)
  }
  await removeLines(db, imp.id)
}

function write(db: Db, imp: Import, { queries, before, loans }: Writes, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    if (await changedSince(db, before)) throw new Meanwhile()
    for (const query of queries) await db.executeQuery(query)
    await updateImport(db, imp.id, {
      state: 'applied', applied_at: now.toISOString(), detail: { ...imp.detail, sentence: null },
    })
    await record(db, actor, now, {
      verb: 'import.applied', subject: 'import', subject_id: imp.id, data: { about: imp.about },
    })
    await record(
      db, actor, now,
      ...loans.map(({ device_id, loan_id, borrower_id }) => ({
        verb: 'loan.out', subject: 'device', subject_id: device_id, data: { loan_id, borrower_id },
      })),
    )
  })
}

function isMeanwhile(error: unknown): boolean {
  return error instanceof Meanwhile || isUniqueViolation(error) || isForeignKeyViolation(error)
    || isRefusedBy(error, 'out-of-use') || isRefusedBy(error, 'overlap')
}
