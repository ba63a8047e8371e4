import { z } from 'zod'
import { typedDay, typedTime } from '../calendar/typed.ts'
import { chosenId, formKey, neededLine } from '../http/fields.ts'

/** Reads what was typed by `read`; what it cannot read gets an example, nothing at all gets `empty`. */
const typed = (read: (text: string) => string | null, empty: string, example: string) =>
  z.string({ error: empty }).transform((text, context) => {
    const found = read(text)
    if (found === null) context.addIssue({ code: 'custom', message: text.trim() ? example : empty })
    return found ?? ''
  })

export const day = (empty: string) => typed(typedDay, empty, 'Write a day such as 17 3 2027')
export const time = (empty: string) => typed(typedTime, empty, 'Write a time such as 3:20 pm')
const orNone = (text: string) => (text.trim() ? typedTime(text) : '')
const optionalTime = typed(orNone, '', 'Write a time such as 5:45 pm').optional().transform((text) => text || null)

export const bookOutForm = z.object({
  device_id: z.string().max(64),
  borrower_id: chosenId,
  answers_id: chosenId,
  purpose: neededLine('Say what it is for', 120),
  class_id: chosenId,
  until: optionalTime,
  /** A time of one's own goes before the one that is chosen. */
  until_other: optionalTime,
  lead_says_yes: z.literal('1').optional().transform((tick) => tick === '1'),
  form_key: formKey,
})

export type BookOutFields = z.output<typeof bookOutForm>

const FLAG = { yes: 1, no: 0 } as const

/** A return that cannot be read in part is still a return. */
export const returnForm = z.object({
  on_charge: z.enum(['yes', 'no', '']).optional().catch(undefined).transform((said) => said ? FLAG[said] : null),
  left_clean: z.enum(['yes', 'no', '']).optional().catch(undefined).transform((said) => said ? FLAG[said] : null),
  form_key: formKey.optional().catch(undefined),
  /** The page to go on with; the device's own page unless said. */
  then: z.enum(['today', 'my-loans', 'book']).optional().catch(undefined),
})
