import type { Request, Response } from 'express'
import { setCookie } from './cookies.ts'
import { safePath } from './forms.ts'
import { SESSION_MS, startSession } from './sessions.ts'

/** Signs somebody in who has shown who they are, with a new session, and leads on to where they wanted to be. */
export async function enter(req: Request, res: Response, accountId: string, next: string | undefined): Promise<void> {
  const token = await startSession(req.db, accountId, req.get('User-Agent') ?? 'unknown browser', req.now)
  setCookie(res, 'kitbook', token, SESSION_MS)
  res.redirect(303, safePath(next))
}
