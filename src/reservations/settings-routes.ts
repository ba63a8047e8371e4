import { z } from 'zod'
import { neededNumber } from '../http/fields.ts'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'

const schema = z.object({ reservation_held_minutes: neededNumber(0, 120), reservation_days_ahead: neededNumber(1, 366) })

/** How long something is kept, and how far ahead it can be reserved (M2). */
export const reservationSettingsRoutes: Route[] = settingsPage({
  path: '/settings/reservations', view: 'reservations/settings', title: 'Reservations: settings', schema,
  typed: ({ school: { settings } }) => ({ ...settings }), settings: (data) => data,
})
