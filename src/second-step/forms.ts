import { z } from 'zod'
import { ROLES } from '../auth/permissions.ts'

const CODE = 'Type the code that your app shows'

export const codeForm = z.object({ code: z.string({ error: CODE }).trim().min(1, CODE).max(40, CODE) })

export const presentForm = z.object({
  present: z.string({ error: 'Enter your present password' }).min(1, 'Enter your present password').max(1000, 'Enter your present password'),
})

const roles = z.union([z.string(), z.array(z.string())]).default([])
  .transform((ticked) => ROLES.filter((role) => [ticked].flat().includes(role)))

export const settingsForm = z.object({
  second_step_roles: roles,
  provider_is_second_step: z.literal('1').optional().transform((value) => value === '1'),
})
