import { z } from 'zod'
import { typedTime } from '../calendar/typed.ts'
import { neededLine, note } from '../http/fields.ts'
import { SETTINGS } from './store.ts'

/** A time as people type it ("3:30 pm"), which the setting's own schema has the last word on. */
const time = (setting: z.ZodType) => z.string().default('').transform((text) => typedTime(text) ?? text.trim())
  .refine((text) => setting.safeParse(text).success, 'Write a time such as 15:30')

export const settingsForm = z.object({
  school_name: neededLine('Enter the school’s name', 120),
  school_address: note(300),
  school_phone: neededLine('Enter the telephone number a finder should call', 40),
  day_starts: time(SETTINGS.day_starts),
  day_ends: time(SETTINGS.day_ends),
  club_ends: time(SETTINGS.club_ends),
  names_on_idle_desk: z.literal('1').optional().transform((value) => value === '1'),
})

export type SettingsFields = z.output<typeof settingsForm>
