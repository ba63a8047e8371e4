import type { Request, Response } from 'express'
import { listKeepers } from '../allocations/store.ts'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, type Handler, post, type Route } from '../http/routes.ts'
import { addForm, holderForm } from './forms.ts'
import { addHolder, addMasterPassword, endHolding, endMasterPassword } from './keep.ts'
import { CSV_COLUMNS, heldNow } from './list.ts'
import { findMasterPassword, listEver } from './store.ts'

/** Who holds which master password, never what it is (M28). */
export const masterPasswordRoutes: Route[] = [
  get('/master-passwords', 'keep-master-passwords', kept((req, res) => show(req, res, formOf({ from_day: asTyped(dayOf(req.now)) })))),
  get('/master-passwords.csv', 'keep-master-passwords', kept(async (req, res) => sendCsv(res, `master-passwords-${dayOf(req.now)}`, CSV_COLUMNS, [await listEver(req.db)]))),
  post('/master-passwords', 'keep-master-passwords', kept(add)),
  get('/master-passwords/:id/holders', 'keep-master-passwords', kept((req, res) => askHolder(req, res, formOf({ from_day: asTyped(dayOf(req.now)) })))),
  post('/master-passwords/:id/holders', 'keep-master-passwords', kept(give)),
  post('/master-passwords/:id/holders/:holder/end', 'keep-master-passwords', kept(takeBack)),
  post('/master-passwords/:id/end', 'keep-master-passwords', kept(end)),
]

/** Where the school keeps no such list there is no such page. */
function kept(handler: Handler): Handler {
  return (req, res) => {
    if (!req.school.settings.master_passwords) throw new NotFound('Your school does not write down who holds master passwords.')
    return handler(req, res)
  }
}

const DONE: Record<string, string> = {
  added: 'It is on the list.', given: 'They are down as holding it.', 'taken-back': 'They hold it no more. Change the password if they may not know it.', ended: 'It is off the list.',
}

const choices = async (req: Request) => (await listKeepers(req.db, dayOf(req.now))).map(({ id, name }) => ({ value: id, label: name }))

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const wrong = form.problems.length > 0
  const notice = wrong ? undefined : DONE[String(req.query['done'])]
  const model = { form, held: await heldNow(req.db, req.now), people: await choices(req), now: req.now.toISOString(), by: req.viewer!.name }
  res.page('master-passwords/index', model, { title: 'Master passwords', status: wrong ? 422 : 200, ...notice !== undefined && { notice } })
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(addForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, first_id, second_id, ...wish } = parsed.data
  const person_ids = [first_id, second_id].filter(Boolean)
  const done = await addMasterPassword(req.db, form_key, { ...wish, person_ids, actor: actorOf(req) }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, '/master-passwords?done=added')
}

async function askHolder(req: Request, res: Response, form: Form): Promise<void> {
  const found = await findMasterPassword(req.db, String(req.params['id']))
  if (!found) throw new NotFound('There is no such password on the list.')
  const { id, name } = found
  res.page('master-passwords/holder', { form, id, name, people: await choices(req) }, { title: `Who else holds it: ${name}`, status: form.problems.length > 0 ? 422 : 200 })
}

async function give(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(holderForm, req.body)
  if (!parsed.ok) return askHolder(req, res, parsed.form)
  const { form_key, ...wish } = parsed.data
  const done = await addHolder(req.db, form_key, { ...wish, id: String(req.params['id']), actor: actorOf(req) }, req.now)
  if ('problems' in done) return askHolder(req, res, formOf(req.body, done.problems))
  res.redirect(303, '/master-passwords?done=given')
}

async function takeBack(req: Request, res: Response): Promise<void> {
  await endHolding(req.db, String(req.params['id']), String(req.params['holder']), actorOf(req), req.now)
  res.redirect(303, '/master-passwords?done=taken-back')
}

async function end(req: Request, res: Response): Promise<void> {
  await endMasterPassword(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, '/master-passwords?done=ended')
}
