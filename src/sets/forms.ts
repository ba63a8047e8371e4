import { z } from 'zod'
import { chosenId, formKey, line, neededLine, wholeNumber } from '../http/fields.ts'
import { ownCode } from '../tags/forms.ts'
import { tagText } from '../tags/scan.ts'

export const setForm = z.object({
  code: ownCode('TR-0001'),
  name: neededLine('Say what it is called', 60),
  place: line(80),
  slots: wholeNumber(1, 60),
})

export const newSetForm = setForm.extend({ form_key: formKey })

export type SetFields = z.output<typeof setForm>

export const standForm = z.object({ class_id: chosenId })

export const putForm = z.object({
  device: z.string().default('').transform(tagText).pipe(z.string().min(1, 'Scan or type the code of a device')),
  slot: wholeNumber(1, 60),
})
