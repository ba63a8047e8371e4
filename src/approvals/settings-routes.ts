import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { changeSettings } from '../settings/change.ts'
import { approvalSettingsForm } from './forms.ts'

/** What permission is asked for beside the types' own rules (M7, M8). */
export const approvalSettingsRoutes: Route[] = [
  get('/settings/approvals', 'change-settings', (req, res) => show(res, formOf(typedSettings(req)))),
  post('/settings/approvals', 'change-settings', change),
]

function typedSettings({ school: { settings } }: Request): Record<string, unknown> {
  const tick = (on: boolean) => (on ? '1' : undefined)
  return {
    ask_personal_data: tick(settings.ask_personal_data), ask_video_calls: tick(settings.ask_video_calls), field_is_on_site: tick(settings.field_is_on_site),
  }
}

function show(res: Response, form: Form): void {
  const saved = res.req.query['done'] === 'saved' && form.problems.length === 0
  res.page('approvals/settings', { form }, {
    title: 'Permissions: settings', status: form.problems.length > 0 ? 422 : 200, ...saved && { notice: 'The settings are saved.' },
  })
}

async function change(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(approvalSettingsForm, req.body)
  if (!parsed.ok) return show(res, parsed.form)
  await changeSettings(req.db, parsed.data, actorOf(req), req.now)
  res.redirect(303, '/settings/approvals?done=saved')
}
