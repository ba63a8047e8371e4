import { deciderOf } from '../approvals/decide.ts'
import type { Request, Response } from 'express'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import { asTyped } from '../calendar/typed.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, type Handler, post, type Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { authorise, declare, withdraw } from './declare.ts'
import { declareForm, listQuery, personalDeviceSettingsForm } from './forms.ts'
import { allModel, CSV_COLUMNS, everyLine, ownLines, waitingFor } from './list.ts'
import { CONDITIONS } from './rules.ts'

/** Devices of their own that adults use for school, where the school wants to know of them (M23). */
export const personalDeviceRoutes: Route[] = [
  get('/personal-devices', 'signed-in', kept((req, res) => show(req, res, formOf({ from_day: asTyped(dayOf(req.now)) })))),
  post('/personal-devices', 'signed-in', kept(add)),
  get('/personal-devices/all', 'see-personal-devices', kept(showAll)),
  get('/personal-devices.csv', 'see-personal-devices', kept((req, res) => sendCsv(res, `personal-devices-${dayOf(req.now)}`, CSV_COLUMNS, everyLine(req.db, req.now)))),
  post('/personal-devices/:id/authorisation', 'signed-in', kept(sayYes)),
  post('/personal-devices/:id/withdrawal', 'signed-in', kept(end)),
  ...settingsPage({
    path: '/settings/personal-devices', view: 'personal-devices/settings', title: 'Personal devices: settings', schema: personalDeviceSettingsForm,
    typed: ({ school: { settings } }) => settings, settings: (data) => data,
  }),
]

/** Where the school keeps no such list there is no such page. */
function kept(handler: Handler): Handler {
  return (req, res) => {
    if (req.school.settings.personal_devices === 'off') throw new NotFound('Your school keeps no list of personal devices.')
    return handler(req, res)
  }
}

const DONE: Record<string, string> = {
  declared: 'It is on the school’s list.', authorised: 'They may use it for school.', ended: 'It is down as not used any more.',
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const { personal_devices: mode, personal_device_conditions: asked } = req.school.settings
  const wrong = form.problems.length > 0
  const notice = wrong ? undefined : DONE[String(req.query['done'])]
  res.page('personal-devices/index', {
    form, mode, conditions: asked.map((value) => ({ value, label: CONDITIONS[value] })), lines: await ownLines(req.db, req.viewer!, req.now),
    waiting: await waitingFor(req.db, req.viewer!, req.now), may_see_all: can(req.viewer!.roles, 'see-personal-devices'),
  }, { title: 'Your own devices', status: wrong ? 422 : 200, ...notice !== undefined && { notice } })
}

async function add(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(declareForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, ...wish } = parsed.data
  const done = await declare(req.db, form_key, { ...wish, person_id: req.viewer!.person_id }, req.now)
  if ('problems' in done) return show(req, res, formOf(req.body, done.problems))
  res.redirect(303, '/personal-devices?done=declared')
}

async function showAll(req: Request, res: Response): Promise<void> {
  const { before } = listQuery.parse(req.query)
  const notice = DONE[String(req.query['done'])]
  res.page('personal-devices/all', { ...await allModel(req.db, before, req.now), now: req.now.toISOString(), by: req.viewer!.name }, { title: 'Personal devices', ...notice !== undefined && { notice } })
}

async function sayYes(req: Request, res: Response): Promise<void> {
  await authorise(req.db, String(req.params['id']), await deciderOf(req.db, { id: req.viewer!.person_id, roles: req.viewer!.roles }, req.now), req.now)
  res.redirect(303, '/personal-devices?done=authorised')
}

/** Back to the list where it was pressed. */
async function end(req: Request, res: Response): Promise<void> {
  await withdraw(req.db, String(req.params['id']), await deciderOf(req.db, { id: req.viewer!.person_id, roles: req.viewer!.roles }, req.now), req.now)
  const place = can(req.viewer!.roles, 'see-personal-devices') && req.body['from'] === 'all' ? '/personal-devices/all' : '/personal-devices'
  res.redirect(303, `${place}?done=ended`)
}
