import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import type { Config } from '../config.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { custodyQuery, needCustody } from '../custody/store.ts'
import { NotFound } from '../errors.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { writtenCode } from '../tags/scan.ts'
import { outOfUseForm } from './forms.ts'
import { putBackInUse, takeOutOfUse } from './take-out.ts'

/** Out of use because in repair, lost, stolen or retired; and back again. */
export function outOfUseRoutes({ config }: { config: Config }): Route[] {
  return [
    get('/out-of-use/new', 'take-out-of-use', askWhy),
    post('/out-of-use', 'take-out-of-use', (req, res) => takeOut(req, res, publicAddress(config))),
    post('/out-of-use/:id/end', 'take-out-of-use', putBack),
  ]
}

async function askWhy(req: Request, res: Response): Promise<void> {
  const code = writtenCode(String(req.query['device'] ?? ''))
  const device = await custodyQuery(req.db).where('d.code', '=', code).executeTakeFirst()
  if (!device) throw new NotFound('There is no such device.')
  show(res, device, formOf({ device_id: device.device_id }), 200)
}

function show(res: Response, device: CustodyFacts, form: Form, status: number): void {
  res.page('out-of-use/new', { device, form }, { title: `Take ${device.code} out of use`, status })
}

async function takeOut(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(outOfUseForm, req.body)
  const device = await needCustody(req.db, req.body?.device_id)
  if (!parsed.ok) return show(res, device, parsed.form, 422)
  const { form_key, ...wish } = parsed.data
  const taken = await takeOutOfUse(req.db, form_key, { ...wish, actor: actorOf(req), address }, req.now)
  if ('out_of_use_id' in taken) return res.redirect(303, `/devices/${device.code}?done=out-of-use`)
  const problems = taken.reasons.map(({ words, mend }) => ({ name: 'because', message: `${words}. ${mend}` }))
  show(res, device, formOf(req.body, problems), 422)
}

async function putBack(req: Request, res: Response): Promise<void> {
  const code = await putBackInUse(req.db, String(req.params['id']), actorOf(req), req.now)
  res.redirect(303, `/devices/${code}?done=in-use`)
}
