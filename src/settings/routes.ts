import type { Request } from 'express'
import type { Route } from '../http/routes.ts'
import { settingsForm } from './forms.ts'
import { settingsPage } from './page-routes.ts'

export const settingsRoutes: Route[] = settingsPage({
  path: '/settings', view: 'settings/index', title: 'Settings', schema: settingsForm, typed: asTyped, settings: (data) => data,
})

function asTyped({ school: { settings } }: Request): Record<string, unknown> {
  const asked = settings.keepers_asked_on
  return {
    ...settings, names_on_idle_desk: ticked(settings.names_on_idle_desk), keepers_standing_yes: ticked(settings.keepers_standing_yes),
    keepers_asked_on: asked && asked.split('-').toReversed().map(Number).join(' '), master_passwords: ticked(settings.master_passwords),
  }
}

const ticked = (yes: boolean) => (yes ? '1' : undefined)
