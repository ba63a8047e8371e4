import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { keepCount, listCounts } from './counts.ts'
import { countForm } from './forms.ts'

/** Pupils' and parents' forms, counted per class: numbers, never names (M12). */
export const countRoutes: Route[] = [
  get('/agreements/classes', 'record-signatures', (req, res) => show(req, res, formOf({ class_id: req.query['class'], about: 'pupils' }))),
  post('/agreements/classes', 'record-signatures', keep),
]

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const classes = await listCounts(req.db, dayOf(req.now))
  const kept = req.query['done'] === 'kept' && form.problems.length === 0
  const options = { title: 'Pupils’ and parents’ forms', status: form.problems.length > 0 ? 422 : 200, ...kept && { notice: 'The count is kept.' } }
  res.page('agreements/classes', { form, classes, today: dayOf(req.now), choices: classes.map(({ id, name }) => ({ value: id, label: name })) }, options)
}

async function keep(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(countForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, ...count } = parsed.data
  const kept = await keepCount(req.db, form_key, { ...count, actor: actorOf(req) }, req.now)
  if ('problems' in kept) return show(req, res, formOf(req.body, kept.problems))
  res.redirect(303, '/agreements/classes?done=kept')
}
