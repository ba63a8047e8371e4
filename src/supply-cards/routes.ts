import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { get, post, type Route } from '../http/routes.ts'
import { takeBackCard } from './give.ts'

/** Cards that the office hands out at reception: each is somebody's badge until the day ends (M20). */
export const supplyCardRoutes: Route[] = [
  get('/supply-cards', 'edit-people', (_req, res) => res.redirect(303, '/reception')),
  post('/supply-cards/:id/return', 'edit-people', takeBack),
]

async function takeBack(req: Request, res: Response): Promise<void> {
  await takeBackCard(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, '/reception?done=back')
}
