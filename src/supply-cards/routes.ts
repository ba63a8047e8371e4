import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { handOutForm } from './forms.ts'
import { handOut, takeBackCard } from './hand-out.ts'
import { nextNumber } from './rules.ts'
import { listHere, listOut } from './store.ts'

/** Cards that the office hands out in the morning: each is somebody's badge until the day ends (M20). */
export const supplyCardRoutes: Route[] = [
  get('/supply-cards', 'edit-people', (req, res) => show(req, res, null)),
  post('/supply-cards', 'edit-people', give),
  post('/supply-cards/:id/return', 'edit-people', takeBack),
]

const DONE: Record<string, string> = { given: 'It is their badge until the end of today.', back: 'The card is back.' }

async function show(req: Request, res: Response, refused: Form | null): Promise<void> {
  const out = await listOut(req.db, dayOf(req.now))
  const people = (await listHere(req.db, dayOf(req.now))).map(({ id, name, kind }) => ({ value: id, label: kind === 'supply' ? `${name}, supply` : name }))
  const form = refused ?? formOf({ number: String(nextNumber(out.map(({ number }) => number))) })
  const notice = refused ? undefined : DONE[String(req.query['done'])]
  res.page('supply-cards/index', { out, people, form, may_print: can(req.viewer!.roles, 'print-labels') },
    { title: 'Supply cards', status: refused ? 422 : 200, ...notice !== undefined && { notice } })
}

async function give(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(handOutForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, ...wish } = parsed.data
  const given = await handOut(req.db, form_key, { ...wish, actor: actorOf(req) }, req.now)
  if ('problems' in given) return show(req, res, formOf(req.body, given.problems))
  res.redirect(303, '/supply-cards?done=given')
}

async function takeBack(req: Request, res: Response): Promise<void> {
  await takeBackCard(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, '/supply-cards?done=back')
}
