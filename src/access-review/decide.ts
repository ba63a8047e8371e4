import { closeIn } from '../accounts/take-in-hand.ts'
import type { Account } from '../auth/account.ts'
import type { Term } from '../calendar/terms.ts'
import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { ReviewDecision } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { changeRolesIn } from '../people/roles.ts'
import { type Access, isSettled, mayConfirm, rolesText } from './rules.ts'
import { insertLines, listAccess, listDecided } from './store.ts'

export type Review = { term: Pick<Term, 'key' | 'name'>, reviewer: Account }

/**
 * Says yes to what these accounts may do, as it stands now; the answer is to how many. What is settled already, or is not the
 * reviewer's to confirm, is left as it is (M19).
 */
export function confirmAccess(db: Db, key: string, accountIds: string[], { term, reviewer }: Review, now: Date): Promise<number> {
  return actOnce(db, key, { accountIds, term: term.key }, now, async (db) => {
    const everybody = await listAccess(db, dayOf(now))
    const decided = await listDecided(db, term.key)
    const wanted = everybody.filter((access) => accountIds.includes(access.account_id)
      && !isSettled(access, decided) && mayConfirm(access, reviewer, everybody))
    await write(db, wanted, 'confirmed', { term, reviewer }, now)
    return wanted.length
  })
}

/** Takes all roles of an account away, or closes it, and writes down what stood, in one act. The answer is why not, or null. Throws NotFound. */
export function removeAccess(db: Db, accountId: string, decision: Exclude<ReviewDecision, 'confirmed'>, review: Review, now: Date): Promise<string | null> {
  const { reviewer } = review
  return act(db, async (db) => {
    const access = await findAccess(db, accountId, now)
    const refused = decision === 'closed'
      ? await closeIn(db, { id: access.person_id, name: access.name, email: access.email }, reviewer, now)
      : await changeRolesIn(db, access.person_id, [], reviewer, now)
    if (refused !== null) return refused
    await write(db, [access], decision, review, now)
    return null
  })
}

export async function findAccess(db: Db, accountId: string, now: Date): Promise<Access> {
  const access = (await listAccess(db, dayOf(now))).find(({ account_id }) => account_id === accountId)
  if (!access) throw new NotFound('That account is closed, or there is none.')
  return access
}

async function write(db: Act, of: Access[], decision: ReviewDecision, { term, reviewer }: Review, now: Date): Promise<void> {
  const decided = { term: term.key, term_name: term.name, decision, decided_at: now.toISOString(), decided_by_id: reviewer.person_id }
  await insertLines(db, of.map(({ account_id, person_id, roles, since, last_used_at }) => (
    { id: newId(), account_id, person_id, roles: rolesText(roles), account_since: since, last_used_at, ...decided })))
  await record(db, { person_id: reviewer.person_id, desk_id: null }, now, ...of.map(({ person_id }) => (
    { verb: `access.${decision}`, subject: 'person', subject_id: person_id, data: { term: term.key } })))
}
