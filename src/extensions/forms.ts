import { z } from 'zod'
import { typedTime } from '../calendar/typed.ts'
import { at } from '../calendar/days.ts'
import { day, formKey } from '../http/fields.ts'

const time = z.string().default('').transform((text, context) => {
  const found = typedTime(text)
  if (found === null && text.trim()) context.addIssue({ code: 'custom', message: 'Write a time such as 3:20 pm' })
  return found
})

/** Another time than the usual one needs both its day and its time. */
export const extendForm = z.object({ until_day: day, until_time: time, form_key: formKey })
  .superRefine(({ until_day, until_time }, context) => {
    if (until_day !== null && until_time === null) context.addIssue({ code: 'custom', path: ['until_time'], message: 'Write a time too, such as 3:20 pm' })
    if (until_day === null && until_time !== null) context.addIssue({ code: 'custom', path: ['until_day'], message: 'Write a day too, such as 17 3 2027' })
  })
  .transform(({ until_day, until_time, form_key }) => (
    { form_key, wanted: until_day === null || until_time === null ? null : at(until_day, until_time) }))
