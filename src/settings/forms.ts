import { z } from 'zod'
import { neededLine, note } from '../http/fields.ts'

export const settingsForm = z.object({
  school_name: neededLine('Enter the school’s name', 120),
  school_address: note(300),
  school_phone: neededLine('Enter the telephone number a finder should call', 40),
  names_on_idle_desk: z.literal('1').optional().transform((value) => value === '1'),
})
