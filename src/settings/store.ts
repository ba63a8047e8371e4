import { z } from 'zod'
import type { Db } from '../database/open.ts'

/** Every setting of a school with its sensible default. */
export const SETTINGS = {
  school_name: z.string().default(''),
  school_address: z.string().default(''),
  school_phone: z.string().default(''),
  /** A shared screen that children see shows adults' names only after a badge. */
  names_on_idle_desk: z.boolean().default(false),
  /** The list of first steps on Today was put away before it was done. */
  checklist_put_away: z.boolean().default(false),
  is_demo: z.boolean().default(false),
  demo_accounts: z.array(z.object({ role: z.string(), name: z.string(), email: z.string(), password: z.string() })).default([]),
}

type Schemas = typeof SETTINGS
export type SettingKey = keyof Schemas
export type Settings = { [K in SettingKey]: z.output<Schemas[K]> }

export async function readSettings(db: Db): Promise<Settings> {
  const rows = await db.selectFrom('settings').selectAll().execute()
  const stored = new Map(rows.map((row) => [row.key, JSON.parse(row.value)]))
  const entries = Object.entries(SETTINGS).map(([key, schema]) => [key, schema.parse(stored.get(key))])
  return Object.fromEntries(entries) as Settings
}

export async function writeSettings(db: Db, values: Partial<Settings>): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({ key, value: JSON.stringify(value) }))
  await db.insertInto('settings').values(rows)
    .onConflict((c) => c.column('key').doUpdateSet((e) => ({ value: e.ref('excluded.value') }))).execute()
}
