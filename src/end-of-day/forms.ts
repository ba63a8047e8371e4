import { z } from 'zod'
import { day, formKey, neededLine } from '../http/fields.ts'

/** Up to sixty tags of one look, each a word. */
export const countForm = z.object({ form_key: formKey, codes: z.string().trim().min(1, 'Scan or type a code').max(4000) })

export const closeForm = z.object({ form_key: formKey })

const neededDay = (empty: string) => day.refine((typed) => typed !== null, empty).transform((typed) => typed)

export const exceptionForm = z.object({
  form_key: formKey,
  code: neededLine('Enter the code of a device or a trolley', 64),
  reason: neededLine('Say why', 200),
  from_day: neededDay('Enter the first day'),
  until_day: neededDay('Enter the last day'),
}).refine(({ from_day, until_day }) => from_day <= until_day, { path: ['until_day'], message: 'The last day comes before the first' })

export const beforeQuery = z.object({ before: z.string().regex(/^\d{4}-\d\d-\d\d$/).nullable().catch(null).default(null) })
