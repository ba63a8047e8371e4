import { newId } from '../../../src/database/ids.ts'
import type { Db } from '../../../src/database/open.ts'
import { insertDefaultTypes } from '../../../src/device-types/defaults.ts'
import { applyImport } from '../../../src/imports/apply.ts'
import { EMPTY_DETAIL, type Import } from '../../../src/imports/detail.ts'
import { readFile } from '../../../src/imports/read-file.ts'
import type { StagedRow } from '../../../src/imports/rows.ts'
import { countRows, findImport, insertImport, listRows, moveImport } from '../../../src/imports/store.ts'
import { type Undone, undoImport } from '../../../src/imports/undo.ts'
import { TUESDAY } from '../../support/app.ts'
import { freshDatabase } from '../../support/database.ts'

const ACTOR = { person_id: null, desk_id: null }

export async function school(): Promise<Db> {
  const db = await freshDatabase()
  await insertDefaultTypes(db)
  return db
}

/** Reads a file as the upload does; returns the import as it stands then. */
export async function read(db: Db, file: Buffer | string, now = TUESDAY): Promise<Import> {
  const imp: Import = {
    id: newId(), about: 'devices', file_name: 'list.csv', format: '', state: 'reading', progress: 0, detail: EMPTY_DETAIL,
    by_id: newId(), created_at: now.toISOString(), applied_at: null, undone_at: null,
  }
  await insertImport(db, imp)
  await readFile(db, imp, Buffer.from(file), now)
  return (await findImport(db, imp.id))!
}

export async function apply(db: Db, imp: Import, now = TUESDAY): Promise<Import> {
  await moveImport(db, imp.id, 'preview', { state: 'applying' })
  await applyImport(db, imp, ACTOR, now)
  return (await findImport(db, imp.id))!
}

export async function importFile(db: Db, file: Buffer | string, now = TUESDAY): Promise<Import> {
  return apply(db, await read(db, file, now), now)
}

export async function undo(db: Db, imp: Import): Promise<Undone> {
  return undoImport(db, (await findImport(db, imp.id))!, ACTOR, TUESDAY)
}

/** "device new": 12 and so on. */
export async function counts(db: Db, { id }: Import): Promise<Record<string, number>> {
  return Object.fromEntries((await countRows(db, id)).map(({ what, status, n }) => [`${what} ${status}`, Number(n)]).toSorted())
}

export function rows(db: Db, { id }: Import): Promise<StagedRow[]> {
  return listRows(db, id, { status: null, after: null, limit: 100_000 })
}

/** Everything that an import may touch, to compare before and after. */
export async function everything(db: Db) {
  const tables = ['devices', 'tags', 'sets', 'loans', 'out_of_use', 'people', 'person_roles', 'classes', 'class_people'] as const
  const all = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  return Object.fromEntries(tables.map((table, i) => [table, all[i]!.map((row) => JSON.stringify(row)).toSorted()]))
}
