import type { Request, Response } from 'express'
import { ownActorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { staffDayFrom } from '../calendar/calendar.ts'
import { addDays, dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { asTyped, typedDay } from '../calendar/typed.ts'
import type { Config } from '../config.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { listClassChoices, listPeopleChoices } from '../loans/choices.ts'
import { publicAddress } from '../mail/address.ts'
import { dayModel } from './availability.ts'
import { type By, cancelReservation, changeReservation, giveReservation } from './change.ts'
import { changeForm, giveForm, takeOverForm } from './forms.ts'
import { CSV_COLUMNS, everyLine } from './list.ts'
import { takeOver, withdrawOffer } from './offer.ts'
import { linesOf } from './lines.ts'
import { offerRoutes } from './offer-routes.ts'
import { offeredLines, offerOf } from './offers.ts'
import { reserveRoutes } from './reserve-routes.ts'
import { reservationSettingsRoutes } from './settings-routes.ts'
import { readWhen } from './stock.ts'
import { remainingOf, whenOf } from './standing.ts'
import { listOwn, needReservation } from './store.ts'

/** What is wanted for a day and a lesson (M2): what can be had, reserving it, and one's own. */
export const reservationRoutes = ({ config }: { config: Config }): Route[] => routesAt(publicAddress(config))

const routesAt = (address: string): Route[] => [
  get('/reservations', 'book-out', showDay),
  get('/reservations.csv', 'read-book', (req, res) => sendCsv(res, `reservations-${dayOf(req.now)}`, CSV_COLUMNS, everyLine(req.db, req.now))),
  ...reserveRoutes(address), ...reservationSettingsRoutes, ...offerRoutes,
  get('/reservations/:id', 'book-out', (req, res) => show(req, res)),
  post('/reservations/:id', 'book-out', (req, res) => change(req, res, address)),
  post('/reservations/:id/cancel', 'book-out', (req, res) => cancel(req, res, address)),
  post('/reservations/:id/give', 'book-out', (req, res) => give(req, res, address)),
  post('/reservations/:id/takeover', 'book-out', take),
  post('/reservations/:id/offer/withdrawal', 'book-out', withdraw),
]

const DONE: Record<string, string> = {
  made: 'It is reserved.', changed: 'The reservation is changed.', cancelled: 'The reservation is cancelled.', given: 'Somebody else has it now.',
  taken: 'It is yours now.', kept: 'It is offered to others no longer.',
}

async function showDay(req: Request, res: Response): Promise<void> {
  const today = dayOf(req.now)
  const asked = typedDay(String(req.query['day'] ?? ''))
  const { settings } = req.school
  const when = whenOf(req.now, await readCalendar(req.db), settings)
  const model = await dayModel(req.db, asked ?? staffDayFrom(today, when.calendar), when)
  const own = linesOf(await listOwn(req.db, req.viewer!.person_id, today, addDays(today, settings.reservation_days_ahead)), when)
  const may_see_all = can(req.viewer!.roles, 'read-book')
  res.page('reservations/index', { ...model, own, offered: await offeredLines(req.db, when), may_see_all, typed: formOf({ day: asTyped(model.day) }) }, { title: 'Reservations' })
}

function byOf(req: Request): Omit<By, 'address'> {
  return { ...ownActorOf(req), for_others: can(req.viewer!.roles, 'book-out-for-others') }
}

async function show(req: Request, res: Response, form?: Form): Promise<void> {
  const found = await needReservation(req.db, req.params['id'])
  const when = await readWhen(req.db, req.now)
  const [line] = linesOf([found], when)
  const may_change = (found.person_id === req.viewer!.person_id || byOf(req).for_others) && remainingOf(found, when) > 0
  const notice = form ? undefined : DONE[String(req.query['done'])]
  const offer = await offerOf(req.db, req.viewer!, line!)
  res.page('reservations/view', {
    line, may_change, offer, form: form ?? (offer ? formOf() : formOf({ wanted: found.wanted, class_id: found.class_id, purpose: found.purpose })),
    classes: may_change ? await listClassChoices(req.db, found.person_id, found.day) : [],
    people: may_change ? (await listPeopleChoices(req.db, found.day, false)).filter(({ value }) => value !== found.person_id) : [],
  }, { title: `Reservation: ${line!.what}`, status: form ? 422 : 200, ...notice !== undefined && { notice } })
}

async function change(req: Request, res: Response, address: string): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(changeForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const done = await changeReservation(req.db, id, parsed.data, { ...byOf(req), address }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/reservations/${id}?done=changed`)
}

async function cancel(req: Request, res: Response, address: string): Promise<void> {
  const id = String(req.params['id'])
  await cancelReservation(req.db, id, { ...byOf(req), address }, req.now)
  res.redirect(303, `/reservations/${id}?done=cancelled`)
}

async function give(req: Request, res: Response, address: string): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(giveForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const done = await giveReservation(req.db, id, parsed.data.person_id, { ...byOf(req), address }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/reservations/${id}?done=given`)
}

async function take(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const parsed = parseForm(takeOverForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const done = await takeOver(req.db, id, { ...parsed.data, actor: ownActorOf(req) }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/reservations/${id}?done=taken`)
}

async function withdraw(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  const done = await withdrawOffer(req.db, id, { ...ownActorOf(req), may_withdraw: can(req.viewer!.roles, 'arrange-returns') }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/reservations/${id}?done=kept`)
}
