import { z } from 'zod'
import { email, newPassword } from '../auth/forms.ts'

export const codeForm = z.object({ code: z.string().default('') })

export const setUpForm = z.object({
  code: z.string().default(''),
  school_name: z.string().trim().min(1, 'Enter the school’s name').max(120, 'Use at most 120 characters'),
  school_address: z.string().trim().max(300, 'Use at most 300 characters').default(''),
  school_phone: z.string().trim().min(1, 'Enter the telephone number a finder should call').max(40, 'Use at most 40 characters'),
  name: z.string().trim().min(1, 'Enter your name').max(120, 'Use at most 120 characters'),
  email,
  password: newPassword,
})
