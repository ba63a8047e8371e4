import { z } from 'zod'
import { day, formKey, neededLine } from '../http/fields.ts'

const several = z.union([z.string(), z.array(z.string())]).default([]).transform((ticked) => [ticked].flat())
const since = day.transform((found, context) => {
  if (found !== null) return found
  context.addIssue({ code: 'custom', message: 'Enter the day since which they hold it' })
  return z.NEVER
})

export const addForm = z.object({
  name: neededLine('Say what it opens, such as: Server administrator', 60),
  person_ids: several.pipe(z.array(z.string().max(64)).max(20, 'Tick at most 20')),
  from_day: since,
  form_key: formKey,
})

export const holderForm = z.object({ person_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who holds it')), from_day: since, form_key: formKey })
