import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { dayOf } from '../../calendar/days.ts'
import { NotFound } from '../../errors.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { listTagsLike } from '../../tags/store.ts'
import { cardForm } from '../forms.ts'
import { cardCode } from '../rules.ts'
import { findClass, listAdultsOf, listWhoMayAnswer, type SchoolClass } from '../store.ts'
import { type CardWish, changeCard, makeCard, withdrawCard } from './change.ts'
import { findCard } from './store.ts'

export const classCardRoutes: Route[] = [
  get('/classes/:id/cards/new', 'edit-people', showNew),
  post('/classes/:id/cards', 'edit-people', make),
  get('/classes/:id/cards/:card', 'edit-people', showCard),
  post('/classes/:id/cards/:card', 'edit-people', change),
  post('/classes/:id/cards/:card/withdrawal', 'edit-people', withdraw),
]

async function cardOf(req: Request) {
  const card = await findCard(req.db, String(req.params['id']), String(req.params['card']))
  if (!card) throw new NotFound('There is no such card.')
  return card
}

async function showForm(req: Request, res: Response, of: SchoolClass, form: Form, card: string | null): Promise<void> {
  const adults = await listWhoMayAnswer(req.db, dayOf(req.now))
  const title = card === null ? `A class card for ${of.name}` : `The class card ${card}`
  res.page('classes/card', {
    form, title, id: of.id, class_name: of.name, card_id: card === null ? null : String(req.params['card']),
    adults: adults.map(({ id, name }) => ({ value: id, label: name })),
  }, { title, status: form.problems.length > 0 ? 422 : 200 })
}

/** The class's only adult is there already, and a code that is free. */
async function showNew(req: Request, res: Response): Promise<void> {
  const of = await findClass(req.db, req.params['id'])
  const adults = await listAdultsOf(req.db, of.id)
  const code = cardCode(of.name, await listTagsLike(req.db, 'CL'))
  const answers_id = adults.length === 1 ? adults[0]!.id : ''
  await showForm(req, res, of, formOf({ code, answers_id }), null)
}

async function showCard(req: Request, res: Response): Promise<void> {
  const { code, answers_id, purpose } = await cardOf(req)
  await showForm(req, res, await findClass(req.db, req.params['id']), formOf({ code, answers_id, purpose }), code ?? '')
}

async function make(req: Request, res: Response): Promise<void> {
  await save(req, res, null, (wish) => makeCard(req.db, wish, actorOf(req), req.now))
}

async function change(req: Request, res: Response): Promise<void> {
  const { id, code } = await cardOf(req)
  await save(req, res, code ?? '', (wish) => changeCard(req.db, id, wish, actorOf(req), req.now))
}

async function save(req: Request, res: Response, card: string | null, keep: (wish: CardWish) => Promise<string | null>): Promise<void> {
  const of = await findClass(req.db, req.params['id'])
  const parsed = parseForm(cardForm, req.body)
  if (!parsed.ok) return showForm(req, res, of, parsed.form, card)
  const may = await listWhoMayAnswer(req.db, dayOf(req.now))
  if (!may.some(({ id }) => id === parsed.data.answers_id)) throw new NotFound('There is no such person.')
  const refused = await keep({ class_id: of.id, ...parsed.data })
  if (refused) return showForm(req, res, of, formOf(req.body, [{ name: 'code', message: refused }]), card)
  res.redirect(303, `/classes/${of.id}?done=card`)
}

async function withdraw(req: Request, res: Response): Promise<void> {
  const { id, class_id } = await cardOf(req)
  await withdrawCard(req.db, class_id, id, actorOf(req), req.now)
  res.redirect(303, `/classes/${class_id}?done=withdrawn`)
}
