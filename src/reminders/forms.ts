import { z } from 'zod'
import { formKey, neededNumber } from '../http/fields.ts'

const ticked = z.literal('1').optional().transform((value) => value === '1')

export const remindersForm = z.object({
  remind_borrowers: ticked,
  remind_minutes_before: neededNumber(5, 240),
  remind_evening: ticked,
  remind_long_overdue: ticked,
  long_overdue_days: neededNumber(1, 20),
  remind_stolen: ticked,
  remind_unsigned: ticked,
  remind_unsigned_count: ticked,
  remind_resets: ticked,
  remind_access_review: ticked,
  remind_lapses: ticked,
  remind_keepers: ticked,
  remind_leavers: ticked,
  remind_returns: ticked,
  remind_holiday: ticked,
  remind_personal_devices: ticked,
  remind_master_passwords: ticked,
  remind_new_year: ticked,
})

export const trialForm = z.object({ kind: z.string().max(40), form_key: formKey })
