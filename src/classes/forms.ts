import { z } from 'zod'
import { formKey, neededLine } from '../http/fields.ts'
import { tagCode } from '../tags/forms.ts'

const name = neededLine('Enter the name of the class, such as Year 4 Oak', 60)

export const newClassForm = z.object({ name, form_key: formKey })
export const classForm = z.object({ name })

export const adultForm = z.object({ person_id: z.string().default('').pipe(z.string().min(1, 'Choose a name')) })

export const cardForm = z.object({
  answers_id: z.string().default('').pipe(z.string().min(1, 'Choose who answers for the devices')),
  purpose: neededLine('Enter what the class usually borrows for, such as Computing', 80),
  code: tagCode('CL-4OAK'),
})
