import type { PersonKind } from '../database/tables.ts'

/** One adult of each kind, as a sentence says it. */
export const ONE_OF: Record<PersonKind, string> = {
  staff: 'member of staff', supply: 'supply teacher', student: 'student on placement', governor: 'governor', volunteer: 'volunteer', visitor: 'visitor',
}
