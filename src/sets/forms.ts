import { z } from 'zod'
import { chosenId, formKey, line, neededLine, wholeNumber } from '../http/fields.ts'
import { CODE_PATTERN, tagText, writtenCode } from '../tags/scan.ts'

const code = z.string().default('').transform((typed) => writtenCode(tagText(typed))).pipe(z.string().min(1, 'Enter a code such as TR-0001')
  .regex(CODE_PATTERN, 'Use letters, figures and hyphens only, at most 20 of them: TR-0001')
  .refine((text) => text !== 'NEW', 'NEW is a page of its own: choose another code'))

export const setForm = z.object({
  code,
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
