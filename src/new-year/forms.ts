import { z } from 'zod'
import { chosenId, formKey, line, neededLine, several } from '../http/fields.ts'

const many = several.pipe(z.array(z.string().max(64)).max(1000))

export const keyForm = z.object({ form_key: formKey })

export const readyForm = z.object({ ready: z.enum(['1', '0']).transform((said) => said === '1'), form_key: formKey })

export const nowForm = z.object({ sure: z.literal('1', { error: 'Tick that you have read the dry run' }) })

export const lineForm = z.object({
  name: neededLine('Enter the name of the class, such as Year 4 Oak', 60),
  from_class_id: chosenId,
  answers_id: chosenId,
  purpose: line(80),
  adult_ids: many.transform((ids) => ids.filter((id) => id !== '')),
})

export const newLineForm = lineForm.extend({ form_key: formKey })

/** Side by side: the n-th set stands with the n-th class. */
export const trolleysForm = z.object({ set_id: many, line_id: many })

/** Side by side: the n-th class with who answers, the n-th device with where it goes; and one more device by its code. */
export const gapsForm = z.object({ line_id: many, answers_id: many, device_id: many, goes_to: many, code: line(40), code_goes_to: z.string().max(64).default('') })

export const settingsForm = z.object({
  new_year_from: z.string().default('').transform((typed, context) => {
    const found = /^\s*(\d{1,2})[ ./-](\d{1,2})\s*$/.exec(typed)
    const [day, month] = [Number(found?.[1]), Number(found?.[2])]
    if (found && month >= 4 && month <= 8 && day >= 1 && day <= 30) return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    context.addIssue({ code: 'custom', message: 'Write a day from April to August, such as 1 7' })
    return z.NEVER
  }),
})
