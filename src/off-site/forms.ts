import { z } from 'zod'
import { chosenId, day, formKey, neededLine, note, tick } from '../http/fields.ts'

const orDay = z.string().regex(/^(\d{4}-\d\d-\d\d)?$/, 'Choose one of the days').default('').transform((text) => text || null)
const ticked = tick.transform((yes) => yes === 1)

export const awayForm = z.object({
  device_id: z.string().max(64),
  purpose: neededLine('Say what it is for', 120),
  class_id: chosenId,
  until: orDay,
  /** A day of one's own goes before the one that is chosen. */
  until_other: day,
  carries_personal_data: ticked,
  video_calls: ticked,
  accepted: z.literal('1', { error: 'Tick this when you have read the terms: without them it stays in school' }),
  form_key: formKey,
})

export const acceptForm = awayForm.pick({ accepted: true, form_key: true })

export const offSiteSettingsForm = z.object({
  terms: note(4000).refine((text) => text !== '', 'Write the terms, a line each'),
  terms_hold: z.enum(['each loan', 'school year'], { error: 'Choose how long it counts' }),
  off_site_warn_until: day,
  return_checklist: ticked,
  insurer_wording: note(2000),
})

export const overrideForm = z.object({
  device_id: z.string().max(64),
  person_id: z.string({ error: 'Choose who may take it' }).min(1, 'Choose who may take it').max(64),
  until_day: day.refine((found) => found !== null, 'Write the last day on which they may take it'),
  override_reason: neededLine('Say why: it stays in the record', 200),
  form_key: formKey,
})

export const tonightForm = z.object({ device_id: z.string().max(64), form_key: formKey })
