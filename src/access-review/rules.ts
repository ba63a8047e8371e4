import { mayTakeInHand } from '../accounts/rules.ts'
import { can, ROLES } from '../auth/permissions.ts'
import type { ReviewDecision, Role } from '../database/tables.ts'

export type Access = { account_id: string, person_id: string, name: string, email: string, roles: Role[], since: string, last_used_at: string | null }
export type Decided = { account_id: string, roles: string, decision: ReviewDecision }
export type Reviewer = { person_id: string, roles: readonly Role[] }

/** Roles as one text, always in the same order. */
export function rolesText(roles: readonly Role[]): string {
  return ROLES.filter((role) => roles.includes(role)).join(' ')
}

/** Whether somebody's access is as it was decided this term; roles that were given since are looked at anew (M19). */
export function isSettled({ account_id, roles }: Pick<Access, 'account_id' | 'roles'>, decided: readonly Decided[]): boolean {
  const last = decided.findLast((line) => line.account_id === account_id)
  if (!last) return false
  return rolesText(roles) === (last.decision === 'confirmed' ? last.roles : '')
}

/**
 * Whether one may say yes to this access: who could give all of it. One's own is another's to confirm, save where nobody else
 * in the school could.
 */
export function mayConfirm(access: Pick<Access, 'person_id' | 'roles'>, reviewer: Reviewer, everybody: readonly Pick<Access, 'person_id' | 'roles'>[]): boolean {
  if (access.person_id !== reviewer.person_id) return mayTakeInHand({ granter: reviewer.roles, self: false, roles: access.roles })
  return !everybody.some(({ person_id, roles }) => person_id !== access.person_id && can(roles, 'grant-roles')
    && mayTakeInHand({ granter: roles, self: false, roles: access.roles }))
}

/** Who is asked to do the review: the business manager; where there is none the head, else the lead. */
export const REVIEWERS: readonly Role[] = ['business', 'head', 'lead']
