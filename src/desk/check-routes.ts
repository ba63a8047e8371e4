import type { Request, Response } from 'express'
import { z } from 'zod'
import { neededLine } from '../http/fields.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { openCheck } from './open-check.ts'
import { setChecker } from './session.ts'

/** The end-of-day check on a shared screen: a badge opens it, and it is put away again. */
export const deskCheckRoutes: Route[] = [
  get('/desk/check', 'desk', (_req, res) => show(res, formOf({}))),
  post('/desk/check', 'desk', open),
  post('/desk/check/done', 'desk', done),
]

const badgeForm = z.object({ badge: neededLine('Scan your badge', 2000) })

function show(res: Response, form: Form): void {
  res.page('desk/check', { refused: form.problems[0]?.message ?? null }, { title: 'End-of-day check', status: form.problems.length > 0 ? 422 : 200 })
}

async function open(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(badgeForm, req.body)
  if (!parsed.ok) return show(res, parsed.form)
  const refused = await openCheck(req.db, req.desk!.id, parsed.data.badge, req.now)
  if (refused !== null) return show(res, formOf({}, [{ name: 'badge', message: refused }]))
  res.redirect(303, '/end-of-day')
}

async function done(req: Request, res: Response): Promise<void> {
  await setChecker(req.db, req.desk!.id, { checker_id: null, checker_until: null })
  res.redirect(303, '/desk')
}
