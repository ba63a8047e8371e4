import { z } from 'zod'
import { several } from '../http/fields.ts'
import type { Route } from '../http/routes.ts'
import { settingsPage } from '../settings/page-routes.ts'
import { LIMITED_KINDS } from '../settings/store.ts'

const kinds = several.pipe(z.array(z.enum(LIMITED_KINDS)))

/** What each kind of person may never do with what they borrow (M20). */
export const limitRoutes: Route[] = settingsPage({
  path: '/settings/limits', view: 'reception/settings', title: 'Supply, students, visitors: settings',
  schema: z.object({ on_site_only_kinds: kinds, same_day_kinds: kinds }),
  typed: ({ school: { settings: { on_site_only_kinds, same_day_kinds } } }) => ({ on_site_only_kinds, same_day_kinds }), settings: (data) => data,
})
