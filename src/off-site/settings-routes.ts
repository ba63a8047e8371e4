import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { asTyped } from '../calendar/typed.ts'
import { type Form, formOf, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { changeSettings } from '../settings/change.ts'
import { offSiteSettingsForm } from './forms.ts'
import { findTerms } from './store.ts'
import { changeTerms } from './terms.ts'

/** Under which terms devices leave the school (M6, M21). */
export const offSiteSettingsRoutes: Route[] = [
  get('/settings/off-site', 'change-settings', async (req, res) => show(res, formOf(await typedSettings(req)))),
  post('/settings/off-site', 'change-settings', change),
]

async function typedSettings(req: Request): Promise<Record<string, unknown>> {
  const { terms_hold, off_site_warn_until, return_checklist, insurer_wording } = req.school.settings
  return {
    terms: (await findTerms(req.db))!.text, terms_hold, insurer_wording, off_site_warn_until: asTyped(off_site_warn_until),
    return_checklist: return_checklist ? '1' : undefined,
  }
}

function show(res: Response, form: Form): void {
  const saved = res.req.query['done'] === 'saved' && form.problems.length === 0
  res.page('off-site/settings', { form }, {
    title: 'Off-site: settings', status: form.problems.length > 0 ? 422 : 200, ...saved && { notice: 'The settings are saved.' },
  })
}

async function change(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(offSiteSettingsForm, req.body)
  if (!parsed.ok) return show(res, parsed.form)
  const { terms, ...settings } = parsed.data
  await changeTerms(req.db, terms, actorOf(req), req.now)
  await changeSettings(req.db, settings, actorOf(req), req.now)
  res.redirect(303, '/settings/off-site?done=saved')
}
