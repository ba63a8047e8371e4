import { z } from 'zod'

export const email = z.string({ error: 'Enter an email address' }).trim().toLowerCase()
  .pipe(z.email({ error: 'Enter an email address like name@school.example' }))

export const newPassword = z.string({ error: 'Enter a password' })
  .min(12, 'Use at least 12 characters: three random words make a good password')
  .max(200, 'Use at most 200 characters')

export const signInForm = z.object({
  email: z.string().trim().toLowerCase().min(1, 'Enter your email address'),
  password: z.string().min(1, 'Enter your password').max(1000, 'Enter your password'),
  next: z.string().optional(),
})

/** Only a path of our own: never another site, never `//host` or `/\host`. */
export function safePath(next: string | undefined): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/'
}
