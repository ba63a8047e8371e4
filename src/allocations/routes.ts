import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { custodyOf, custodyQuery } from '../custody/store.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { writtenCode } from '../tags/scan.ts'
import { giveForm } from './forms.ts'
import { giveToKeeper, takeToStore } from './give.ts'
import { listKeepers } from './store.ts'

/** Looked after by: a device in one adult's long-term care (M3). */
export const allocationRoutes: Route[] = [
  get('/allocations/new', 'edit-devices', askKeeper),
  post('/allocations', 'edit-devices', give),
  post('/allocations/:id/end', 'edit-devices', takeBack),
]

async function askKeeper(req: Request, res: Response): Promise<void> {
  const code = writtenCode(String(req.query['device'] ?? ''))
  const device = await custodyQuery(req.db).where('d.code', '=', code).executeTakeFirst()
  if (!device) throw new NotFound('There is no such device.')
  await show(res, device, formOf({ device_id: device.device_id }), 200)
}

async function show(res: Response, device: CustodyFacts, form: Form, status: number): Promise<void> {
  const { db, now } = res.req
  const keepers = (await listKeepers(db, dayOf(now))).filter(({ id }) => id !== device.keeper_id)
  res.page('allocations/new', { device, form, keepers }, { title: `Who looks after ${device.code}?`, status })
}

async function give(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(giveForm, req.body)
  const [device] = await custodyOf(req.db, [String(req.body?.device_id ?? '')])
  if (!device) throw new NotFound('There is no such device.')
  if (!parsed.ok) return show(res, device, parsed.form, 422)
  const { form_key, device_id, keeper_id } = parsed.data
  const given = await giveToKeeper(req.db, form_key, { device_id, keeper_id, actor: actorOf(req) }, req.now)
  if ('allocation_id' in given) return res.redirect(303, `/devices/${device.code}?done=kept`)
  const problems = given.reasons.map(({ words, mend }) => ({ name: 'keeper_id', message: `${words}. ${mend}` }))
  return show(res, device, formOf(req.body, problems), 422)
}

async function takeBack(req: Request, res: Response): Promise<void> {
  const code = await takeToStore(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, `/devices/${code}?done=store`)
}
