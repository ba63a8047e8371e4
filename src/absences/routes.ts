import type { Request, Response } from 'express'
import { ownActorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { findPerson } from '../people/store.ts'
import { NOTHING_TO_OFFER, toOfferOf } from '../reservations/offers.ts'
import { arrangeReturn, endReturn, moveReturn } from './arrange.ts'
import { arrangeForm, listQuery, moveForm } from './forms.ts'
import { heldBy } from './held.ts'
import { CSV_COLUMNS, everyLine, linesOf, listModel, STANDING_WORDS } from './list.ts'
import { findAbsence } from './store.ts'

/** By when what somebody who is away has is to come back; never why they are (M14). */
export const absenceRoutes: Route[] = [
  get('/absences', 'see-people', showList),
  get('/absences.csv', 'see-people', (req, res) => sendCsv(res, `returns-arranged-${dayOf(req.now)}`, CSV_COLUMNS, everyLine(req.db, req.now))),
  get('/absences/new', 'arrange-returns', askNew),
  post('/absences', 'arrange-returns', arrange),
  get('/absences/:id', 'see-people', (req, res) => show(req, res)),
  post('/absences/:id', 'arrange-returns', move),
  post('/absences/:id/done', 'arrange-returns', end),
]

const HOW = [{ value: 'brought in', label: 'It is brought in' }, { value: 'collected', label: 'The school collects it' }]
const DONE: Record<string, string> = { 'arranged': 'The return is arranged. Nobody reminds them until it is done.', 'moved': 'The return is changed.', 'done': 'The return is done.' }

async function showList(req: Request, res: Response): Promise<void> {
  const model = await listModel(req.db, listQuery.parse(req.query).before, req.now)
  res.page('absences/index', { ...model, words: STANDING_WORDS }, { title: 'Returns arranged' })
}

async function askNew(req: Request, res: Response): Promise<void> {
  const person = String(req.query['person'] ?? '')
  const [held, { choices }] = [await heldBy(req.db, person), await toOfferOf(req.db, person, req.now)]
  await showNew(req, res, formOf({ person_id: person, device_ids: held.map(({ device_id }) => device_id), reservation_ids: choices.map(({ value }) => value) }))
}

async function showNew(req: Request, res: Response, form: Form): Promise<void> {
  const person = await findPerson(req.db, form.value('person_id'))
  const devices = (await heldBy(req.db, person.id)).map(({ device_id, code, type_name }) => ({ value: device_id, label: `${code}, ${type_name}` }))
  const to_offer = await toOfferOf(req.db, person.id, req.now)
  res.page('absences/new', { form, person, devices, to_offer, how: HOW }, { title: `Arrange a return: ${person.name}`, status: form.problems.length > 0 ? 422 : 200 })
}

async function arrange(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(arrangeForm, req.body)
  if (!parsed.ok) return showNew(req, res, parsed.form)
  const { form_key, ...wish } = parsed.data
  await findPerson(req.db, wish.person_id)
  const done = await arrangeReturn(req.db, form_key, { ...wish, actor: ownActorOf(req) }, req.now)
  if ('problems' in done) return showNew(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/absences/${done.id}?done=arranged`)
}

async function show(req: Request, res: Response, form?: Form): Promise<void> {
  const absence = await findAbsence(req.db, String(req.params['id']))
  if (!absence) throw new NotFound('There is no such return.')
  const [line] = await linesOf(req.db, [absence], dayOf(req.now))
  const notice = form ? undefined : DONE[String(req.query['done'])]
  const may_arrange = can(req.viewer!.roles, 'arrange-returns')
  res.page('absences/view', {
    line, ...await offersOf(req, absence.person_id, may_arrange), words: STANDING_WORDS, how: HOW, form: form ?? formOf({ by_day: asTyped(absence.by_day), how: absence.how }), may_arrange,
  }, { title: `Return arranged: ${absence.person}`, status: form ? 422 : 200, ...notice !== undefined && { notice } })
}

/** What they have reserved, for those who may offer it; nobody offers their own here. */
async function offersOf(req: Request, personId: string, mayArrange: boolean) {
  const to_offer = mayArrange && personId !== req.viewer!.person_id ? await toOfferOf(req.db, personId, req.now) : NOTHING_TO_OFFER
  return { to_offer, offer_form: formOf({ reservation_ids: to_offer.choices.map(({ value }) => value) }) }
}

async function move(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(moveForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const done = await moveReturn(req.db, String(req.params['id']), { ...parsed.data, actor: ownActorOf(req) }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, `/absences/${done.id}?done=moved`)
}

async function end(req: Request, res: Response): Promise<void> {
  const id = String(req.params['id'])
  await endReturn(req.db, id, ownActorOf(req), req.now)
  res.redirect(303, `/absences/${id}?done=done`)
}
