import { act, type Act, isForeignKeyViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Import } from './detail.ts'
import { findHandEdits, type Written } from './hand-edits.ts'
import { leaningOnDevices, leaningOnPeople, targets } from './leaning.ts'
import { restoreDevices, restorePeople } from './restore.ts'
import { moveImport } from './store.ts'
import { changedSince } from './unchanged-since.ts'

export type Undone = { undone: true } | { undone: false, reasons: string[] }

const JUST_NOW = 'Something of it was changed just now: look again'

/** Takes back a whole import, or nothing of it where something leans on it by now: each reason is a sentence. */
export async function undoImport(db: Db, imp: Import, actor: Actor, now: Date): Promise<Undone> {
  if (await isForgotten(db, imp.id)) return { undone: false, reasons: [TOO_OLD] }
  const { written, edited } = await findHandEdits(db, imp.id)
  const reasons = [
    ...(imp.about === 'devices' ? await leaningOnDevices(db, imp) : await leaningOnPeople(db, imp)),
    ...edited,
  ]
  if (reasons.length > 0) return { undone: false, reasons: [...new Set(reasons)].slice(0, 12) }
  try {
    return await act(db, (db) => takeBack(db, imp, written, actor, now))
  } catch (error) {
    if (isForeignKeyViolation(error)) return { undone: false, reasons: [JUST_NOW] }
    throw error
  }
}

const TOO_OLD = 'It is so long ago that its lines are forgotten, so it cannot be undone any more'

async function isForgotten(db: Db, id: string): Promise<boolean> {
  return (
    (await db.selectFrom('import_rows').select('line').where('import_id', '=', id).limit(1).executeTakeFirst()) ===
    undefined
  )
}

async function takeBack(db: Act, imp: Import, written: Written, actor: Actor, now: Date): Promise<Undone> {
  const leaning = imp.about === 'devices' ? await leaningOnDevices(db, imp) : await leaningOnPeople(db, imp)
  if (leaning.length > 0 || await isEdited(db, written)) return { undone: false, reasons: [JUST_NOW] }
  const moved = await moveImport(db, imp.id, 'applied', { state: 'undone', undone_at: now.toISOString() })
  if (!moved) return { undone: false, reasons: [JUST_NOW] }
  await (imp.about === 'devices'
    ? takeBackDevices(db, imp.id, written, actor, now)
    : takeBackPeople(db, imp.id, written))
  await record(db, actor, now, {
    verb: 'import.undone', subject: 'import', subject_id: imp.id, data: { about: imp.about },
  })
  return { undone: true }
}

async function isEdited(db: Act, { devices, people }: Written): Promise<boolean> {
  return await changedSince(db, { table: 'devices', rows: new Map(devices.map(({ device }) => [device.id, device])) })
    || await changedSince(db, { table: 'people', rows: new Map(people.map(({ person }) => [person.id, person])) })
}

/** Its loans are voided before they go, as the database asks of any loan. */
async function takeBackDevices(db: Act, id: string, written: Written, actor: Actor, now: Date): Promise<void> {
  const voided = { voided_at: now.toISOString(), voided_by_id: actor.person_id }
  await db.updateTable('loans').set(voided).where('id', 'in', targets(db, id, 'loan')).execute()
  await db.deleteFrom('loans').where('id', 'in', targets(db, id, 'loan')).execute()
  await db.deleteFrom('devices').where('id', 'in', targets(db, id, 'device')).execute()
  await restoreDevices(db, written)
  await db.deleteFrom('sets').where('id', 'in', targets(db, id, 'set')).execute()
}

async function takeBackPeople(db: Act, id: string, written: Written): Promise<void> {
  await db.deleteFrom('people').where('id', 'in', targets(db, id, 'person')).execute()
  await restorePeople(db, written)
  await db.deleteFrom('classes').where('id', 'in', targets(db, id, 'class')).execute()
}
