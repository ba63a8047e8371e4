import { z } from 'zod'
import { email, newPassword } from '../auth/forms.ts'
import { isWeakPin } from './rules.ts'

export const forgottenForm = z.object({ email })

export const choosePasswordForm = z.object({ password: newPassword })

const present = z.string({ error: 'Enter your present password' }).min(1, 'Enter your present password').max(1000, 'Enter your present password')

export const passwordForm = z.object({ present, password: newPassword })

export const pinForm = z.object({
  pin_present: present,
  pin: z.string().default('').transform((typed) => typed.trim())
    .pipe(z.string().regex(/^\d{4,8}$/, 'Use four to eight figures')
      .refine((pin) => !isWeakPin(pin), 'That one is guessed first: not 1234, 0000 or one figure or pair again and again')),
})
