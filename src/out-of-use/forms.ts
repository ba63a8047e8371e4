import { z } from 'zod'
import { formKey, note } from '../http/fields.ts'

export const outOfUseForm = z.object({
  device_id: z.string().max(64).default(''),
  because: z.enum(['in repair', 'lost', 'stolen', 'retired'], { error: 'Choose why' }),
  note: note(500),
  form_key: formKey,
})
