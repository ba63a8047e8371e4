import { addDays, dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import type { Decision } from '../database/tables.ts'
import { Forbidden, NotFound } from '../errors.ts'
import { record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { withdrawAsking, writeToAskers } from './letters.ts'
import { type Approval, withDevices } from './read.ts'
import { actsAs, type Decider, isOwn, mayDecide, MOST_DAYS, standingOn } from './rules.ts'
import { findApproval, isDeputy, updateApproval } from './store.ts'

/** `until`: the last day for which it is given, YYYY-MM-DD; null is the one that was asked for. `address` is the school's own. */
export type Deciding = {
  id: string, decision: Decision, until: string | null, words: string, by: Omit<Decider, 'deputises'>, address: string
}
export type Decided = { approval_id: string } | { problems: Problem[] }

/** Approves or declines, once, and tells whoever asked (M7). Throws NotFound, Forbidden, KeyReused. */
export function decideApproval(db: Db, key: string, deciding: Deciding, now: Date): Promise<Decided> {
  return actOnce(db, key, deciding, now, (db) => decide(db, deciding, now), (decided) => 'approval_id' in decided)
}

async function decide(db: Act, { id, decision, until, words, by, address }: Deciding, now: Date): Promise<Decided> {
  const approval = await readApproval(db, id)
  const decider = await deciderOf(db, by, now)
  if (!mayDecide(decider, approval)) throw new Forbidden(whyNot(decider, approval))
  const granted_until = decision === 'approved' ? grantedUntil(approval, until) : null
  const problems = problemsToDecide(approval, granted_until, dayOf(now))
  if (problems.length > 0) return { problems }
  const decided_as = actsAs(decider)!
  await updateApproval(db, id, { decision, decided_at: now.toISOString(), decided_by_id: by.id, decided_as, granted_until, words })
  await record(db, { person_id: by.id, desk_id: null }, now, {
    verb: `approval.${decision}`, subject: 'approval', subject_id: id, data: { person_id: approval.person_id, as: decided_as, granted_until } })
  await withdrawAsking(db, id)
  await writeToAskers(db, id, by.id, address, now)
  return { approval_id: id }
}

/** Throws NotFound. */
export async function readApproval(db: Db, id: unknown): Promise<Approval> {
  const row = await findApproval(db, String(id))
  if (!row) throw new NotFound('There is no such permission.')
  return (await withDevices(db, [row]))[0]!
}

export async function deciderOf(db: Db, { id, roles }: Deciding['by'], now: Date): Promise<Decider> {
  return { id, roles, deputises: await isDeputy(db, id, dayOf(now)) }
}

function whyNot(decider: Decider, approval: Approval): string {
  if (isOwn(decider, approval)) return 'Nobody decides what they asked for themselves.'
  return approval.need === 'head' ? 'Only the head teacher, or who stands in for the head, decides this.' : 'Only the computing lead or the head teacher decides this.'
}

/** A trip is back when it is back. */
function grantedUntil({ until_day, trip_id }: Approval, until: string | null): string {
  return trip_id === null ? until ?? until_day : until_day
}

function problemsToDecide(approval: Approval, grantedUntil: string | null, today: string): Problem[] {
  if (standingOn(approval, today) !== 'waiting') return [{ name: '', message: over(approval) }]
  if (grantedUntil === null) return []
  if (approval.need === 'no') return [{ name: '', message: 'Its type does not leave the school any more' }]
  const first = approval.from_day < today ? today : approval.from_day
  if (grantedUntil < first) return [{ name: 'until', message: 'That is before it leaves' }]
  return grantedUntil > addDays(first, MOST_DAYS) ? [{ name: 'until', message: 'A permission lasts a year at most' }] : []
}

function over({ decision, decided_by, revoked_at }: Approval): string {
  if (decision !== null) return `${decided_by ?? 'Somebody'} has decided this already`
  return revoked_at === null ? 'Its last day has passed' : 'It was withdrawn'
}

export type Revoking = { id: string, words: string, by: Omit<Decider, 'deputises'>, address: string }

/** Ends a permission, or withdraws a request: whoever may decide it, or had it. Throws NotFound, Forbidden, KeyReused. */
export function revokeApproval(db: Db, key: string, revoking: Revoking, now: Date): Promise<Decided> {
  return actOnce(db, key, revoking, now, (db) => revoke(db, revoking, now), (revoked) => 'approval_id' in revoked)
}

async function revoke(db: Act, { id, words, by, address }: Revoking, now: Date): Promise<Decided> {
  const approval = await readApproval(db, id)
  const decider = await deciderOf(db, by, now)
  if (!mayRevoke(decider, approval)) throw new Forbidden()
  if (!isOpen(approval, dayOf(now))) return { problems: [{ name: '', message: 'There is nothing left to end' }] }
  await updateApproval(db, id, { revoked_at: now.toISOString(), revoked_by_id: by.id, revoked_words: words })
  const verb = approval.decision === null ? 'approval.withdrawn' : 'approval.revoked'
  await record(db, { person_id: by.id, desk_id: null }, now, { verb, subject: 'approval', subject_id: id, data: { person_id: approval.person_id } })
  if (approval.decision === null) await withdrawAsking(db, id)
  else await writeToAskers(db, id, by.id, address, now)
  return { approval_id: id }
}

export function mayRevoke(decider: Decider, approval: Approval): boolean {
  return isOwn(decider, approval) || (approval.decision !== null && mayDecide(decider, approval))
}

/** Whether there is still something to withdraw or to revoke. */
export function isOpen(approval: Approval, today: string): boolean {
  return ['waiting', 'in force', 'approved ahead'].includes(standingOn(approval, today))
}
