import { z } from 'zod'
import { typedDay, typedTime } from '../calendar/typed.ts'
import { neededLine, note } from '../http/fields.ts'

const yes = z.literal('1').optional().transform((value) => value === '1')

export const settingsForm = z.object({
  school_name: neededLine('Enter the school’s name', 120),
  school_address: note(300),
  school_phone: neededLine('Enter the telephone number a finder should call', 40),
  names_on_idle_desk: yes,
  check_time: z.string().default('').transform((text, context) => {
    const found = text.trim() ? typedTime(text) : '15:45'
    if (found === null) context.addIssue({ code: 'custom', message: 'Write a time such as 3:45 pm' })
    return found ?? ''
  }),
  full_sweep_weekday: z.enum(['', '1', '2', '3', '4', '5']).default('').transform((chosen) => (chosen ? Number(chosen) : null)),
  keepers_standing_yes: yes,
  keepers_asked_on: z.string().default('').transform((text, context) => {
    const found = text.trim() ? typedDay(`${text.trim()} 2027`) : null
    if (text.trim() && found === null) context.addIssue({ code: 'custom', message: 'Write a day and a month such as 15 6' })
    return found && found.slice(5)
  }),
  master_passwords: yes,
})
