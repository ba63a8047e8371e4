import type { Request, Response } from 'express'
import { HALF_WAY_MS, type Way } from '../second-step/rules.ts'
import { halfWay } from '../second-step/half-way.ts'
import { setCookie } from './cookies.ts'
import { safePath } from './forms.ts'
import { SESSION_MS, startSession } from './sessions.ts'

/** Lets somebody in who has shown who they are, or half-way in where a second step is asked for. */
export async function enter(req: Request, res: Response, account: { id: string, person_id: string }, way: Way, next: string | undefined): Promise<void> {
  const half = await halfWay(req.db, account, way, req.school, safePath(next), req.now)
  if (half !== null) {
    setCookie(res, 'kitbook-half', half, HALF_WAY_MS)
    return res.redirect(303, '/sign-in/second-step')
  }
  await openSession(req, res, account.id)
  res.redirect(303, safePath(next))
}

/** A new session, whichever one the browser had before. */
export async function openSession(req: Request, res: Response, accountId: string): Promise<void> {
  const token = await startSession(req.db, accountId, req.get('User-Agent') ?? 'unknown browser', req.now)
  setCookie(res, 'kitbook', token, SESSION_MS)
}
