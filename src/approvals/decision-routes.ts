import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { decideApproval, deciderOf, isOpen, mayRevoke, readApproval, revokeApproval } from './decide.ts'
import { decisionForm, revocationForm } from './forms.ts'
import { lineOf } from './line.ts'
import { readsAll } from './list.ts'
import type { Approval } from './read.ts'
import { isOwn, mayDecide, toldOfAsking } from './rules.ts'
import { listDeciders } from './store.ts'

/** One permission, where the mail's link leads: what is asked, and the answer in one click (M7). */
export const decisionRoutes = (address: string): Route[] => [
  get('/approvals/:id', 'signed-in', async (req, res) => {
    const approval = await readApproval(req.db, req.params['id'])
    await show(req, res, approval, formOf({ until: asTyped(approval.until_day) }))
  }),
  post('/approvals/:id/decision', 'signed-in', (req, res) => decide(req, res, address)),
  post('/approvals/:id/revocation', 'signed-in', (req, res) => revoke(req, res, address)),
]

const DONE: Record<string, string> = {
  asked: 'You have asked.', approved: 'Approved. Whoever asked is told.', declined: 'Declined. Whoever asked is told.', ended: 'It is ended.',
}

const viewerOf = ({ viewer }: Request) => ({ id: viewer!.person_id, roles: viewer!.roles })

async function show(req: Request, res: Response, approval: Approval, form: Form): Promise<void> {
  const decider = await deciderOf(req.db, viewerOf(req), req.now)
  if (!isOwn(decider, approval) && !await readsAll(req.db, req.viewer!, req.now)) throw new NotFound('There is no such permission.')
  const [today, say] = [dayOf(req.now), sayFor(req.now)]
  const line = lineOf(approval, today, say)
  const isWaiting = line.standing === 'waiting'
  const notice = form.problems.length === 0 ? DONE[String(req.query['done'])] : undefined
  res.page('approvals/view', {
    approval: line, form, may_decide: isWaiting && mayDecide(decider, approval), may_end: isOpen(approval, today) && mayRevoke(decider, approval),
    own: isOwn(decider, approval), waits_for: isWaiting ? toldOfAsking(await listDeciders(req.db, today), approval).map(({ name }) => name) : [],
  }, { title: `${line.heading}, ${approval.person}`, status: form.problems.length > 0 ? 422 : 200, ...notice !== undefined && { notice } })
}

async function decide(req: Request, res: Response, address: string): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(decisionForm, req.body)
  if (!parsed.ok) return show(req, res, await readApproval(req.db, id), parsed.form)
  const { form_key, ...deciding } = parsed.data
  const decided = await decideApproval(req.db, form_key, { ...deciding, id, by: viewerOf(req), address }, req.now)
  if ('problems' in decided) return show(req, res, await readApproval(req.db, id), formOf(req.body, decided.problems))
  res.redirect(303, `/approvals/${id}?done=${deciding.decision}`)
}

async function revoke(req: Request, res: Response, address: string): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(revocationForm, req.body)
  if (!parsed.ok) return show(req, res, await readApproval(req.db, id), parsed.form)
  const { form_key, words } = parsed.data
  const revoked = await revokeApproval(req.db, form_key, { id, words, by: viewerOf(req), address }, req.now)
  if ('problems' in revoked) return show(req, res, await readApproval(req.db, id), formOf(req.body, revoked.problems))
  res.redirect(303, `/approvals/${id}?done=ended`)
}
