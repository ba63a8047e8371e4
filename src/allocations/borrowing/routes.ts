import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { dayOf } from '../../calendar/days.ts'
import { asTyped } from '../../calendar/typed.ts'
import type { CustodyFacts } from '../../custody/facts.ts'
import { needCustody } from '../../custody/store.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { tagText } from '../../tags/scan.ts'
import { findTag } from '../../tags/store.ts'
import { showMine } from '../list-routes.ts'
import { answerAsk, askKeeper, withdrawAsk } from './ask.ts'
import { answerForm, askForm } from './forms.ts'
import { findOpenAsk } from './store.ts'

/** Anybody asks whoever looks after a device to lend it (M3). */
export const borrowingRoutes: Route[] = [
  get('/allocations/asks/new', 'book-out', askNew),
  post('/allocations/asks', 'book-out', ask),
  post('/allocations/asks/:ask/answer', 'signed-in', answer),
  post('/allocations/asks/:ask/withdrawal', 'signed-in', withdraw),
]

async function askNew(req: Request, res: Response): Promise<void> {
  const tag = await findTag(req.db, tagText(String(req.query['device'] ?? '')))
  await show(req, res, await needCustody(req.db, tag?.device_id), formOf({ until_day: asTyped(dayOf(req.now)) }))
}

async function show(req: Request, res: Response, device: CustodyFacts, form: Form): Promise<void> {
  const asked = await findOpenAsk(req.db, device.device_id, req.viewer!.person_id) ?? null
  res.page('allocations/ask', { device, form, asked }, { title: `Ask to borrow ${device.code}`, status: form.problems.length > 0 ? 422 : 200 })
}

async function ask(req: Request, res: Response): Promise<void> {
  const device = await needCustody(req.db, req.body?.device_id)
  const parsed = parseForm(askForm, req.body)
  if (!parsed.ok) return show(req, res, device, parsed.form)
  const { form_key, until_day, ...fields } = parsed.data
  const asking = { ...fields, until_day: until_day ?? dayOf(req.now), asker_id: req.viewer!.person_id, actor: actorOf(req) }
  const asked = await askKeeper(req.db, form_key, asking, req.now)
  if ('problems' in asked) return show(req, res, device, formOf(req.body, asked.problems))
  res.redirect(303, `/devices/${device.code}?done=asked`)
}

async function answer(req: Request, res: Response): Promise<void> {
  const ask_id = String(req.params['ask'])
  const parsed = parseForm(answerForm, req.body)
  if (!parsed.ok) return showMine(req, res, { id: ask_id, form: parsed.form })
  const { then, ...said } = parsed.data
  const { person_id, roles } = req.viewer!
  const done = await answerAsk(req.db, { ...said, ask_id, person_id, is_lead: roles.includes('lead'), actor: actorOf(req) }, req.now)
  if ('problems' in done) return showMine(req, res, { id: ask_id, form: formOf(req.body, done.problems) })
  res.redirect(303, then === 'list' ? '/allocations?done=told' : '/allocations/mine?done=told')
}

async function withdraw(req: Request, res: Response): Promise<void> {
  await withdrawAsk(req.db, String(req.params['ask']), req.viewer!.person_id, actorOf(req), req.now)
  res.redirect(303, '/allocations/mine?done=withdrawn')
}
