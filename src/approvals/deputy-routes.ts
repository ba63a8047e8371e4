import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { endDeputy, listDeputies, nameDeputy } from './deputies.ts'
import { deputyForm } from './forms.ts'
import { listStaffHere } from './store.ts'

/** Who decides in the head's place (M7). */
export const deputyRoutes: Route[] = [
  get('/approvals/deputies', 'name-deputies', (req, res) => show(req, res, formOf({ from_day: asTyped(dayOf(req.now)) }))),
  post('/approvals/deputies', 'name-deputies', name),
  post('/approvals/deputies/:id/end', 'name-deputies', end),
]

const DONE: Record<string, string> = { named: 'They decide in the head’s place.', ended: 'They do not stand in any more.' }

const actor = (req: Request) => ({ ...actorOf(req), person_id: req.viewer!.person_id })

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const today = dayOf(req.now)
  const people = (await listStaffHere(req.db, today)).filter(({ value }) => value !== req.viewer!.person_id)
  const notice = form.problems.length === 0 ? DONE[String(req.query['done'])] : undefined
  res.page('approvals/deputies', { form, people, deputies: await listDeputies(req.db, today), today }, {
    title: 'Who stands in for the head', status: form.problems.length > 0 ? 422 : 200, ...notice !== undefined && { notice },
  })
}

async function name(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(deputyForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, ...naming } = parsed.data
  const named = await nameDeputy(req.db, form_key, { ...naming, actor: actor(req) }, req.now)
  if ('problems' in named) return show(req, res, formOf(req.body, named.problems))
  res.redirect(303, '/approvals/deputies?done=named')
}

async function end(req: Request, res: Response): Promise<void> {
  await endDeputy(req.db, String(req.params['id']), actor(req), req.now)
  res.redirect(303, '/approvals/deputies?done=ended')
}
