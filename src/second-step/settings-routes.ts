import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { settingsForm } from './forms.ts'

/** Which roles sign in in two steps (M19). */
export const settingsRoutes: Route[] = settingsPage({
  path: '/settings/sign-in', view: 'second-step/settings', title: 'Signing in: settings', schema: settingsForm,
  typed: ({ school: { settings } }) => ({
    second_step_roles: settings.second_step_roles, provider_is_second_step: settings.provider_is_second_step ? '1' : undefined,
  }),
  settings: (data) => data,
})
