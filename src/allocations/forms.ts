import { z } from 'zod'
import { formKey } from '../http/fields.ts'

export const giveForm = z.object({
  device_id: z.string().max(64).default(''),
  keeper_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who looks after it')),
  form_key: formKey,
})
