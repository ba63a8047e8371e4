import type { Request, Response } from 'express'
import { z } from 'zod'
import { actorOf } from '../auth/actor.ts'
import { formKey } from '../http/fields.ts'
import { newFormKey } from '../http/forms.ts'
import { post, type Route } from '../http/routes.ts'
import { beginPause, endPause } from './pause.ts'

export const pauseRoutes: Route[] = [
  post('/pauses', 'pause-day', begin),
  post('/pauses/:id/end', 'pause-day', end),
]

/** In a fire drill nobody is sent back to a form: what lacks its key is acted on all the same. */
const pauseForm = z.object({ form_key: formKey.optional().catch(undefined) })

function keyOf({ body }: Request): string {
  return pauseForm.parse(body ?? {}).form_key ?? newFormKey()
}

async function begin(req: Request, res: Response): Promise<void> {
  await beginPause(req.db, keyOf(req), actorOf(req), req.now)
  res.redirect(303, '/')
}

async function end(req: Request, res: Response): Promise<void> {
  const wish = { pause_id: String(req.params['id']), actor: actorOf(req) }
  const { moved } = await endPause(req.db, keyOf(req), wish, req.now)
  res.redirect(303, `/?moved=${moved}`)
}
