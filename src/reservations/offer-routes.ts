import type { Request, Response } from 'express'
import { ownActorOf } from '../auth/actor.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { findPerson } from '../people/store.ts'
import { offerForm } from './forms.ts'
import { offerReservations } from './offer.ts'
import { toOfferOf } from './offers.ts'

/** Offering to others what somebody who is away has reserved (M14). */
export const offerRoutes: Route[] = [
  get('/reservations/offers', 'arrange-returns', ask),
  post('/reservations/offers', 'arrange-returns', offer),
]

async function ask(req: Request, res: Response): Promise<void> {
  const person_id = String(req.query['person'] ?? '')
  const { choices } = await toOfferOf(req.db, person_id, req.now)
  await show(req, res, formOf({ person_id, reservation_ids: choices.map(({ value }) => value) }))
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const person = await findPerson(req.db, form.value('person_id'))
  const to_offer = await toOfferOf(req.db, person.id, req.now)
  res.page('reservations/offers', { person, to_offer, form }, { title: `Offer to others: ${person.name}`, status: form.problems.length > 0 ? 422 : 200 })
}

async function offer(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(offerForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  await findPerson(req.db, parsed.data.person_id)
  const done = await offerReservations(req.db, { ...parsed.data, actor: ownActorOf(req) }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/people/${parsed.data.person_id}?done=offered`)
}
