import { dayOf } from '../../calendar/days.ts'
import type { Db } from '../../database/open.ts'
import { NotFound } from '../../errors.ts'
import type { Actor } from '../../events/record.ts'
import type { Problem } from '../../http/forms.ts'
import { actOnce } from '../../http/once.ts'
import { findAllocation, findKeeper, writeUntil } from '../store.ts'
import { type Described, problemsOfUntil } from './rules.ts'
import { findGiven } from './store.ts'
import { writeHandover } from './write.ts'

export type Anew = Described & { allocation_id: string, until_day: string | null, actor: Actor }

/** A receipt that was not right is written anew and asks its keeper anew, once for a form's key; the earlier one stays. Throws NotFound, KeyReused. */
export function writeAnew(db: Db, key: string, anew: Anew, now: Date): Promise<{ code: string } | { problems: Problem[] }> {
  return actOnce(db, key, anew, now, async (db) => {
    const allocation = await findAllocation(db, anew.allocation_id)
    if (!allocation || allocation.until_at !== null) throw new NotFound('Nobody looks after it under this receipt any more.')
    const before = await findGiven(db, allocation.id)
    const keeper = (await findKeeper(db, allocation.keeper_id))!
    const isChanged = anew.until_day !== allocation.until_day
    const problems = isChanged ? problemsOfUntil({ today: dayOf(now), until_day: anew.until_day, keeper }) : []
    if (problems.length > 0) return { problems }
    if (isChanged) await writeUntil(db, allocation.id, anew.until_day)
    await writeHandover(db, allocation, 'given', { ...anew, goes_home: before?.goes_home ?? 0, approval_id: before?.approval_id ?? null }, anew.actor, now)
    return { code: allocation.code }
  }, (result) => 'code' in result)
}
