import type { Role } from '../database/tables.ts'

export const ROLES: readonly Role[] = ['staff', 'lead', 'office', 'technician', 'head', 'business']

export const ROLE_NAMES: Record<Role, string> = {
  staff: 'Staff',
  lead: 'Computing lead',
  office: 'Office',
  technician: 'Technician',
  head: 'Head teacher',
  business: 'Business manager',
}

/** Who may do what (M19). One line a capability; a person may hold several roles. */
const CAPABILITIES = {
  'see-devices': ['staff', 'lead', 'office', 'technician', 'head', 'business'],
  'book-out': ['staff', 'lead', 'office', 'technician', 'head', 'business'],
  'book-out-for-others': ['lead', 'office', 'technician'],
  'edit-devices': ['lead', 'technician'],
  'take-out-of-use': ['lead', 'technician', 'business'],
  'see-people': ['lead', 'office', 'head', 'business'],
  'edit-people': ['lead', 'office', 'business'],
  'arrange-returns': ['lead', 'office'],
  'grant-roles': ['lead', 'head', 'business'],
  'read-book': ['lead', 'office', 'technician', 'head', 'business'],
  'trace-devices': ['lead', 'head', 'business'],
  'correct-book': ['lead'],
  'open-desk': ['lead'],
  'import-lists': ['lead', 'office', 'technician', 'business'],
  'print-labels': ['lead', 'office', 'technician'],
  'change-settings': ['lead', 'business', 'head'],
  'do-end-of-day': ['staff', 'lead', 'office', 'technician', 'head'],
  'sign-exceptions': ['head'],
  'pause-day': ['lead', 'office', 'head'],
  'extend-loans': ['lead'],
  'prepare-holidays': ['lead', 'office', 'technician', 'head'],
  'record-signatures': ['lead', 'office', 'head', 'business'],
  'record-checks': ['lead', 'technician'],
  'override-off-site': ['head'],
  'write-off': ['business'],
  'name-deputies': ['head', 'business'],
  'record-resets': ['lead', 'technician'],
  'take-school-file': ['lead', 'head', 'business'],
  'see-personal-devices': ['lead', 'head', 'business'],
  'keep-master-passwords': ['lead', 'head', 'business'],
  'plan-new-year': ['lead'],
  'see-new-year': ['lead', 'head'],
  'keep-calendar': ['lead', 'office', 'head', 'business'],
} as const satisfies Record<string, readonly Role[]>

export type Capability = keyof typeof CAPABILITIES

export function can(roles: readonly Role[], capability: Capability): boolean {
  const holders: readonly Role[] = CAPABILITIES[capability]
  return roles.some((role) => holders.includes(role))
}

/** Roles that a holder of the key may give or take; nobody changes their own (M19). */
const MAY_GRANT: Record<Role, readonly Role[]> = {
  staff: [],
  office: [],
  technician: [],
  lead: ['staff', 'lead', 'office', 'technician'],
  head: ROLES,
  business: ROLES,
}

/** While a school has nobody in one of these roles, the lead may name the first. */
const FIRST_BY_LEAD: readonly Role[] = ['head', 'business']

export type GrantFacts = { granter: readonly Role[], role: Role, self: boolean, held: boolean }

/** Whether a role may be given or taken. `held`: somebody in the school holds it already. */
export function mayGrant({ granter, role, self, held }: GrantFacts): boolean {
  if (self) return false
  if (granter.some((own) => MAY_GRANT[own].includes(role))) return true
  return granter.includes('lead') && FIRST_BY_LEAD.includes(role) && !held
}
