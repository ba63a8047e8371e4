import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { custodyQuery, needCustody } from '../custody/store.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { writtenCode } from '../tags/scan.ts'
import { borrowingRoutes } from './borrowing/routes.ts'
import { backForm, giveForm } from './forms.ts'
import { giveToKeeper, takeToStore } from './give.ts'
import { listRoutes } from './list-routes.ts'
import { receiptRoutes } from './receipt-routes.ts'
import { severalRoutes } from './several/routes.ts'
import { findAllocation, listKeepers } from './store.ts'
import { yearlyRoutes } from './yearly/routes.ts'

/** Looked after by: a device in one adult's long-term care (M3). */
export const allocationRoutes = ({ config }: { config: Config }): Route[] => [
  ...listRoutes,
  ...severalRoutes({ config }),
  get('/allocations/new', 'edit-devices', askKeeper),
  post('/allocations', 'edit-devices', (req, res) => give(req, res, publicAddress(config))),
  get('/allocations/:id/end', 'edit-devices', askBack),
  post('/allocations/:id/end', 'edit-devices', takeBack),
  ...receiptRoutes,
  ...borrowingRoutes,
  ...yearlyRoutes,
]

async function askKeeper(req: Request, res: Response): Promise<void> {
  const code = writtenCode(String(req.query['device'] ?? ''))
  const device = await custodyQuery(req.db).where('d.code', '=', code).executeTakeFirst()
  if (!device) throw new NotFound('There is no such device.')
  await show(res, device, formOf({ device_id: device.device_id }))
}

async function show(res: Response, device: CustodyFacts, form: Form): Promise<void> {
  const { db, now } = res.req
  const keepers = (await listKeepers(db, dayOf(now))).filter(({ id }) => id !== device.keeper_id)
  const status = form.problems.length > 0 ? 422 : 200
  res.page('allocations/new', { device, form, keepers }, { title: `Who looks after ${device.code}?`, status })
}

async function give(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(giveForm, req.body)
  const device = await needCustody(req.db, req.body?.device_id)
  if (!parsed.ok) return show(res, device, parsed.form)
  const { form_key, ...fields } = parsed.data
  const given = await giveToKeeper(req.db, form_key, { ...fields, actor: actorOf(req), address }, req.now)
  if ('problems' in given) return show(res, device, formOf(req.body, given.problems))
  res.redirect(303, `/devices/${device.code}?done=kept`)
}

async function askBack(req: Request, res: Response): Promise<void> {
  await showBack(req, res, formOf())
}

async function showBack(req: Request, res: Response, form: Form): Promise<void> {
  const allocation = await findAllocation(req.db, String(req.params['id']))
  if (!allocation) throw new NotFound()
  const status = form.problems.length > 0 ? 422 : 200
  res.page('allocations/end', { form, allocation }, { title: `${allocation.code} comes back to the store`, status })
}

async function takeBack(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(backForm, req.body)
  if (!parsed.ok) return showBack(req, res, parsed.form)
  const { form_key: _, ...back } = parsed.data
  const code = await takeToStore(req.db, String(req.params['id']), actorOf(req), req.now, back)
  res.redirect(303, `/devices/${code}?done=store`)
}
