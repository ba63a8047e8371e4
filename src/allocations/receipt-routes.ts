import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { asTyped } from '../calendar/typed.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { anewForm, answerForm } from './forms.ts'
import { showMine } from './list-routes.ts'
import { answerReceipt, leaveReceipt } from './receipts/answer.ts'
import { writeAnew } from './receipts/anew.ts'
import { findGiven } from './receipts/store.ts'
import { findAllocation } from './store.ts'

/** The receipts of what is looked after: its keeper's answer, and writing one anew (M3). */
export const receiptRoutes: Route[] = [
  post('/allocations/receipts/:receipt/answer', 'signed-in', answer),
  post('/allocations/receipts/:receipt/closing', 'edit-devices', leave),
  get('/allocations/:id/receipt', 'edit-devices', askAnew),
  post('/allocations/:id/receipt', 'edit-devices', anew),
]

async function answer(req: Request, res: Response): Promise<void> {
  const handover_id = String(req.params['receipt'])
  const parsed = parseForm(answerForm, req.body)
  if (!parsed.ok) return showMine(req, res, { id: handover_id, form: parsed.form })
  await answerReceipt(req.db, { ...parsed.data, handover_id, person_id: req.viewer!.person_id, how: 'own account', actor: actorOf(req) }, req.now)
  res.redirect(303, '/allocations/mine?done=answered')
}

async function leave(req: Request, res: Response): Promise<void> {
  await leaveReceipt(req.db, String(req.params['receipt']), actorOf(req), req.now)
  res.redirect(303, '/allocations?done=left')
}

async function askAnew(req: Request, res: Response): Promise<void> {
  const given = await findGiven(req.db, String(req.params['id']))
  const allocation = await findAllocation(req.db, String(req.params['id']))
  const ticked = (flag: number | undefined) => (flag === 1 ? '1' : undefined)
  await showAnew(req, res, formOf({
    condition: given?.condition, charger: ticked(given?.charger), bag: ticked(given?.bag), until_day: asTyped(allocation?.until_day ?? null),
  }))
}

async function showAnew(req: Request, res: Response, form: Form): Promise<void> {
  const allocation = await findAllocation(req.db, String(req.params['id']))
  if (!allocation || allocation.until_at !== null) throw new NotFound()
  const status = form.problems.length > 0 ? 422 : 200
  res.page('allocations/receipt', { form, allocation }, { title: `The receipt of ${allocation.code}`, status })
}

async function anew(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(anewForm, req.body)
  if (!parsed.ok) return showAnew(req, res, parsed.form)
  const { form_key, ...described } = parsed.data
  const made = await writeAnew(req.db, form_key, { ...described, allocation_id: String(req.params['id']), actor: actorOf(req) }, req.now)
  if ('problems' in made) return showAnew(req, res, formOf(req.body, made.problems))
  res.redirect(303, `/devices/${made.code}?done=receipt`)
}
