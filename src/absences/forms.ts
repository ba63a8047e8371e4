import { z } from 'zod'
import { formKey, neededDay, several } from '../http/fields.ts'

const by_day = neededDay('Enter the day by which it is to be back')
const how = z.enum(['brought in', 'collected'], { error: 'Say how it comes back' })

export const arrangeForm = z.object({
  person_id: z.string().max(64), device_ids: several.pipe(z.array(z.string().max(64)).max(200)), by_day, how, form_key: formKey,
  reservation_ids: several.pipe(z.array(z.string().max(64)).max(400)),
})

export const moveForm = z.object({ by_day, how })

/** A list's address: whatever cannot be read counts as not asked for. */
export const listQuery = z.object({ before: z.string().max(64).nullable().catch(null).default(null) })
