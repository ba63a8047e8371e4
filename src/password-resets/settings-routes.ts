import type { Request } from 'express'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { resetSettingsForm } from './forms.ts'

/** How often passwords are reset, and until when (M10). */
export const resetSettingsRoutes: Route[] = settingsPage({
  path: '/settings/password-resets', view: 'password-resets/settings', title: 'Password resets: settings', schema: resetSettingsForm, typed: asTyped, settings: (data) => data,
})

function asTyped({ school: { settings } }: Request): Record<string, unknown> {
  return { ...settings, password_known_to: settings.password_known_to ? '1' : undefined }
}
