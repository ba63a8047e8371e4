import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { findType, updateType } from '../device-types/store.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { writeSettings } from '../settings/store.ts'
import { presetOf } from './presets.ts'
import { printOf, readStanding } from './read.ts'
import { type Changes, changesTo, type TypeChange } from './rules.ts'
import type { PresetId } from './shape.ts'

/** `shown` names the changes that whoever chose it saw. */
export type Choosing = { preset: PresetId, shown: string, actor: Actor }
/** `moved`: the school's settings are others by now than those that were shown; nothing was done. */
export type Chosen = { chosen: true } | { moved: true }

/** Puts a school on a preset: settings and types' rules at once, once for a form's key. Throws KeyReused. */
export function choosePreset(db: Db, key: string, choosing: Choosing, now: Date): Promise<Chosen> {
  return actOnce<Chosen>(db, key, choosing, now, (db) => choose(db, choosing, now), (done) => 'chosen' in done)
}

async function choose(db: Act, { preset, shown, actor }: Choosing, now: Date): Promise<Chosen> {
  const standing = await readStanding(db)
  const changes = changesTo(presetOf(preset), standing)
  if (printOf(standing, changes) !== shown) return { moved: true }
  await writeSettings(db, { preset, ...Object.fromEntries(changes.settings.map(({ key, then }) => [key, then])) })
  for (const change of changes.types) await changeRules(db, change)
  await record(db, actor, now, { verb: 'preset.chosen', subject: 'school', subject_id: 'school', data: { preset, ...told(changes) } })
  return { chosen: true }
}

async function changeRules(db: Act, { id, then }: TypeChange): Promise<void> {
  const { id: _id, search_name: _folded, ...type } = (await findType(db, id))!
  await updateType(db, id, { ...type, ...then })
}

/** Which ones, never what they say. */
function told({ settings, types }: Changes) {
  return { settings: settings.map(({ key }) => key).join(' '), types: types.map(({ id }) => id).join(' ') }
}
