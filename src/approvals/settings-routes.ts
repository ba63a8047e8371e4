import type { Request } from 'express'
import type { z } from 'zod'
import { asTyped } from '../calendar/typed.ts'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import type { Settings } from '../settings/store.ts'
import { approvalSettingsForm } from './forms.ts'
import { NOT_STAFF } from './in-school/rules.ts'

/** What permission is asked for beside the types' own rules (M7, M8). */
export const approvalSettingsRoutes: Route[] = settingsPage({
  path: '/settings/approvals', view: 'approvals/settings', title: 'Permissions: settings', schema: approvalSettingsForm, typed: typedSettings, settings: settingsOf,
})

function typedSettings({ school: { settings } }: Request): Record<string, unknown> {
  const tick = (on: boolean) => (on ? '1' : undefined)
  return {
    ask_personal_data: tick(settings.ask_personal_data), ask_video_calls: tick(settings.ask_video_calls), field_is_on_site: tick(settings.field_is_on_site),
    permission_warn_until: asTyped(settings.permission_warn_until),
    ...Object.fromEntries(NOT_STAFF.map((kind) => [`borrow_${kind}`, settings.permission_to_borrow[kind] ?? ''])),
  }
}

function settingsOf(data: z.output<typeof approvalSettingsForm>): Partial<Settings> {
  const { ask_personal_data, ask_video_calls, field_is_on_site, permission_warn_until } = data
  const needed = NOT_STAFF.flatMap((kind) => {
    const whose = data[`borrow_${kind}`]
    return whose === '' ? [] : [[kind, whose]]
  })
  return { ask_personal_data, ask_video_calls, field_is_on_site, permission_warn_until, permission_to_borrow: Object.fromEntries(needed) }
}
