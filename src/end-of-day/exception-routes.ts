import { ownActorOf } from '../auth/actor.ts'
import type { Request, Response } from 'express'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { listExceptions } from './exceptions-store.ts'
import { exceptionForm } from './forms.ts'
import { signException, withdrawException } from './sign.ts'

/** What the head excuses from the end-of-day check, until a day. */
export const exceptionRoutes: Route[] = [
  get('/end-of-day/exceptions', 'do-end-of-day', (req, res) => show(res, formOf({ from_day: asTyped(dayOf(req.now)) }), 200)),
  post('/end-of-day/exceptions', 'sign-exceptions', sign),
  post('/end-of-day/exceptions/:id/end', 'sign-exceptions', end),
]

const MOST = 500
const DONE: Record<string, string> = { signed: 'It is signed.', ended: 'That exception has ended.' }

async function show(res: Response, form: Form, status: number): Promise<void> {
  const { db, viewer, now, query } = res.req
  const exceptions = await listExceptions(db, dayOf(now), MOST)
  const notice = status === 200 ? DONE[String(query['done'])] : undefined
  const options = { title: 'Exceptions from the end-of-day check', status, ...notice !== undefined && { notice } }
  res.page('end-of-day/exceptions', { exceptions, form, may_sign: can(viewer!.roles, 'sign-exceptions'), prepare: can(viewer!.roles, 'prepare-holidays') }, options)
}

async function sign(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(exceptionForm, req.body)
  if (!parsed.ok) return show(res, parsed.form, 422)
  const { form_key, ...wish } = parsed.data
  const actor = ownActorOf(req)
  const signed = await signException(req.db, form_key, { ...wish, actor }, req.now)
  if ('problems' in signed) return show(res, formOf(req.body, signed.problems), 422)
  res.redirect(303, '/end-of-day/exceptions?done=signed')
}

async function end(req: Request, res: Response): Promise<void> {
  await withdrawException(req.db, String(req.params['id']), ownActorOf(req), req.now)
  res.redirect(303, '/end-of-day/exceptions?done=ended')
}
