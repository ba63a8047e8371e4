import { act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import { readSettings, type Settings, writeSettings } from './store.ts'

/** Changes the school's settings and writes down which ones, never what they say. */
export function changeSettings(db: Db, fields: Partial<Settings>, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    const before = await readSettings(db)
    const changed = (Object.keys(fields) as (keyof Settings)[]).filter((key) => JSON.stringify(fields[key]) !== JSON.stringify(before[key]))
    if (changed.length === 0) return
    await writeSettings(db, fields)
    const data = { settings: changed.join(' ') }
    await record(db, actor, now, { verb: 'settings.changed', subject: 'school', subject_id: 'school', data })
  })
}
