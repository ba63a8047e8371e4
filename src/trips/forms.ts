import { z } from 'zod'
import { codes } from '../approvals/forms.ts'
import { chosenId, formKey, line, neededDay, neededLine, tick } from '../http/fields.ts'

export const tripForm = z.object({
  leader_id: chosenId,
  name: neededLine('Say what the trip is called', 80),
  place: line(80),
  first_day: neededDay('Enter the first day'),
  last_day: neededDay('Enter the last day'),
  codes,
  why: neededLine('Say what the devices are for', 200),
  carries_personal_data: tick,
  video_calls: tick,
  form_key: formKey,
})

export const acceptanceForm = z.object({ accepted: z.literal('1', { error: 'Tick that you accept the terms' }), form_key: formKey })

export const pressedForm = z.object({ form_key: formKey })

/** A list's address: what cannot be read counts as not asked for. */
export const listQuery = z.object({ before: z.string().max(64).catch('') })
