import type { Db } from '../database/open.ts'
import type { Flag } from '../database/tables.ts'
import type { Actor } from '../events/record.ts'

/** Whether what came back is logged off with nothing of children left on it; the last answer counts (M21). */
export async function sayLeftClean(db: Db, loanIds: string[], left_clean: Flag, { person_id: by_id, desk_id }: Actor, now: Date): Promise<void> {
  if (loanIds.length === 0) return
  const rows = loanIds.map((loan_id) => ({ loan_id, left_clean, at: now.toISOString(), by_id, desk_id }))
  await db.insertInto('return_answers').values(rows).onConflict((c) => c.column('loan_id').doUpdateSet((e) => (
    { left_clean: e.ref('excluded.left_clean'), at: e.ref('excluded.at'), by_id: e.ref('excluded.by_id'), desk_id: e.ref('excluded.desk_id') }))).execute()
}
