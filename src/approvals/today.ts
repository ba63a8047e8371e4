import type { Account } from '../auth/account.ts'
import { addDays, at, dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { type Line, lineOf } from './line.ts'
import { type Approval, withDevices } from './read.ts'
import { actsAs, mayDecide } from './rules.ts'
import { isDeputy, listOwnLately, listWaiting } from './store.ts'

const MOST_WAITING = 200
const MOST_SHOWN = 10
const MOST_OWN = 5
/** An answer stays on one's own page for so many days. */
const DAYS_TOLD = 7

export type TodayPermissions = { to_decide: (Line & { form_key: string })[], to_decide_in_all: number, mine: Line[] }

/** What waits for this viewer's word, the first to leave in front, and what became of what is theirs. */
export async function permissionsFor(db: Db, viewer: Account, now: Date): Promise<TodayPermissions> {
  const today = dayOf(now)
  const say = sayFor(now)
  const lines = (approvals: Approval[]) => approvals.map((approval) => lineOf(approval, today, say))
  const waiting = await waitingFor(db, viewer, today)
  const own = await listOwnLately(db, viewer.person_id, today, at(addDays(today, -DAYS_TOLD), '00:00'), MOST_OWN)
  return {
    to_decide: lines(waiting.slice(0, MOST_SHOWN)).map((line) => ({ ...line, form_key: newFormKey() })), to_decide_in_all: waiting.length,
    mine: lines(await withDevices(db, own)),
  }
}

async function waitingFor(db: Db, { person_id, roles }: Account, today: string): Promise<Approval[]> {
  const decider = { id: person_id, roles, deputises: await isDeputy(db, person_id, today) }
  if (actsAs(decider) === null) return []
  const waiting = await withDevices(db, await listWaiting(db, today, MOST_WAITING))
  return waiting.filter((approval) => mayDecide(decider, approval))
}
