import type { PersonKind } from '../database/tables.ts'

/** One adult of each kind, as a sentence says it. */
export const ONE_OF: Record<PersonKind, string> = {
  staff: 'member of staff', supply: 'supply teacher', student: 'student on placement', governor: 'governor', volunteer: 'volunteer', visitor: 'visitor',
}

/** One device of a type, as a sentence begins with it: "A Laptop", "An iPad". */
export function oneDevice(type: string): string {
  return `${/^[aeio]/i.test(type) ? 'An' : 'A'} ${type}`
}
