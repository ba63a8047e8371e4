import { z } from 'zod'
import { day, formKey, neededLine, several } from '../http/fields.ts'

const condition = z.enum(['locked', 'encrypted', 'nothing-kept', 'protected'], { error: 'Choose from the list' })

export const declareForm = z.object({
  device: neededLine('Say what it is, such as: Pixel 8 telephone', 80),
  used_for: neededLine('Say what you use it for, such as: school e-mail', 120),
  conditions: several.pipe(z.array(z.string().max(20)).max(10)),
  from_day: day.transform((found, context) => {
    if (found !== null) return found
    context.addIssue({ code: 'custom', message: 'Enter the day from which you use it' })
    return z.NEVER
  }),
  until_day: day,
  form_key: formKey,
})

export const personalDeviceSettingsForm = z.object({
  personal_devices: z.enum(['off', 'declared', 'lead', 'head'], { error: 'Choose one' }),
  personal_device_conditions: several.pipe(z.array(condition)),
})

/** A list's address: whatever cannot be read counts as not asked for. */
export const listQuery = z.object({ before: z.string().max(64).catch('') })
