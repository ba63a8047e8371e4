import { z } from 'zod'
import { chosenId, day, formKey, line } from '../http/fields.ts'
import { KINDS } from '../people/rules.ts'
import { cardNumber } from '../supply-cards/rules.ts'
import { tagText } from '../tags/scan.ts'

/** "3", or the card itself scanned into the box. */
const number = z.string().default('').transform((typed, context) => {
  const read = cardNumber(tagText(typed)) ?? cardNumber(`SUPPLY-${typed.trim()}`)
  if (read === null) context.addIssue({ code: 'custom', message: 'Write the number on the card, such as 3, or scan it' })
  return read ?? 0
})

export const arrivalForm = z.object({
  person_id: chosenId,
  name: line(120),
  kind: z.enum(KINDS, { error: 'Choose what brings them to the school' }),
  class_id: chosenId,
  last_day: day,
  answers_id: chosenId,
  number,
  form_key: formKey,
}).refine(({ person_id, name }) => person_id !== null || name !== '', { path: ['name'], message: 'Enter the name' })

export type ArrivalFields = Omit<z.output<typeof arrivalForm>, 'form_key'>

/** The screen's address: whatever cannot be read counts as not asked for. */
export const arrivalQuery = z.object({ name: z.string().max(120).catch(''), person: z.string().max(64).optional().catch(undefined) })
