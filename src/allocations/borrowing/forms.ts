import { z } from 'zod'
import { day, formKey, line } from '../../http/fields.ts'

export const askForm = z.object({ device_id: z.string().max(64).default(''), why: line(200), until_day: day, form_key: formKey })

export const answerForm = z.object({
  answer: z.enum(['yes', 'no', 'later'], { error: 'Say yes, no or later' }), words: line(200), until_day: day, then: z.string().max(10).default(''),
})
