import { z } from 'zod'
import { chosenId, day, formKey, neededDay, neededLine, several, wholeNumber } from '../http/fields.ts'

/** `what` is `type:ID`, `set:ID`, or `device` where a code is typed. */
export const reserveForm = z.object({
  what: z.string().max(80).default('').pipe(z.string().regex(/^(device|(type|set):.+)$/, 'Choose what you want')),
  wanted: wholeNumber(1, 500), code: z.string().max(200).default(''),
  day: neededDay('Enter the day'), lessons: several.pipe(z.array(z.string().max(5)).min(1, 'Tick at least one lesson').max(20)), until_day: day,
  person_id: chosenId, class_id: chosenId, purpose: neededLine('Say what it is for', 120), form_key: formKey,
})

const reservation_ids = several.pipe(z.array(z.string().max(64)).max(400))

export const offerForm = z.object({ person_id: z.string().max(64), reservation_ids })

export const takeOverForm = z.object({ class_id: chosenId, purpose: neededLine('Say what it is for', 120) })

export const changeForm = z.object({ wanted: wholeNumber(1, 500), class_id: chosenId, purpose: neededLine('Say what it is for', 120) })

export const giveForm = z.object({ person_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who has it')) })
