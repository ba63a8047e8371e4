import { mayGrant, ROLES } from '../auth/permissions.ts'
import type { Role } from '../database/tables.ts'

export type RoleFacts = {
  granter: readonly Role[], self: boolean
  /** What the person holds now, and what was ticked. */
  held: readonly Role[], ticked: readonly Role[]
  /** Roles that somebody in the school holds. */
  in_school: readonly Role[]
  /** Whether another lead with an open account would be left. */
  other_lead: boolean
}

export type RoleChange = { given: Role[], taken: Role[], refused: null } | { refused: 'not yours' | 'last lead' }

/** Roles that the granter may give or take here: the others are shown, not ticked. */
export function rolesOnOffer({ granter, self, in_school }: Pick<RoleFacts, 'granter' | 'self' | 'in_school'>): Role[] {
  return ROLES.filter((role) => mayGrant({ granter, role, self, held: in_school.includes(role) }))
}

/**
 * What the ticks change. A role that is not the granter's to change stays as it is when it is not ticked (its box cannot
 * be), and refuses the whole form when it is ticked all the same (M19).
 */
export function roleChange(facts: RoleFacts): RoleChange {
  const { held, ticked, other_lead } = facts
  const offered = rolesOnOffer(facts)
  const given = ROLES.filter((role) => ticked.includes(role) && !held.includes(role))
  const taken = ROLES.filter((role) => held.includes(role) && !ticked.includes(role) && offered.includes(role))
  if (facts.self || given.some((role) => !offered.includes(role))) return { refused: 'not yours' }
  if (taken.includes('lead') && !other_lead) return { refused: 'last lead' }
  return { given, taken, refused: null }
}
