import type { Request, Response } from 'express'
import { listKeepers } from '../allocations/store.ts'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { addressOf } from '../http/address.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { bulkForm, gridQuery } from './forms.ts'
import { justDone } from './just-done.ts'
import { csvColumns, gridModel, linesShown, yearOf } from './grid.ts'
import { ownRoutes } from './own-routes.ts'
import { pastRoutes } from './past-routes.ts'
import { recordResets } from './record-resets.ts'
import { resetSettingsRoutes } from './settings-routes.ts'

/** Devices beside the half-terms of a school year: done, due, late; and several written down at once (M10). */
export const passwordResetRoutes: Route[] = [
  get('/password-resets', 'record-resets', (req, res) => show(req, res, formOf({ day: asTyped(dayOf(req.now)), done_by: req.viewer!.person_id }), 200)),
  post('/password-resets', 'record-resets', recordSeveral),
  get('/password-resets.csv', 'record-resets', sendList),
  ...ownRoutes,
  ...pastRoutes,
  ...resetSettingsRoutes,
]

async function show(req: Request, res: Response, form: Form, status: number): Promise<void> {
  const model = await gridModel(req.db, gridQuery.parse(req.query), req.now)
  const people = (await listKeepers(req.db, dayOf(req.now))).map(({ id, name }) => ({ value: id, label: name }))
  const done_by = [{ value: 'holder', label: 'Whoever has each device' }, ...people]
  res.page('password-resets/index', { ...model, record_form: form, done_by, done: status === 200 ? await justDone(req.db, req.query, req.now) : null }, { title: 'Password resets', status })
}

async function recordSeveral(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(bulkForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form, 422)
  const { form_key, every, device_ids, day, done_by } = parsed.data
  const asked = gridQuery.parse(req.query)
  const wish = { device_ids: every ? await everyOwed(req) : device_ids, day, done_by, how: 'several at once' as const, actor: actorOf(req) }
  const done = await recordResets(req.db, form_key, wish, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems), 422)
  res.redirect(303, addressOf('/password-resets', { ...asked, act: done.act_id }))
}

/** All that the list shows, on whichever page. */
async function everyOwed(req: Request): Promise<string[]> {
  const asked = gridQuery.parse(req.query)
  const lines = await linesShown(req.db, asked, await yearOf(req.db, asked.year, req.now), req.now)
  return lines.filter(({ because }) => because === null || because === 'in repair').map(({ device_id }) => device_id)
}

async function sendList(req: Request, res: Response): Promise<void> {
  const asked = gridQuery.parse(req.query)
  const year = await yearOf(req.db, asked.year, req.now)
  const lines = await linesShown(req.db, asked, year, req.now)
  await sendCsv(res, `password-resets-${dayOf(req.now)}`, csvColumns(year.periods, req.now), [lines])
}
