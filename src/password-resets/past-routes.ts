import type { Request, Response } from 'express'
import { listKeepers } from '../allocations/store.ts'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { addressOf } from '../http/address.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { knownForm, strikeForm } from './forms.ts'
import { keepKnownTo } from './known-to.ts'
import { listKnownTo } from './known-store.ts'
import { listDevicesById, findReset } from './store.ts'
import { strikeOutReset, undoResets } from './take-back.ts'
import { whoWords } from './words.ts'

/** What was written down: undone as a slip, struck out later by the lead, and who else knows the password since. */
export const pastRoutes: Route[] = [
  post('/password-resets/acts/:id/undo', 'signed-in', undo),
  get('/password-resets/:id/strike-out', 'correct-book', (req, res) => showStrike(req, res, formOf(), 200)),
  post('/password-resets/:id/strike-out', 'correct-book', strike),
  get('/password-resets/:id/known-to', 'signed-in', (req, res) => showKnown(req, res, null)),
  post('/password-resets/:id/known-to', 'signed-in', keepKnown),
]

async function undo(req: Request, res: Response): Promise<void> {
  const undone = await undoResets(req.db, String(req.params['id']), actorOf(req), req.now)
  const place = can(req.viewer!.roles, 'record-resets') && req.body?.then !== 'mine' ? '/password-resets' : '/password-resets/mine'
  res.redirect(303, addressOf(place, { undone: String(undone) }))
}

/** Throws NotFound. */
async function resetOf(req: Request) {
  const reset = await findReset(req.db, String(req.params['id']))
  if (!reset) throw new NotFound('There is no such entry, or it was taken back.')
  return reset
}

async function showStrike(req: Request, res: Response, form: Form, status: number): Promise<void> {
  const reset = await resetOf(req)
  res.page('password-resets/strike-out', { form, reset, who: whoWords(reset) }, { title: 'Strike out a password reset', status })
}

async function strike(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(strikeForm, req.body)
  if (!parsed.ok) return showStrike(req, res, parsed.form, 422)
  const { code } = await resetOf(req)
  const { reason, form_key } = parsed.data
  await strikeOutReset(req.db, form_key, { id: String(req.params['id']), reason, actor: actorOf(req) }, req.now)
  res.redirect(303, `/devices/${code}`)
}

/** Those who had a hand in it, whoever has the device, technician and lead; none where the school keeps no such names. Throws Forbidden. */
async function allowedReset(req: Request) {
  const reset = await resetOf(req)
  const [device] = await listDevicesById(req.db, [reset.device_id])
  const theirs = [reset.by_id, reset.recorded_by_id, device?.borrower_id, device?.keeper_id].includes(req.viewer!.person_id)
  if (!req.school.settings.password_known_to || !(theirs || can(req.viewer!.roles, 'record-resets'))) throw new Forbidden()
  return reset
}

async function showKnown(req: Request, res: Response, wrong: Form | null): Promise<void> {
  const reset = await allowedReset(req)
  const known = await listKnownTo(req.db, reset.id)
  const people = (await listKeepers(req.db, dayOf(req.now))).map(({ id, name }) => ({ value: id, label: name }))
  const form = wrong ?? formOf({ person_ids: known.map(({ id }) => id) })
  res.page('password-resets/known-to', { form, reset, people }, { title: 'Who else knows the password', status: wrong ? 422 : 200 })
}

async function keepKnown(req: Request, res: Response): Promise<void> {
  const reset = await allowedReset(req)
  const parsed = parseForm(knownForm, req.body)
  if (!parsed.ok) return showKnown(req, res, parsed.form)
  const { form_key, person_ids } = parsed.data
  const kept = await keepKnownTo(req.db, form_key, { reset_id: reset.id, person_ids, actor: actorOf(req) }, req.now)
  if ('problems' in kept) return showKnown(req, res, formOf(req.body, kept.problems))
  res.redirect(303, `/devices/${kept.code}`)
}
