import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import type { Db } from '../database/open.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { isFresh } from '../loans/rules.ts'
import { readSettings } from '../settings/store.ts'
import { listKnownTo } from './known-store.ts'
import { isOwed } from './rules.ts'
import { deviceNow, type Line } from './standing.ts'
import { listLastResets, type ResetRow } from './store.ts'
import { cellWords, whoWords } from './words.ts'

/** What a device's page says of its password's resets; null where there is nothing to say. */
export async function deviceModel(db: Db, viewer: Account, deviceId: string, now: Date) {
  const line = await deviceNow(db, deviceId, now)
  const last = await listLastResets(db, deviceId)
  if (!line && last.length === 0) return null
  const isTheirs = line !== undefined && [line.borrower_id, line.keeper_id].includes(viewer.person_id)
  const may = { say: isTheirs || can(viewer.roles, 'record-resets'), strike_out: can(viewer.roles, 'correct-book') }
  return {
    device_id: deviceId, now: line ? nowOf(line, now) : null, last: last.map((reset) => ({ ...reset, who: whoWords(reset) })),
    known: may.say && last[0] ? await knownOf(db, last[0]) : null, may, form_key: newFormKey(),
    undo: last[0] && last[0].recorded_by_id === viewer.person_id && isFresh(last[0].at, now) ? last[0].act_id : null,
  }
}

function nowOf({ cells: [cell] }: Line, now: Date) {
  return { period: cell!.period.name, standing: cell!.standing, words: cellWords(cell!, sayFor(now)), owed: isOwed(cell!.standing) }
}

/** Who else knows it since the last reset, where the school keeps that. */
async function knownOf(db: Db, { id }: ResetRow) {
  const { password_known_to } = await readSettings(db)
  return password_known_to ? { reset_id: id, names: (await listKnownTo(db, id)).map(({ name }) => name) } : null
}
