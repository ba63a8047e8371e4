import type { Request, Response } from 'express'
import { listStaffHere } from '../approvals/store.ts'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import type { Config } from '../config.ts'
import { Forbidden } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { acceptForTrip } from './accept.ts'
import { acceptanceForm, listQuery, pressedForm, tripForm } from './forms.ts'
import { listModel } from './list.ts'
import { mayWipe, tripPage } from './page.ts'
import { planTrip } from './plan.ts'
import { takeOnTrip } from './take.ts'
import { wipeAfterTrip } from './wipe.ts'

/** Trips: one record with its leader, days and devices, one permission, one acceptance of the terms (M6, M7). */
export const tripRoutes = ({ config }: { config: Config }): Route[] => [
  get('/trips', 'signed-in', async (req, res) => {
    const { before } = listQuery.parse(req.query)
    res.page('trips/index', await listModel(req.db, req.viewer!, before, req.now), { title: 'Trips' })
  }),
  get('/trips/new', 'book-out', (req, res) => showForm(req, res, formOf({ leader_id: req.viewer!.person_id, codes: req.query['device'], first_day: asTyped(dayOf(req.now)) }))),
  post('/trips', 'book-out', (req, res) => plan(req, res, publicAddress(config))),
  get('/trips/:id', 'signed-in', (req, res) => show(req, res, formOf())),
  post('/trips/:id/acceptance', 'signed-in', accept),
  post('/trips/:id/loans', 'signed-in', take),
  post('/trips/:id/devices/:device/wiping', 'signed-in', wipe),
]

const DONE: Record<string, string> = {
  planned: 'The trip is planned, and whoever decides has a letter.', accepted: 'You have accepted the terms for this trip.',
  taken: 'They are booked out to you until the trip is back.', wiped: 'It is written down as wiped.',
}

async function showForm(req: Request, res: Response, form: Form): Promise<void> {
  const { ask_personal_data, ask_video_calls } = req.school.settings
  const people = can(req.viewer!.roles, 'book-out-for-others') ? await listStaffHere(req.db, dayOf(req.now)) : []
  res.page('trips/new', { form, people, ask_personal_data, ask_video_calls }, { title: 'Plan a trip', status: form.problems.length > 0 ? 422 : 200 })
}

async function plan(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(tripForm, req.body)
  if (!parsed.ok) return showForm(req, res, parsed.form)
  const { form_key, leader_id, ...wish } = parsed.data
  const { ask_personal_data, ask_video_calls } = req.school.settings
  const own = req.viewer!.person_id
  const planned = await planTrip(req.db, form_key, {
    ...wish, leader_id: can(req.viewer!.roles, 'book-out-for-others') ? leader_id ?? own : own, address, actor: { ...actorOf(req), person_id: own },
    carries_personal_data: ask_personal_data ? wish.carries_personal_data : 0, video_calls: ask_video_calls ? wish.video_calls : 0,
  }, req.now)
  if ('problems' in planned) return showForm(req, res, formOf(req.body, planned.problems))
  res.redirect(303, `/trips/${planned.trip_id}?done=planned`)
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const model = await tripPage(req.db, req.viewer!, req.params['id'], req.now)
  const notice = form.problems.length === 0 ? DONE[String(req.query['done'])] : undefined
  res.page('trips/view', { ...model, form }, { title: model.trip.name, status: form.problems.length > 0 ? 422 : 200, ...notice !== undefined && { notice } })
}

async function accept(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(acceptanceForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  await acceptForTrip(req.db, parsed.data.form_key, { id, person_id: req.viewer!.person_id }, req.now)
  res.redirect(303, `/trips/${id}?done=accepted`)
}

async function take(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(pressedForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { taken, refused } = await takeOnTrip(req.db, parsed.data.form_key, { id, person_id: req.viewer!.person_id }, req.now)
  if (refused.length > 0) return show(req, res, formOf({}, refused.map((message) => ({ name: '', message }))))
  res.redirect(303, `/trips/${id}${taken > 0 ? '?done=taken' : ''}`)
}

async function wipe(req: Request, res: Response): Promise<void> {
  const [id, device_id] = [String(req.params['id']), String(req.params['device'])]
  const { trip } = await tripPage(req.db, req.viewer!, id, req.now)
  if (!mayWipe(req.viewer!, trip.leader_id)) throw new Forbidden()
  await wipeAfterTrip(req.db, { trip_id: id, device_id, actor: { ...actorOf(req), person_id: req.viewer!.person_id } }, req.now)
  res.redirect(303, `/trips/${id}?done=wiped`)
}
