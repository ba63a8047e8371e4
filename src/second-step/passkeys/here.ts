import type { Request } from 'express'
import { type Home, homeOfPasskeys } from './origin.ts'

/** Where passkeys are good for whoever asks, or null. */
export function homeHere(req: Request, publicUrl: string | undefined): Home | null {
  return homeOfPasskeys(publicUrl, req.get('Host') ?? '')
}
