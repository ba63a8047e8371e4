import { at, dayOf } from '../calendar/days.ts'
import { holderOf } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import { actOnce } from '../http/once.ts'
import { raiseCheckAlarm } from '../reminders/send.ts'
import { readSettings } from '../settings/store.ts'
import { findingsOf, isAway, passes, validUntil } from './rules.ts'
import { insertChecks, listOwedBy, type OwedRow } from './store.ts'

/** `day`: when it was done, as a sheet of paper says, or null for now. `address` is the school's own, for the link in an alarm. */
export type NewCheck = {
  device_id: string, kind_id: string, finding: string, note: string, day: string | null, actor: Actor, address: string
}
export type Recorded = { check_id: string } | { refused: string }

/**
 * Writes down what somebody saw on a device, once for a form's key (M9, M17); what fails away from school alarms the
 * lead at once. Throws KeyReused and NotFound.
 */
export function recordCheck(db: Db, key: string, wish: NewCheck, now: Date): Promise<Recorded> {
  return actOnce<Recorded>(db, key, wish, now, async (db) => {
    const owed = (await listOwedBy(db, wish.device_id)).find(({ kind_id }) => kind_id === wish.kind_id)
    if (!owed) throw new NotFound('This device does not owe that check.')
    if (Number(owed.gone) > 0) return { refused: `${owed.code} is lost, stolen or retired: put it back in use first` }
    if (!findingsOf(owed).includes(wish.finding)) return { refused: 'Choose what you found' }
    const when = whenDone(wish.day, now)
    if (when === null) return { refused: 'That day is still to come' }
    // Whoever looks at the screen of a device sees the agreed product, or says that it is another one.
    const product = wish.finding === 'another product' ? null : owed.agreed
    const { finding, note, device_id } = wish
    const check = checkRow(owed, { finding, product, ...when, source_hash: null, by_id: wish.actor.person_id, note })
    await insertChecks(db, [check])
    const isLast = owed.at === null || check.at >= owed.at
    if (check.passed === 0 && isLast) await alarmIfAway(db, [{ check_id: check.id, device_id, kind_name: owed.kind_name, finding }], wish.address, now)
    const data = { check_id: check.id, kind_id: check.kind_id, passed: check.passed }
    await record(db, wish.actor, now, { verb: 'check.recorded', subject: 'device', subject_id: wish.device_id, data })
    return { check_id: check.id }
  }, (result) => 'check_id' in result)
}

/** Paper knows the day alone; null for a day to come. */
function whenDone(day: string | null, now: Date): Pick<Seen, 'method' | 'at'> | null {
  if (day === null || day === dayOf(now)) return { method: 'seen', at: now.toISOString() }
  return day > dayOf(now) ? null : { method: 'paper', at: at(day, '12:00') }
}

/** What failed, as an alarm tells of it. */
export type Failure = { check_id: string, device_id: string, kind_name: string, finding: string }

/** Alarms the lead of each that is away from school, in the act that writes it down. */
export async function alarmIfAway(db: Act, failures: Failure[], address: string, now: Date): Promise<void> {
  const custody = new Map((await custodyOf(db, failures.map(({ device_id }) => device_id))).map((device) => [device.device_id, device]))
  const { keepers_standing_yes } = await readSettings(db)
  for (const { check_id, device_id, kind_name, finding } of failures) {
    const device = custody.get(device_id)
    if (!device || !isAway(device, keepers_standing_yes)) continue
    const { code, type_name } = device
    await raiseCheckAlarm(db, check_id, { code, type_name, check: kind_name, finding, holder: holderOf(device)?.name ?? null }, address, now)
  }
}

type Seen = Pick<Row<'device_checks'>, 'finding' | 'product' | 'method' | 'source_hash' | 'at' | 'by_id' | 'note'>

/** The row of a check: whether it passes, and until which day that holds. */
export function checkRow(owed: OwedRow, seen: Seen): Row<'device_checks'> {
  const passed = passes(seen, owed) ? 1 as const : 0 as const
  const valid_until = passed === 1 && owed.days !== null ? validUntil(dayOf(seen.at), owed.days) : null
  return { ...seen, id: newId(), device_id: owed.device_id, kind_id: owed.kind_id, passed, product: owed.built_in === null ? null : seen.product, valid_until }
}
