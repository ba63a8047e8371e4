import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { fieldsHash, newFormKey } from '../http/forms.ts'
import type { Settings } from '../settings/store.ts'
import { countsOf } from './close.ts'
import { type Counted, type Day, readDay } from './day.ts'
import { recordModel } from './record.ts'
import { checkMoment, closesFrom, type Group, groupByHolder } from './rules.ts'
import { findCheck, type NamedCheck, readPulse, type RecordLine } from './store.ts'

const FIVE_MINUTES = 300_000

/** Changes whenever the page may have; what is expected later becomes overdue by the clock alone. */
export async function checkVersion(db: Db, settings: Settings, now: Date): Promise<string> {
  const rules = [settings.check_time, settings.full_sweep_weekday, settings.keepers_standing_yes]
  return fieldsHash([await readPulse(db), rules, Math.floor(now.getTime() / FIVE_MINUTES)])
}

/** What views/end-of-day/_now.ejs needs: the count as it stands, or on a day that is closed its record. */
export async function nowModel(db: Db, settings: Settings, now: Date) {
  const version = await checkVersion(db, settings, now)
  const day = await readDay(db, settings, now)
  if (!day.today) return { version, day: dayOf(now), check: null, record: null }
  const check = await findCheck(db, day.today.day)
  const check_or_record = check ? { check: null, record: await recordOfToday(db, check, day) } : { check: openModel(day, settings, now), record: null }
  return { version, day: day.today.day, ...check_or_record }
}

function openModel({ today, calendar, devices }: Day, settings: Settings, now: Date) {
  const of = (result: Counted['result']) => devices.filter((device) => device.result === result)
  const not_back = of('not back')
  return {
    counts: countsOf(devices), all: devices.length, full_sweep: today!.full_sweep,
    before: now.toISOString() < checkMoment(today!.day, settings.check_time, calendar),
    held_at: checkMoment(today!.day, settings.check_time, calendar),
    may_close: now.toISOString() >= closesFrom(today!.day, calendar), closes_from: closesFrom(today!.day, calendar),
    groups: withKeys(groupByHolder(not_back)), later: withKeys(groupByHolder(of('expected later'))),
    excused: of('excused'), off_site: groupByHolder(of('off-site')), trolleys: trolleysOf(devices), close_key: newFormKey(),
  }
}

/** Each tick is a form of its own with a key of its own; so is the tick for a whole group. */
function withKeys(groups: Group<Counted>[]) {
  return groups.map((group) => ({
    form_key: newFormKey(), codes: group.devices.map(({ code }) => code).join(' '), ...group,
    devices: group.devices.map((device) => ({ form_key: newFormKey(), ...device })),
  }))
}

/** Which slots of which trolleys are empty now: whatever lives there and is not in. */
function trolleysOf(devices: readonly Counted[]) {
  const empty = devices.filter(({ set_id, slot, result }) => set_id !== null && slot !== null && result !== 'in')
  const names = [...new Set(empty.map(({ set_name }) => set_name!))].toSorted()
  return names.map((name) => ({ name, slots: empty.filter(({ set_name }) => set_name === name).toSorted((a, b) => a.slot! - b.slot!) }))
}

async function recordOfToday(db: Db, check: NamedCheck, { devices }: Day) {
  const record = await recordModel(db, check)
  const isIn = new Set(devices.filter(({ result }) => result === 'in').map(({ device_id }) => device_id))
  const isDueTonight = ({ due_at }: RecordLine) => due_at !== null && dayOf(due_at) === check.day
  const may_close_later = check.later_closed_at === null && record.lines.later.some(isDueTonight)
  const awaited = may_close_later ? record.lines.later.filter(({ device_id }) => !isIn.has(device_id)) : []
  return {
    ...record, may_close_later, would_miss: awaited.filter(isDueTonight).length,
    awaited: awaited.map((line) => ({ ...line, form_key: newFormKey() })),
  }
}
