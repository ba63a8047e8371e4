import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { NotFound } from '../../errors.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { tagText } from '../../tags/scan.ts'
import { findTag } from '../../tags/store.ts'
import { readFacts } from '../dry-run/read.ts'
import { gapsForm } from '../forms.ts'
import type { Plan } from '../store.ts'
import { fillGaps, type Goes, STORE } from './change.ts'
import { planOf } from '../page.ts'
import { peopleModel } from './people-page.ts'

/** Leavers and joiners beside each other: each gap is filled with one choice. */
export const gapRoutes: Route[] = [
  get('/new-year/people', 'plan-new-year', (req, res) => show(req, res, formOf())),
  post('/new-year/people', 'plan-new-year', fill),
]

async function show(req: Request, res: Response, form: Form): Promise<void> {
  const plan = await planOf(req)
  const title = `Leavers and joiners before ${plan.school_year}`
  const notice = req.query['done'] === 'saved' && form.problems.length === 0 ? { notice: 'It is planned.' } : {}
  res.page('new-year/people', { ...await peopleModel(req.db, plan, form, req.now), plan, title }, { title, status: form.problems.length > 0 ? 422 : 200, ...notice })
}

async function fill(req: Request, res: Response): Promise<void> {
  const plan = await planOf(req)
  const parsed = parseForm(gapsForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form)
  const { line_id, answers_id, device_id, goes_to, code, code_goes_to } = parsed.data
  const more = code === '' ? null : (await findTag(req.db, tagText(code)))?.device_id ?? undefined
  if (more === undefined) return show(req, res, formOf(req.body, [{ name: 'code', message: `${tagText(code)} is no device` }]))
  if (more !== null && code_goes_to === '') return show(req, res, formOf(req.body, [{ name: 'code_goes_to', message: 'Choose where it goes' }]))
  const answers = line_id.map((id, i) => ({ line_id: id, answers_id: answers_id[i] ?? '' })).filter((one) => one.answers_id !== '')
  const goes: Goes[] = [...device_id.map((id, i) => ({ device_id: id, goes_to: goes_to[i] || null })), ...more === null ? [] : [{ device_id: more, goes_to: code_goes_to }]]
  await needKnown(req, plan, { answers, goes })
  await fillGaps(req.db, { school_year: plan.school_year, actor: actorOf(req) }, { answers, goes }, req.now)
  res.redirect(303, '/new-year/people?done=saved')
}

/** Throws NotFound for a class, a person or a device that is none of the plan's. */
async function needKnown(req: Request, plan: Plan, { answers, goes }: { answers: { line_id: string, answers_id: string }[], goes: Goes[] }): Promise<void> {
  const { lines, people } = await readFacts(req.db, plan, req.now)
  const isPerson = (id: string) => people.has(id)
  const devices = await req.db.selectFrom('devices').select('id').where('id', 'in', [...goes.map(({ device_id }) => device_id), '']).execute()
  const known = answers.every((one) => isPerson(one.answers_id) && lines.some(({ id, name }) => id === one.line_id && name !== null))
    && goes.every(({ device_id, goes_to }) => devices.some(({ id }) => id === device_id) && (goes_to === null || goes_to === STORE || isPerson(goes_to)))
  if (!known) throw new NotFound('There is no such class, person or device.')
}
