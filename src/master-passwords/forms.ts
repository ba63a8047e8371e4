import { z } from 'zod'
import { day, formKey, neededLine } from '../http/fields.ts'

const chosen = z.string().max(64).default('')
const needed = chosen.pipe(z.string().min(1, 'Choose who holds it'))
const since = day.transform((found, context) => {
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: 'Enter the day since which they hold it' })
  return z.NEVER
})

export const addForm = z.object({
  name: neededLine('Say what it opens, such as: Server administrator', 60),
  first_id: needed,
  second_id: chosen,
  from_day: since,
  form_key: formKey,
})

export const holderForm = z.object({ person_id: needed, from_day: since, form_key: formKey })
