import type { Request, Response } from 'express'
import { z } from 'zod'
import { actorOf } from '../../auth/actor.ts'
import { line } from '../../http/fields.ts'
import { parseForm } from '../../http/forms.ts'
import { post, type Route } from '../../http/routes.ts'
import { showMine } from '../list-routes.ts'
import { answerStill, closeStill } from './answer.ts'

const stillForm = z.object({
  answer: z.enum(['yes', 'no', 'problem'], { error: 'Say yes, no, or that there is a problem' }), words: line(200),
}).refine(({ answer, words }) => answer !== 'problem' || words !== '', { path: ['words'], message: 'Say what the problem is' })

/** Once a year: do you still have it? (M3) */
export const yearlyRoutes: Route[] = [
  post('/allocations/:id/still', 'signed-in', answer),
  post('/allocations/answers/:answer/closing', 'edit-devices', close),
]

async function answer(req: Request, res: Response): Promise<void> {
  const allocation_id = String(req.params['id'])
  const parsed = parseForm(stillForm, req.body)
  if (!parsed.ok) return showMine(req, res, { id: allocation_id, form: parsed.form })
  await answerStill(req.db, { ...parsed.data, allocation_id, person_id: req.viewer!.person_id, actor: actorOf(req) }, req.now)
  res.redirect(303, '/allocations/mine?done=still')
}

async function close(req: Request, res: Response): Promise<void> {
  await closeStill(req.db, String(req.params['answer']), actorOf(req), req.now)
  res.redirect(303, '/allocations?done=seen')
}
