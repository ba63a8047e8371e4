import { z } from 'zod'
import { day, formKey, line, neededLine, tick } from '../http/fields.ts'

export const conditionLine = neededLine('Say what condition it is in', 200)

const described = {
  condition: conditionLine,
  charger: tick,
  bag: tick,
}

export const giveForm = z.object({
  device_id: z.string().max(64).default(''),
  keeper_id: z.string().max(64).default('').pipe(z.string().min(1, 'Choose who looks after it')),
  ...described,
  until_day: day,
  goes_home: tick,
  form_key: formKey,
})

/** What came back with a device, or what is with it after all. */
export const backForm = z.object({ ...described, form_key: formKey })

export const anewForm = z.object({ ...described, until_day: day, form_key: formKey })

export const answerForm = z.object({
  answer: z.enum(['as described', 'not as described'], { error: 'Say whether you have it as described' }),
  words: line(200),
}).refine(({ answer, words }) => answer === 'as described' || words !== '', { path: ['words'], message: 'Say what is different' })

/** A list's address: whatever cannot be read counts as not asked for. */
export const listQuery = z.object({ after: z.string().max(20).catch('') })
