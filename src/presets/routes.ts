import type { Request, Response } from 'express'
import { z } from 'zod'
import { actorOf } from '../auth/actor.ts'
import { NotFound } from '../errors.ts'
import { formKey } from '../http/fields.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { choosePreset } from './apply.ts'
import { chosenPreset, presetPage } from './page.ts'
import { PRESETS } from './presets.ts'
import type { Preset } from './shape.ts'

/** The policies that a school can start from, and what choosing one would change before it does. */
export const presetRoutes: Route[] = [
  get('/settings/presets', 'change-settings', async (req, res) => res.page('presets/index', { lines: await chosenPreset(req.db) }, { title: 'Rules to start from' })),
  get('/settings/presets/:preset', 'change-settings', (req, res) => show(req, res, presetAsked(req), formOf())),
  post('/settings/presets/:preset', 'change-settings', choose),
]

const choiceForm = z.object({ shown: z.string().max(64).default(''), form_key: formKey })

function presetAsked(req: Request): Preset {
  const preset = PRESETS.find(({ id }) => id === req.params['preset'])
  if (!preset) throw new NotFound('There are no such rules.')
  return preset
}

async function show(req: Request, res: Response, preset: Preset, form: Form): Promise<void> {
  const wrong = form.problems.length > 0
  const notice = req.query['done'] === 'chosen' && !wrong ? { notice: 'Your school is on these rules.' } : {}
  res.page('presets/view', { ...await presetPage(req.db, preset), form }, { title: preset.name, status: wrong ? 422 : 200, ...notice })
}

const MOVED = { name: 'shown', message: 'Somebody has changed the settings since you opened this page. Look at what would change now' }

async function choose(req: Request, res: Response): Promise<void> {
  const preset = presetAsked(req)
  const parsed = parseForm(choiceForm, req.body)
  if (!parsed.ok) return show(req, res, preset, parsed.form)
  const { shown, form_key } = parsed.data
  const chosen = await choosePreset(req.db, form_key, { preset: preset.id, shown, actor: actorOf(req) }, req.now)
  if ('moved' in chosen) return show(req, res, preset, formOf({}, [MOVED]))
  res.redirect(303, `/settings/presets/${preset.id}?done=chosen`)
}
