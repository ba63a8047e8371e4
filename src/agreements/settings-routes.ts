import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { changeSettings } from '../settings/change.ts'
import { agreementSettingsForm } from './forms.ts'

/** What somebody may still do who has not signed (M11). */
export const agreementSettingsRoutes: Route[] = [
  get('/settings/agreements', 'change-settings', (req, res) => show(res, formOf(typedSettings(req)))),
  post('/settings/agreements', 'change-settings', change),
]

function typedSettings({ school: { settings } }: Request): Record<string, unknown> {
  return {
    unsigned_may: settings.unsigned_may, agreement_warn_until: asTyped(settings.agreement_warn_until),
    agreement_before_account: settings.agreement_before_account ? '1' : undefined,
  }
}

function show(res: Response, form: Form): void {
  const saved = res.req.query['done'] === 'saved' && form.problems.length === 0
  res.page('agreements/settings', { form }, {
    title: 'The agreement: settings', status: form.problems.length > 0 ? 422 : 200, ...saved && { notice: 'The settings are saved.' },
  })
}

async function change(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(agreementSettingsForm, req.body)
  if (!parsed.ok) return show(res, parsed.form)
  await changeSettings(req.db, parsed.data, actorOf(req), req.now)
  res.redirect(303, '/settings/agreements?done=saved')
}
