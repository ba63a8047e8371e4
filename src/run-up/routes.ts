import { ownActorOf } from '../auth/actor.ts'
import type { Request, Response } from 'express'
import { dayOf } from '../calendar/days.ts'
import { NotFound } from '../errors.ts'
import { sendCsv } from '../http/csv.ts'
import { parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { answerHoliday } from './answer.ts'
import { countRoutes } from './counts/routes.ts'
import { answerForm, runUpSettingsForm } from './forms.ts'
import { minePage } from './mine.ts'
import { CSV_COLUMNS, readNow, runUpPage } from './page.ts'
import { readRunUp } from './season.ts'

/** What is to be done before a long holiday (M3, M6, M9). */
export const runUpRoutes: Route[] = [
  get('/run-up', 'prepare-holidays', show),
  get('/run-up.csv', 'prepare-holidays', sendList),
  post('/run-up/answers', 'prepare-holidays', (req, res) => answer(req, res, true)),
  get('/run-up/mine', 'signed-in', showMine),
  post('/run-up/mine', 'signed-in', (req, res) => answer(req, res, false)),
  ...countRoutes,
  ...settingsPage({
    path: '/settings/run-up', view: 'run-up/settings', title: 'Before long holidays', schema: runUpSettingsForm,
    typed: ({ school: { settings } }) => ({ long_holiday_days: settings.long_holiday_days, run_up_school_days: settings.run_up_school_days }), settings: (data) => data,
  }),
]

async function show(req: Request, res: Response): Promise<void> {
  const notice = req.query['done'] === 'answered' ? 'It is written down.' : undefined
  const model = await runUpPage(req.db, req.viewer!, req.school.settings, req.now)
  const title = model.season ? `Before the ${model.season.holiday.name}` : 'Before long holidays'
  res.page('run-up/index', { ...model, title, now: req.now.toISOString(), by: req.viewer!.name }, { title, ...notice && { notice } })
}

async function sendList(req: Request, res: Response): Promise<void> {
  const { standing } = await readNow(req.db, req.school.settings, req.now)
  await sendCsv(res, `before-the-holiday-${dayOf(req.now)}`, CSV_COLUMNS, [standing?.lines ?? []])
}

async function showMine(req: Request, res: Response): Promise<void> {
  const notice = req.query['done'] === 'answered' ? 'Thank you. It is written down, and you can change it until the holiday.' : undefined
  res.page('run-up/mine', await minePage(req.db, req.viewer!.person_id, req.school.settings, req.now), { title: 'What I look after, over the holiday', ...notice && { notice } })
}

/** `anybodys`: for whoever looks after it, by somebody who was told. */
async function answer(req: Request, res: Response, anybodys: boolean): Promise<void> {
  const parsed = parseForm(answerForm, req.body)
  const { season } = await readRunUp(req.db, req.school.settings, req.now)
  if (!parsed.ok) throw new NotFound('Open the page again.')
  if (!season || season.phase === 'back') throw new NotFound('There is no long holiday ahead.')
  const { form_key, ...said } = parsed.data
  const actor = ownActorOf(req)
  await answerHoliday(req.db, form_key, { ...said, holiday: season.holiday.key, actor, anybodys }, req.now)
  res.redirect(303, anybodys ? `/run-up?done=answered#keeps-${said.device_id}` : '/run-up/mine?done=answered')
}
