import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dropCookie, setCookie } from '../auth/cookies.ts'
import { endSession } from '../auth/sessions.ts'
import { act } from '../database/act.ts'
import { NotFound } from '../errors.ts'
import { record } from '../events/record.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { findSetById, listSetNames } from '../sets/store.ts'
import { openForm } from './forms.ts'
import { closeDesk, DESK_MS, listOpenDesks, openDesk } from './session.ts'

export const openingRoutes: Route[] = [
  get('/desk/open', 'open-desk', (req, res) => showOpening(req, res, formOf({ name: 'Suite desk' }), 200)),
  post('/desk/open', 'open-desk', open),
  post('/desks/:id/close', 'open-desk', close),
]

async function showOpening(req: Request, res: Response, form: Form, status: number): Promise<void> {
  const [desks, sets] = [await listOpenDesks(req.db), await listSetNames(req.db)]
  res.page('desk/open', { form, desks, sets, here: req.desk?.id ?? null }, { title: 'Open a desk', status })
}

/** The lead's own session on this machine ends: what stays is a desk, and nothing else. */
async function open(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(openForm, req.body)
  if (!parsed.ok) return showOpening(req, res, parsed.form, 422)
  const { name, set_id } = parsed.data
  const isThere = set_id === null || await findSetById(req.db, set_id)
  if (!isThere) return showOpening(req, res, formOf(req.body, [{ name: 'set_id', message: 'Choose a trolley that is there' }]), 422)
  const viewer = req.viewer!
  const token = await act(req.db, async (db) => {
    const token = await openDesk(db, name, viewer.person_id, req.now, set_id)
    await record(db, actorOf(req), req.now, { verb: 'desk.opened', subject: 'person', subject_id: viewer.person_id })
    return token
  })
  setCookie(res, 'kitbook-desk', token, DESK_MS)
  await endSession(req.db, viewer.id, viewer.session_id)
  dropCookie(res, 'kitbook')
  res.redirect(303, '/desk')
}

async function close(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  await act(req.db, async (db) => {
    if (!await closeDesk(db, id, req.now)) throw new NotFound('There is no such desk.')
    await record(db, actorOf(req), req.now, { verb: 'desk.closed', subject: 'desk', subject_id: id })
  })
  if (req.desk?.id === id) dropCookie(res, 'kitbook-desk')
  res.redirect(303, '/desk/open')
}
