import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { changeSettings } from '../settings/change.ts'
import { resetSettingsForm } from './forms.ts'

/** How often passwords are reset, and until when (M10). */
export const resetSettingsRoutes: Route[] = [
  get('/settings/password-resets', 'change-settings', (req, res) => show(res, formOf(asTyped(req)))),
  post('/settings/password-resets', 'change-settings', change),
]

function asTyped({ school: { settings } }: Request): Record<string, unknown> {
  return { ...settings, password_known_to: settings.password_known_to ? '1' : undefined }
}

function show(res: Response, form: Form): void {
  const saved = res.req.query['done'] === 'saved' && form.problems.length === 0
  res.page('password-resets/settings', { form }, {
    title: 'Password resets: settings', status: form.problems.length > 0 ? 422 : 200, ...saved && { notice: 'The settings are saved.' },
  })
}

async function change(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(resetSettingsForm, req.body)
  if (!parsed.ok) return show(res, parsed.form)
  await changeSettings(req.db, parsed.data, actorOf(req), req.now)
  res.redirect(303, '/settings/password-resets?done=saved')
}
