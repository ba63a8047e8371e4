import { z } from 'zod'
import { looksSecret } from '../text/secrets.ts'

/** `id` names one scan or tap; `waited` is how long it stood in the page's queue, in milliseconds. */
const tap = {
  id: z.string().regex(/^[\w-]{8,64}$/).optional(),
  lane: z.enum(['desk', 'back']).default('desk'),
  waited: z.coerce.number().int().min(0).max(12 * 3600_000).default(0),
}

const id = z.string().max(64)
const optionalId = z.string().max(64).transform((text) => text || null)

export const scanForm = z.object({ ...tap, code: z.string().max(2000).default('') })
export const nameForm = z.object({ ...tap, person_id: id })
export const purposeForm = z.object({
  ...tap,
  purpose: z.string().trim().min(1).max(120).refine((text) => !looksSecret(text), 'Passwords and keys are not kept here'),
  class_id: optionalId.optional(),
})
export const classForm = z.object({ ...tap, class_id: optionalId })
export const dueForm = z.object({ ...tap, until: z.string().regex(/^(\d\d:\d\d)?$/).transform((text) => text || null) })
export const answersForm = z.object({ ...tap, answers_id: id })
export const choiceForm = z.object({ ...tap, device_id: id, choice: z.enum(['return', 'take over', 'in', 'going']) })
export const yesForm = z.object({ ...tap, device_id: id, badge: z.string().max(2000), pin: z.string().max(20) })
export const undoForm = z.object({
  ...tap, scan_id: id, device_ids: z.union([z.string(), z.array(z.string())]).default([]).transform((ids) => [ids].flat()),
})
export const chargeForm = z.object({ ...tap, scan_id: id, on_charge: z.enum(['0', '1']).transform((flag) => (flag === '1' ? 1 : 0)) })
export const tapForm = z.object(tap)
export const passForm = z.object({ ...tap, class_card_id: id })
export const openForm = z.object({
  name: z.string().trim().min(1, 'Give this desk a name, such as "Suite desk"').max(60, 'Use at most 60 characters'),
  set_id: optionalId.default(null),
})
