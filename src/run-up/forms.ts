import { z } from 'zod'
import { chosenId, formKey, neededLine, neededNumber } from '../http/fields.ts'

export const answerForm = z.object({
  device_id: z.string().max(64),
  goes_home: z.enum(['1', '0'], { error: 'Say whether it goes home or stays at school' }).transform((said): 0 | 1 => (said === '1' ? 1 : 0)),
  form_key: formKey,
})

export const scanForm = z.object({ form_key: formKey, codes: z.string().trim().min(1, 'Scan or type a code').max(4000) })

export const sealForm = z.object({
  place: neededLine('Say where it is locked up', 120),
  witness_id: chosenId.refine((id) => id !== null, 'Choose who saw it').transform((id) => id),
  form_key: formKey,
})

export const openForm = z.object({ form_key: formKey })

export const runUpSettingsForm = z.object({ long_holiday_days: neededNumber(3, 60), run_up_school_days: neededNumber(1, 30) })
