import { z } from 'zod'
import { neededLine, several } from '../http/fields.ts'

const LONGEST_WAIT = 12 * 3600_000

/** `id` names one scan or tap; `waited` is how long it stood in the page's queue, in milliseconds. Neither is ever a reason to refuse it. */
const tap = {
  id: z.string().regex(/^[\w-]{8,64}$/).optional().catch(undefined),
  lane: z.enum(['desk', 'back']).catch('desk'),
  waited: z.coerce.number().catch(0).transform((waited) => Math.trunc(Math.min(Math.max(waited, 0), LONGEST_WAIT))),
}

const AGAIN = 'Open the page again'
const id = z.string({ error: AGAIN }).max(64, AGAIN)
const until = z.string({ error: AGAIN }).regex(/^(([01]\d|2[0-3]):[0-5]\d|\d{4}-\d\d-\d\d)?$/, AGAIN).transform((text) => text || null)
const optionalId = id.transform((text) => text || null)

export const scanForm = z.object({ ...tap, code: z.string().default('') })
export const nameForm = z.object({ ...tap, person_id: id })
export const purposeForm = z.object({
  ...tap,
  purpose: neededLine('Say what it is for', 120),
  class_id: optionalId.optional(),
  until: until.optional(),
})
export const classForm = z.object({ ...tap, class_id: optionalId })
export const dueForm = z.object({ ...tap, until })
export const answersForm = z.object({ ...tap, answers_id: id })
export const choiceForm = z.object({ ...tap, device_id: id, choice: z.enum(['return', 'take over', 'in', 'going'], { error: AGAIN }) })
export const setForm = z.object({ ...tap, set_id: id, choice: z.enum(['return', 'rest'], { error: AGAIN }) })
const typedBadge = z.string({ error: AGAIN }).max(2000, AGAIN)
const typedPin = z.string({ error: AGAIN }).max(20, AGAIN)
export const keeperForm = z.object({ ...tap, device_id: id })
const flag = z.enum(['0', '1'], { error: AGAIN }).default('0').transform((flag) => flag === '1')
export const awayForm = z.object({ ...tap, away: z.enum(['0', '1'], { error: AGAIN }).transform((flag) => flag === '1'), carries_personal_data: flag, video_calls: flag })
export const termsForm = z.object({ ...tap, badge: typedBadge.default(''), pin: typedPin })
export const headForm = z.object({ ...tap, device_id: id, badge: typedBadge, pin: typedPin, reason: neededLine('Say why: it stays in the record', 200) })
export const undoForm = z.object({ ...tap, scan_id: id, device_ids: several })
export const chargeForm = z.object({ ...tap, scan_id: id, on_charge: z.enum(['0', '1'], { error: AGAIN }).transform((flag) => (flag === '1' ? 1 : 0)) })
export const cleanForm = z.object({ ...tap, scan_id: id, left_clean: z.enum(['0', '1'], { error: AGAIN }).transform((flag) => (flag === '1' ? 1 : 0)) })
export const tapForm = z.object(tap)
/** The page's queue sends what is ticked as one text, a plain form as several. */
const ticked = several.transform((ids) => ids.flatMap((text) => text.split(' ')).filter(Boolean))

export const yesForm = z.object({ ...tap, device_ids: ticked, badge: typedBadge, pin: typedPin })
export const passForm = z.object({ ...tap, class_card_id: id, goes: ticked })
export const openForm = z.object({
  name: z.string().trim().min(1, 'Give this desk a name, such as "Suite desk"').max(60, 'Use at most 60 characters'),
  set_id: optionalId.default(null),
})
