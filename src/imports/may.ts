import { can } from '../auth/permissions.ts'
import type { Role } from '../database/tables.ts'
import type { About } from './columns/fields.ts'

/** Whoever may not change a thing by hand may not change it by a file either (M19). */
export function mayImport(roles: readonly Role[], about: About): boolean {
  return can(roles, 'import-lists') && can(roles, about === 'devices' ? 'edit-devices' : 'edit-people')
}

export function abouts(roles: readonly Role[]): About[] {
  return (['devices', 'people'] as const).filter((about) => mayImport(roles, about))
}
