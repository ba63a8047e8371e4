import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { changeSettings } from './change.ts'
import { settingsForm } from './forms.ts'

export const settingsRoutes: Route[] = [
  get('/settings', 'change-settings', (req, res) => show(res, formOf(asTyped(req)), 200)),
  post('/settings', 'change-settings', change),
]

function asTyped({ school: { settings } }: Request): Record<string, unknown> {
  return { ...settings, names_on_idle_desk: ticked(settings.names_on_idle_desk), keepers_standing_yes: ticked(settings.keepers_standing_yes) }
}

const ticked = (yes: boolean) => (yes ? '1' : undefined)

function show(res: Response, form: Form, status: number): void {
  const saved = res.req.query['done'] === 'saved' && status === 200
  res.page('settings/index', { form }, { title: 'Settings', status, ...saved && { notice: 'The settings are saved.' } })
}

async function change(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(settingsForm, req.body)
  if (!parsed.ok) return show(res, parsed.form, 422)
  await changeSettings(req.db, parsed.data, actorOf(req), req.now)
  res.redirect(303, '/settings?done=saved')
}
