import type { Request } from 'express'
import { asTyped } from '../calendar/typed.ts'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { agreementSettingsForm } from './forms.ts'

/** What somebody may still do who has not signed (M11). */
export const agreementSettingsRoutes: Route[] = settingsPage({
  path: '/settings/agreements', view: 'agreements/settings', title: 'The agreement: settings', schema: agreementSettingsForm, typed: typedSettings, settings: (data) => data,
})

function typedSettings({ school: { settings } }: Request): Record<string, unknown> {
  return {
    unsigned_may: settings.unsigned_may, agreement_warn_until: asTyped(settings.agreement_warn_until),
    agreement_before_account: settings.agreement_before_account ? '1' : undefined,
  }
}
