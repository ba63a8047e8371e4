import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { listTypes } from '../device-types/store.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { kindForm } from './forms.ts'
import { addKind, changeKind, stopKind } from './keep-kinds.ts'
import { findKind, listKinds } from './kinds-store.ts'

/** The kinds of check that the school adds to the encryption check (M17). */
export const kindRoutes: Route[] = [
  get('/settings/checks', 'change-settings', (req, res) => show(req, res, formOf(), 200)),
  post('/settings/checks', 'change-settings', add),
  get('/settings/checks/:id', 'change-settings', (req, res) => showOne(req, res, null)),
  post('/settings/checks/:id', 'change-settings', change),
  post('/settings/checks/:id/end', 'change-settings', end),
]

const DONE: Record<string, string> = { changed: 'The check is changed.', added: 'The check is added.', ended: 'Nobody is asked for that check any more.' }

const typesOf = async (req: Request) => (await listTypes(req.db)).map(({ id, name }) => ({ value: id, label: name }))

/** Throws NotFound. */
async function showOne(req: Request, res: Response, wrong: Form | null): Promise<void> {
  const kind = await findKind(req.db, String(req.params['id']))
  if (!kind) throw new NotFound('There is no such check, or it has ended.')
  const form = wrong ?? formOf({ name: kind.name, days: kind.days, type_ids: kind.types.map(({ id }) => id) })
  res.page('device-checks/kind', { form, kind, types: await typesOf(req) }, { title: `Change ${kind.name}`, status: wrong ? 422 : 200 })
}

async function change(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(kindForm, req.body)
  if (!parsed.ok) return showOne(req, res, parsed.form)
  const { form_key, ...wish } = parsed.data
  const kept = await changeKind(req.db, form_key, String(req.params['id']), { ...wish, actor: actorOf(req) }, req.now)
  if ('problems' in kept) return showOne(req, res, formOf(req.body, kept.problems))
  res.redirect(303, '/settings/checks?done=changed')
}

async function show(req: Request, res: Response, form: Form, status: number): Promise<void> {
  const notice = status === 200 ? DONE[String(req.query['done'])] : undefined
  const options = { title: 'Checks of devices', status, ...notice !== undefined && { notice } }
  res.page('device-checks/kinds', { form, types: await typesOf(req), kinds: await listKinds(req.db) }, options)
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(kindForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form, 422)
  const { form_key, ...wish } = parsed.data
  const kept = await addKind(req.db, form_key, { ...wish, actor: actorOf(req) }, req.now)
  if ('problems' in kept) return show(req, res, formOf(req.body, kept.problems), 422)
  res.redirect(303, '/settings/checks?done=added')
}

async function end(req: Request, res: Response): Promise<void> {
  await stopKind(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, '/settings/checks?done=ended')
}
