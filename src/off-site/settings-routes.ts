import type { Request } from 'express'
import type { z } from 'zod'
import { actorOf } from '../auth/actor.ts'
import { asTyped } from '../calendar/typed.ts'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { offSiteSettingsForm } from './forms.ts'
import { findTerms } from './store.ts'
import { changeTerms } from './terms.ts'

/** Under which terms devices leave the school (M6, M21). */
export const offSiteSettingsRoutes: Route[] = settingsPage({
  path: '/settings/off-site', view: 'off-site/settings', title: 'Off-site: settings', schema: offSiteSettingsForm, typed: typedSettings, settings: keepTerms,
})

async function typedSettings(req: Request): Promise<Record<string, unknown>> {
  const { terms_hold, off_site_warn_until, return_checklist, insurer_wording } = req.school.settings
  return {
    terms: (await findTerms(req.db))!.text, terms_hold, insurer_wording, off_site_warn_until: asTyped(off_site_warn_until),
    return_checklist: return_checklist ? '1' : undefined,
  }
}

/** The terms are no setting: their versions stand in a table of their own. */
async function keepTerms({ terms, ...settings }: z.output<typeof offSiteSettingsForm>, req: Request) {
  await changeTerms(req.db, terms, actorOf(req), req.now)
  return settings
}
