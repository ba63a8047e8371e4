import { z } from 'zod'
import type { Db } from '../database/open.ts'
import { prepared } from '../database/prepared.ts'

/** Which of the policies (src/presets) a school starts from. */
const PRESET_IDS = ['signing-out-book', 'code-of-conduct', 'asked-first', 'signed-at-induction', 'signed-yearly'] as const

/** Whose borrowing a school may limit: everybody but staff. */
export const LIMITED_KINDS = ['supply', 'student', 'governor', 'volunteer', 'visitor'] as const

/** Every setting of a school with its sensible default; what a policy speaks of is as the first preset has it. */
export const SETTINGS = {
  school_name: z.string().default(''),
  school_address: z.string().default(''),
  school_phone: z.string().default(''),
  /** A shared screen that children see shows adults' names only after a badge. */
  names_on_idle_desk: z.boolean().default(false),
  /** When the end-of-day check is done, HH:MM on days with staff in. */
  check_time: z.string().default('15:45'),
  /** Which reminders are written at all. */
  remind_borrowers: z.boolean().default(true),
  remind_evening: z.boolean().default(true),
  remind_long_overdue: z.boolean().default(true),
  remind_stolen: z.boolean().default(true),
  remind_unsigned: z.boolean().default(true),
  remind_unsigned_count: z.boolean().default(true),
  remind_lapses: z.boolean().default(true),
  remind_keepers: z.boolean().default(true),
  remind_leavers: z.boolean().default(true),
  remind_returns: z.boolean().default(true),
  /** How long before the school day ends its borrowers are reminded, and after how many school days the lead and head are told. */
  remind_minutes_before: z.number().default(30),
  long_overdue_days: z.number().default(3),
  /** So many minutes after its start a reservation that nobody collected is kept no longer; so many days ahead something can be reserved (M2). */
  reservation_held_minutes: z.number().default(15),
  reservation_days_ahead: z.number().default(60),
  /** A holiday of more days without staff than this is a long one, as the summer is whatever its length; so many school days before it its run-up begins. */
  long_holiday_days: z.number().default(14),
  run_up_school_days: z.number().default(10),
  remind_holiday: z.boolean().default(true),
  /** On this weekday (1 is Monday) only what was seen that day counts as in; null for none. */
  full_sweep_weekday: z.number().nullable().default(null),
  /** What an adult looks after goes home with them without being asked each evening. */
  keepers_standing_yes: z.boolean().default(false),
  /** The day of the year (MM-DD) from which keepers are asked whether they have what they look after still; null for never. */
  keepers_asked_on: z.string().nullable().default('06-15'),
  /** The day of the year (MM-DD) from which the coming school year can be prepared. */
  new_year_from: z.string().default('07-01'),
  remind_new_year: z.boolean().default(true),
  /** What somebody may borrow who has not signed the agreement, and until which day (YYYY-MM-DD) that is only a warning (M11). */
  unsigned_may: z.enum(['borrow', 'borrow here', 'nothing']).default('borrow here'),
  agreement_warn_until: z.string().nullable().default(null),
  /** Kinds of person who take nothing off-site, and whose loans end on their day (M20). */
  on_site_only_kinds: z.array(z.enum(LIMITED_KINDS)).default(['visitor']),
  same_day_kinds: z.array(z.enum(LIMITED_KINDS)).default(['visitor']),
  /** An account is of no use before its owner has signed. */
  agreement_before_account: z.boolean().default(true),
  /** How long one acceptance of the terms for taking devices off-site counts (M6). */
  terms_hold: z.enum(['each loan', 'school year']).default('each loan'),
  /** Until which day (YYYY-MM-DD) a wanting check or permission is only a warning off-site; null holds it back at once. */
  off_site_warn_until: z.string().nullable().default(null),
  /** Whoever holds one of these roles signs in in two steps; whether the school’s provider’s own sign-in counts as both (M19). */
  second_step_roles: z.array(z.enum(['staff', 'lead', 'office', 'technician', 'head', 'business'])).default([]),
  provider_is_second_step: z.boolean().default(false),
  /** What comes back is asked about: logged off, nothing of children left on it (M21). */
  return_checklist: z.boolean().default(true),
  /** Permission is asked for carrying personal data off-site (M8), and for video calls from there (M7). */
  ask_personal_data: z.boolean().default(false),
  ask_video_calls: z.boolean().default(false),
  /** Of which kinds of person it takes permission to borrow in school at all, and whose; until which day (YYYY-MM-DD) its lack is only a warning (M7). */
  permission_to_borrow: z.partialRecord(z.enum(['supply', 'student', 'governor', 'volunteer', 'visitor']), z.enum(['lead', 'head'])).default({}),
  permission_warn_until: z.string().nullable().default(null),
  /** What is used on the school's own field has not left the school. */
  field_is_on_site: z.boolean().default(true),
  /** How often devices' passwords are reset; on which days with staff in, counted from the first, that opens and is due (M10). */
  password_reset_every: z.enum(['half-term', 'term', 'off']).default('half-term'),
  password_reset_opens: z.number().default(1),
  password_reset_due: z.number().default(5),
  remind_resets: z.boolean().default(true),
  remind_access_review: z.boolean().default(true),
  remind_personal_devices: z.boolean().default(true),
  remind_master_passwords: z.boolean().default(true),
  /** Who else knows a device's password is written down, by name, until the next reset. */
  password_known_to: z.boolean().default(true),
  /** What the insurer wants to read under the off-site register, in the school’s own words. */
  insurer_wording: z.string().default(''),
  /** Whether adults declare devices of their own that they use for school, and whose yes that needs (M23). */
  personal_devices: z.enum(['off', 'declared', 'lead', 'head']).default('declared'),
  /** What has to be true of them, as whoever declares one says. */
  personal_device_conditions: z.array(z.enum(['locked', 'encrypted', 'nothing-kept', 'protected'])).default(['locked']),
  /** Who holds which master password is written down, never what it is (M28). */
  master_passwords: z.boolean().default(false),
  /** The preset that was chosen; null is the first, which nobody chose. What it says is never read from here. */
  preset: z.enum(PRESET_IDS).nullable().default(null),
  /** For how many school years before the present one the record names people, and for how many years after their last day a signature does. */
  keep_book_years: z.number().default(1),
  keep_signatures_years: z.number().default(6),
  /** Names are cut by themselves once they have had their time; before which day (YYYY-MM-DD) that has been done. */
  retention_on: z.boolean().default(false),
  retention_done_before: z.string().nullable().default(null),
  /** The list of first steps on Today was put away before it was done. */
  checklist_put_away: z.boolean().default(false),
  is_demo: z.boolean().default(false),
  demo_accounts: z.array(z.object({ role: z.string(), name: z.string(), email: z.string(), password: z.string() })).default([]),
}

type Schemas = typeof SETTINGS
export type SettingKey = keyof Schemas
export type Settings = { [K in SettingKey]: z.output<Schemas[K]> }

const listRows = prepared((db: Db) => db.selectFrom('settings').selectAll().orderBy('key'))
let known: { stored: string, settings: Settings } | undefined

/** Read for every request and in every act; what is stored is understood anew only when it has changed. */
export async function readSettings(db: Db): Promise<Settings> {
  const rows = await listRows(db)
  const stored = JSON.stringify(rows)
  if (known?.stored !== stored) known = { stored, settings: settingsOf(rows) }
  return known.settings
}

function settingsOf(rows: { key: string, value: string }[]): Settings {
  const stored = new Map(rows.map((row) => [row.key, JSON.parse(row.value)]))
  const entries = Object.entries(SETTINGS).map(([key, schema]) => [key, schema.parse(stored.get(key))])
  return Object.fromEntries(entries) as Settings
}

export async function writeSettings(db: Db, values: Partial<Settings>): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({ key, value: JSON.stringify(value) }))
  await db.insertInto('settings').values(rows)
    .onConflict((c) => c.column('key').doUpdateSet((e) => ({ value: e.ref('excluded.value') }))).execute()
}
