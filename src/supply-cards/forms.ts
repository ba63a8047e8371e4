import { z } from 'zod'
import { formKey } from '../http/fields.ts'
import { tagText } from '../tags/scan.ts'
import { cardNumber } from './rules.ts'

/** "3", or the card itself scanned into the box. */
const number = z.string().default('').transform((typed, context) => {
  const read = cardNumber(tagText(typed)) ?? cardNumber(`SUPPLY-${typed.trim()}`)
  if (read === null) context.addIssue({ code: 'custom', message: 'Write the number on the card, such as 3, or scan it' })
  return read ?? 0
})

export const handOutForm = z.object({
  number,
  person_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who has it today')),
  form_key: formKey,
})
