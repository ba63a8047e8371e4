import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import { fieldsHash } from '../http/forms.ts'
import { readSettings } from '../settings/store.ts'
import type { Changes, Standing } from './rules.ts'

export async function readStanding(db: Db): Promise<Standing> {
  const settings = await readSettings(db)
  return { preset: settings.preset, settings, types: await listTypes(db) }
}

/** Names what was shown, so that nothing else is done in its place. */
export function printOf({ preset }: Standing, changes: Changes): string {
  return fieldsHash([preset, changes])
}
