import { z } from 'zod'

/** What a browser keeps while its owner is away at the provider; whoever comes back without it is not let in. */
const trip = z.object({
  state: z.string().min(20), nonce: z.string().min(20), verifier: z.string().min(43),
  /** To sign in, or to do so from now on: with the account one is in, or with the one that a link is for. */
  to: z.enum(['sign in', 'link', 'account']), next: z.string().optional(), link: z.string().optional(),
})

export type Trip = z.output<typeof trip>

export function packTrip(packed: Trip): string {
  return Buffer.from(JSON.stringify(packed)).toString('base64url')
}

export function unpackTrip(cookie: string | undefined): Trip | null {
  try {
    return trip.parse(JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()))
  } catch {
    return null
  }
}
