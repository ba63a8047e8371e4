import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { can } from '../auth/permissions.ts'
import { NotFound } from '../errors.ts'
import { type CsvColumn, sendCsv } from '../http/csv.ts'
import { type Form, formOf, newFormKey, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { doneModel } from './done.ts'
import { takeEffect } from './effect/take-effect.ts'
import { keyForm, nowForm, readyForm, settingsForm } from './forms.ts'
import { lineRoutes } from './lines/routes.ts'
import { type DryRun, dryRun, indexModel, planOf, readNow } from './page.ts'
import { beginPlan, setReady } from './plan.ts'
import { findPlanById, type Plan } from './store.ts'

/** The new school year: prepared in July, in effect on 1 September (issue 6, the new school year). */
export const newYearRoutes: Route[] = [
  get('/new-year', 'see-new-year', (req, res) => show(req, res, formOf())),
  post('/new-year', 'plan-new-year', begin),
  post('/new-year/readiness', 'plan-new-year', sayReady),
  post('/new-year/effect', 'plan-new-year', doNow),
  get('/new-year/dry-run', 'see-new-year', showDryRun),
  get('/new-year/dry-run.csv', 'see-new-year', sendDryRun),
  get('/new-year/plans/:id', 'see-new-year', showPast),
  ...lineRoutes,
  ...settingsPage({
    path: '/settings/new-year', view: 'new-year/settings', title: 'The new school year', schema: settingsForm,
    typed: ({ school: { settings } }) => ({ new_year_from: settings.new_year_from.split('-').toReversed().map(Number).join(' ') }), settings: (data) => data,
  }),
]

const DONE: Record<string, string> = {
  begun: 'The plan is begun: this year’s classes stand in it again, to be changed.', ready: 'The plan is ready. It takes effect by itself on its day.',
  'not-ready': 'The plan is a draft again.', effect: 'The new school year is in effect.',
}

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const model = await indexModel(req.db, req.school.settings, req.now)
  const notice = DONE[String(req.query['done'])]
  const done = model.plan && model.state === 'in effect' ? await doneModel(req.db, model.plan) : null
  const title = model.plan ? `The new school year ${model.plan.school_year}` : 'The new school year'
  const extra = { done, form, may_plan: can(req.viewer!.roles, 'plan-new-year'), form_key: newFormKey(), title }
  res.page('new-year/index', { ...model, ...extra }, { title, status: form.problems.length > 0 ? 422 : 200, ...notice !== undefined && form.problems.length === 0 && { notice } })
}

async function begin(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(keyForm, req.body)
  const { year } = await readNow(req.db, req.school.settings, req.now)
  if (!parsed.ok || !year) throw new NotFound('The new school year cannot be prepared yet.')
  await beginPlan(req.db, parsed.data.form_key, year, actorOf(req), req.now)
  res.redirect(303, '/new-year?done=begun')
}

async function sayReady(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(readyForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { form_key, ready } = parsed.data
  const { school_year } = await planOf(req)
  await setReady(req.db, form_key, { school_year, ready, actor: actorOf(req) }, req.now)
  res.redirect(303, `/new-year?done=${ready ? 'ready' : 'not-ready'}`)
}

async function doNow(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(nowForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const plan = await planOf(req)
  const taken = await takeEffect(req.db, plan.id, actorOf(req), req.now)
  if (taken === null) return show(req, res, formOf({}, [{ name: 'sure', message: 'It takes effect on its first day, not before' }]))
  res.redirect(303, '/new-year?done=effect')
}

async function openRun(req: Request): Promise<{ plan: Plan, run: DryRun }> {
  const plan = await planOf(req)
  if (plan.in_effect_at !== null) throw new NotFound('The plan is in effect: there is nothing to try any more.')
  return { plan, run: await dryRun(req.db, plan, req.now) }
}

async function showDryRun(req: Request, res: Response): Promise<void> {
  const { plan, run } = await openRun(req)
  const may_plan = can(req.viewer!.roles, 'plan-new-year')
  const title = `Dry run of ${plan.school_year}`
  res.page('new-year/dry-run', { ...run, plan, may_plan, title, now: req.now.toISOString(), by: req.viewer!.name }, { title })
}

type CsvLine = { part: string, words: string, standing: string, mend: string }

const CSV_COLUMNS: readonly CsvColumn<CsvLine>[] = [
  ['Part', ({ part }) => part], ['What', ({ words }) => words], ['Standing', ({ standing }) => standing], ['Mended by', ({ mend }) => mend],
]

async function sendDryRun(req: Request, res: Response): Promise<void> {
  const { plan, run } = await openRun(req)
  const contradictions = run.contradictions.map(({ words, stops, mend }) => ({ part: 'Contradiction', words, standing: stops ? 'stops' : 'warns', mend: mend.label }))
  const changes = run.changes.map((change) => ({ ...change, mend: '' }))
  await sendCsv(res, `new-school-year-${plan.school_year.replace('/', '-')}`, CSV_COLUMNS, [contradictions, changes])
}

async function showPast(req: Request, res: Response): Promise<void> {
  const plan = await findPlanById(req.db, String(req.params['id']))
  if (!plan || plan.in_effect_at === null) throw new NotFound('There is no such plan.')
  const title = `The new school year ${plan.school_year}`
  res.page('new-year/past', { done: await doneModel(req.db, plan), title }, { title })
}
