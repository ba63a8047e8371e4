import { z } from 'zod'

/** Why somebody sets out for the provider; `link` is that of an invitation. */
export const setOutQuery = z.object({
  link: z.string().regex(/^[A-Za-z0-9_-]{40,64}$/).optional().catch(undefined),
  for: z.literal('account').optional().catch(undefined),
  next: z.string().max(500).optional().catch(undefined),
}).transform(({ link, next, for: whose }) => {
  if (link !== undefined) return { to: 'link' as const, link }
  return whose ? { to: 'account' as const } : { to: 'sign in' as const, next }
})

export const linkOwnForm = z.object({
  present: z.string({ error: 'Enter your present password' }).min(1, 'Enter your present password').max(1000, 'Enter your present password'),
})
