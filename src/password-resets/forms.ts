import { z } from 'zod'
import { day, formKey, neededLine, several, wholeNumber } from '../http/fields.ts'

const id = z.string().max(64).default('')

export const SHOWN = ['owed', 'late', 'done', 'all'] as const
export type Shown = typeof SHOWN[number]

/** A list's address: whatever cannot be read counts as not asked for. */
export const gridQuery = z.object({
  show: z.enum(SHOWN).catch('owed'), type: z.string().max(64).catch(''), year: z.string().max(10).catch(''), after: z.string().max(20).catch(''),
})

/** `every`: all that the list shows, on whichever page. */
export const bulkForm = z.object({
  device_ids: several.pipe(z.array(z.string().max(64)).max(1000)),
  every: z.literal('1').optional().transform((value) => value === '1'),
  day: day.refine((found) => found !== null, 'Enter the day on which they were reset'),
  done_by: id,
  form_key: formKey,
})

export const ownForm = z.object({ device_id: id, then: z.enum(['mine', 'device']).catch('mine'), form_key: formKey })
export const knownForm = z.object({ person_ids: several.pipe(z.array(z.string().max(64)).max(20, 'Tick at most 20')), form_key: formKey })
export const strikeForm = z.object({ reason: neededLine('Say what was wrong with it', 200), form_key: formKey })

export const resetSettingsForm = z.object({
  password_reset_every: z.enum(['half-term', 'term', 'off'], { error: 'Choose how often' }),
  password_reset_opens: wholeNumber(1, 20).transform((typed) => typed ?? 1),
  password_reset_due: wholeNumber(1, 30).transform((typed) => typed ?? 5),
  password_known_to: z.literal('1').optional().transform((value) => value === '1'),
}).refine(({ password_reset_opens: opens, password_reset_due: due }) => opens <= due, {
  path: ['password_reset_due'], message: 'They cannot be due before they open',
})
