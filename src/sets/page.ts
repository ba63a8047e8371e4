import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf, schoolYearOf } from '../calendar/days.ts'
import { isOverdue, type Lateness } from '../calendar/late.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import { listCurrentClasses } from '../classes/store.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import { type Standing, standingOf, stateOf } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { type Form, formOf } from '../http/forms.ts'
import { nextOf } from '../reservations/next.ts'
import { listLacking } from './lacking.ts'
import { firstFreeSlot, slotsOf } from './rules.ts'
import { listStands } from './stands.ts'
import { findSet, listDevicesOf } from './store.ts'

/** What views/sets/view.ejs needs; null where there is no such set. `put` is the form of a device that is put in. */
export async function setPage(db: Db, viewer: Account, code: string, now: Date, put?: Form) {
  const set = await findSet(db, code)
  if (!set) return null
  const devices = await listDevicesOf(db, set.id)
  const next = set.slots === null ? null : firstFreeSlot(set.slots, devices.map(({ slot }) => slot))
  const countOf = (standing: Standing) => devices.filter((device) => standingOf(device) === standing).length
  const lacking = await listLacking(db, devices, now)
  const lateness = await readLateness(db, now)
  return {
    set, lacking, may_read_book: can(viewer.roles, 'read-book'), now: now.toISOString(),
    slots: set.slots === null ? [] : slotsOf(set.slots, devices),
    devices: devices.map((device) => lineOf(device, lateness)),
    counts: { all: devices.length, out: countOf('out'), in: countOf('in store') },
    put: put ?? formOf(), next_slot: next, ...await standsOf(db, set.id, now), classes: (await listCurrentClasses(db, dayOf(now))).map(({ id, name }) => ({ value: id, label: name })),
    next: devices.length === 0 ? null : await nextOf(db, viewer, { device_id: null, set_id: set.id, code: set.code }, now), may_edit: can(viewer.roles, 'edit-devices'), may_print: can(viewer.roles, 'print-labels'),
  }
}

/** With which class it stands this year, and stood in the years before. */
async function standsOf(db: Db, setId: string, now: Date) {
  const stands = await listStands(db, setId)
  const year = schoolYearOf(dayOf(now)).name
  return { stands, year, stand: formOf({ class_id: stands.find((one) => one.year === year)?.id }) }
}

function lineOf(device: CustodyFacts, lateness: Lateness) {
  const state = stateOf(device)
  const { code, type_name, slot, class_name, due_at } = device
  return {
    code, type: type_name, slot, holder: device.borrower ?? device.keeper ?? '', class_name: class_name ?? '',
    state: state === 'out' && isOverdue(due_at!, lateness) ? 'overdue' : state, due_at: standingOf(device) === 'out' ? due_at : null,
  }
}
