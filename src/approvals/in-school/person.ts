import { dayOf } from '../../calendar/days.ts'
import type { Db } from '../../database/open.ts'
import type { PersonKind } from '../../database/tables.ts'
import { sayFor } from '../../http/say.ts'
import { readSettings } from '../../settings/store.ts'
import { isEnough, neededBy } from './rules.ts'
import { listHeld } from './store.ts'

/** What a person's page says of borrowing in school: null where nobody's permission is needed. */
export async function borrowingOf(db: Db, { id, kind }: { id: string, kind: PersonKind }, now: Date) {
  const by = neededBy(kind, (await readSettings(db)).permission_to_borrow)
  if (by === null) return null
  const held = (await listHeld(db, id, dayOf(now))).find(({ decided_as }) => isEnough(decided_as!, by))
  const whose = by === 'head' ? 'the head teacher’s' : 'the computing lead’s'
  return {
    approval_id: held?.id ?? null,
    words: held ? `May borrow in school until ${sayFor(now).day(held.granted_until!)}` : `May borrow in school only with ${whose} permission, and has none`,
  }
}
