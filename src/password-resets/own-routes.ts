import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { NotFound } from '../errors.ts'
import { addressOf } from '../http/address.ts'
import { newFormKey, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { ownForm } from './forms.ts'
import { justDone } from './just-done.ts'
import { recordResets } from './record-resets.ts'
import { isOwed, periodOn } from './rules.ts'
import { devicesOf } from './standing.ts'
import { listDevicesById } from './store.ts'
import { cellWords } from './words.ts'

/** "I have reset it": one's own devices, and where the reminder's link leads (M10). */
export const ownRoutes: Route[] = [
  get('/password-resets/mine', 'signed-in', (req, res) => showMine(req, res, null)),
  post('/password-resets/mine', 'signed-in', sayReset),
]

async function showMine(req: Request, res: Response, refused: string | null): Promise<void> {
  const period = periodOn(dayOf(req.now), await readCalendar(req.db), req.school.settings)
  const say = sayFor(req.now)
  const lines = (await devicesOf(req.db, req.viewer!.person_id, period, req.now)).map(({ device_id, code, type_name, cells: [cell] }) => ({
    device_id, code, type_name, words: cellWords(cell!, say), standing: cell!.standing, owed: isOwed(cell!.standing),
    reset_id: cell!.reset?.id ?? null, form_key: newFormKey(),
  }))
  const known_to = req.school.settings.password_known_to
  res.page('password-resets/mine', { lines, period, known_to, done: refused === null ? await justDone(req.db, req.query, req.now) : null, refused }, { title: 'Passwords of your devices', status: refused === null ? 200 : 422 })
}

/** Whoever has a device or looks after it; technician and lead for any. */
async function sayReset(req: Request, res: Response): Promise<void> {
  const { person_id, roles } = req.viewer!
  const parsed = parseForm(ownForm, req.body)
  if (!parsed.ok) return showMine(req, res, parsed.form.problems[0]!.message)
  const { device_id, then, form_key } = parsed.data
  const [device] = await listDevicesById(req.db, [device_id])
  const isTheirs = device && [device.borrower_id, device.keeper_id].includes(person_id)
  if (!device || (!isTheirs && !can(roles, 'record-resets'))) throw new NotFound('You have no such device whose password is reset.')
  const wish = { device_ids: [device_id], day: dayOf(req.now), done_by: person_id, how: 'own device' as const, actor: actorOf(req) }
  const done = await recordResets(req.db, form_key, wish, req.now)
  if ('problems' in done) return showMine(req, res, done.problems[0]!.message)
  const place = then === 'device' ? `/devices/${device.code}` : '/password-resets/mine'
  res.redirect(303, addressOf(place, { act: done.act_id }))
}
