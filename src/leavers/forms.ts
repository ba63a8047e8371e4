import { z } from 'zod'
import { formKey, neededLine } from '../http/fields.ts'

export const signForm = z.object({ form_key: formKey })

export const writeOffForm = z.object({ device_id: z.string().max(64), reason: neededLine('Say why it is written off', 200), form_key: formKey })

/** Where a page goes on: a last day and a person's id. */
const after = z.string().regex(/^\d{4}-\d\d-\d\d_[\w-]{1,64}$/).transform((text) => ({ last_day: text.slice(0, 10), id: text.slice(11) }))

export const listQuery = z.object({ show: z.enum(['coming', 'gone']).catch('coming'), after: after.nullable().catch(null).default(null) })
