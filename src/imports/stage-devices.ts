import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import { knownDevices } from './compare/known-devices.ts'
import type { Import } from './detail.ts'
import { type DeviceRun, deviceRun } from './device-run.ts'
import { inParts } from './in-parts.ts'
import type { ReadDevice } from './lines/read.ts'
import { PARTS, staged, type StagedRow } from './rows.ts'
import { stageDevice } from './stage-device.ts'
import type { Told } from './stage.ts'
import { insertRows, updateImport } from './store.ts'

/** Compares every device of a list with the school's, a part at a time; gives the words that no type fits. */
export async function stageDevices(db: Db, imp: Import, read: Told, now: Date) {
  const { rows, sets, codes } = read
  const types = await listTypes(db)
  const run = await deviceRun(db, { types, sets, codes, count: rows.length, now: now.toISOString(), today: dayOf(now) })
  await inParts(rows, 200, async (part, done) => {
    const devices = part.map((row) => JSON.parse(row) as ReadDevice)
    const known = await knownDevices(db, devices)
    const compared: StagedRow[] = []
    for (const device of devices) compared.push(...await stageDevice(device, known, run))
    await insertRows(db, imp.id, compared)
    await updateImport(db, imp.id, { progress: 40 + Math.round(done / rows.length * 60) })
  })
  await insertRows(db, imp.id, setRows(run, sets))
  return [...run.unknown].map(([key, count]) => ({ key, count }))
}

function setRows(run: DeviceRun, read: Told['sets']): StagedRow[] {
  return run.newSets().map(({ is_new: _, ...set }) => staged({
    line: read.find(({ name }) => name === set.name)!.line, part: PARTS.set, what: 'set', status: 'new', reasons: [],
    fields: { set }, target_id: set.id,
  }))
}
