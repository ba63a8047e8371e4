import { z } from 'zod'
import { ROLES } from '../auth/permissions.ts'
import { neededLine, several } from '../http/fields.ts'

const CODE = 'Type the code that your app shows'

export const codeForm = z.object({ code: z.string({ error: CODE }).trim().min(1, CODE).max(40, CODE) })

export const presentForm = z.object({
  present: z.string({ error: 'Enter your present password' }).min(1, 'Enter your present password').max(1000, 'Enter your present password'),
})

const roles = several.transform((ticked) => ROLES.filter((role) => ticked.includes(role)))

export const settingsForm = z.object({
  second_step_roles: roles,
  provider_is_second_step: z.literal('1').optional().transform((value) => value === '1'),
})

const FAILED = 'That did not work. Try again'

/** What a browser's navigator.credentials answered, as JSON; what is in it is for the library to verify. */
const answer = z.string({ error: FAILED }).max(20_000, FAILED).transform((text, context) => {
  try {
    return z.object({ id: z.string(), rawId: z.string(), type: z.literal('public-key'), response: z.looseObject({}), clientExtensionResults: z.looseObject({}) }).parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: FAILED })
    return z.NEVER
  }
})

export const signedForm = z.object({ answer })

export const madeForm = z.object({ answer, name: neededLine('Say which device it is on', 60) })
