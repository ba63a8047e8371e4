import type { Request } from 'express'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { approvalSettingsForm } from './forms.ts'

/** What permission is asked for beside the types' own rules (M7, M8). */
export const approvalSettingsRoutes: Route[] = settingsPage({
  path: '/settings/approvals', view: 'approvals/settings', title: 'Permissions: settings', schema: approvalSettingsForm, typed: typedSettings, settings: (data) => data,
})

function typedSettings({ school: { settings } }: Request): Record<string, unknown> {
  const tick = (on: boolean) => (on ? '1' : undefined)
  return {
    ask_personal_data: tick(settings.ask_personal_data), ask_video_calls: tick(settings.ask_video_calls), field_is_on_site: tick(settings.field_is_on_site),
  }
}
