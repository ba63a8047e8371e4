import { dayOf } from '../calendar/days.ts'
import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { withoutTriggers } from '../database/triggers.ts'
import { record } from '../events/record.ts'
import { readSettings, writeSettings } from '../settings/store.ts'
import { listForgotten, windowOf } from './report.ts'
import { type Cut, cutFor } from './rules.ts'
import { AGED, type Aged, cutOld, ensureFormer, forgetPerson, FORMER, listTold, rewriteTold, type Window } from './store.ts'

/**
 * Cuts the link to people from what has had its time, and forgets who left long ago; says how many were forgotten. Nothing
 * happens before the school has said so, and what was cut once is not looked at again.
 */
export async function cutLinks(db: Db, now: Date): Promise<number> {
  const settings = await readSettings(db)
  if (!settings.retention_on) return 0
  const cut = cutFor(dayOf(now), settings)
  await act(db, (db) => ensureFormer(db, now))
  if ((settings.retention_done_before ?? '') < cut.book_before) await cutRecord(db, cut, settings.retention_done_before, now)
  const leavers = await listForgotten(db, cut)
  for (const id of leavers) await act(db, (db) => withoutTriggers(db, ['signatures'], () => forgetPerson(db, id)))
  return leavers.length
}

async function cutRecord(db: Db, cut: Cut, doneBefore: string | null, now: Date): Promise<void> {
  for (const part of AGED) {
    const window = windowOf(part, cut, { retention_done_before: doneBefore })
    if (part.told) await cutTold(db, part, window)
    await act(db, (db) => withoutTriggers(db, [part.table], () => cutOld(db, part, window)))
  }
  await act(db, async (db) => {
    await writeSettings(db, { retention_done_before: cut.book_before })
    await record(db, { person_id: null, desk_id: null }, now, { verb: 'retention.cut', subject: 'school', subject_id: 'school', data: { before: cut.book_before } })
  })
}

const AT_ONCE = 500
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Text that tells of people by their ids, a few rows an act, so that a desk waits for none of it. */
async function cutTold(db: Db, part: Aged, window: Window): Promise<void> {
  const people = new Set((await db.selectFrom('people').select('id').execute()).map(({ id }) => id))
  for (let after = ''; ;) {
    const last = await act(db, (db) => withoutTriggers(db, [part.table], () => cutToldRows(db, part, { window, after, people })))
    if (last === null) return
    after = last
  }
}

type Slice = { window: Window, after: string, people: Set<string> }

async function cutToldRows(db: Act, part: Aged, { window, after, people }: Slice): Promise<string | null> {
  const rows = await listTold(db, part, window, after, AT_ONCE)
  const cut = (text: string) => text.replaceAll(UUID, (id) => (people.has(id) ? FORMER : id))
  for (const { id, ...texts } of rows) {
    const nameless = Object.fromEntries(Object.entries(texts).map(([column, text]) => [column, cut(text)]))
    if (Object.keys(texts).some((column) => texts[column] !== nameless[column])) await rewriteTold(db, part, id!, nameless)
  }
  return rows.at(-1)?.['id'] ?? null
}
