import { readArranged } from '../absences/read.ts'
import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { isOverdue, type Lateness } from '../calendar/late.ts'
import { readLateness } from '../calendar/school/lateness.ts'
import { standingOf, stateOf } from '../custody/rules.ts'
import type { Db } from '../database/open.ts'
import { listTypes } from '../device-types/store.ts'
import { addressOf, queryOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { type Form, formOf } from '../http/forms.ts'
import { listSetNames } from '../sets/store.ts'
import { type DeviceFilter, homeWords, type StateFilter } from './rules.ts'
import { wantedOf } from './scanned.ts'
import { countDevices, listDevices, type ListedDevice, listPlaces, type Place } from './store.ts'

const PER_PAGE = 50
const COUNTED = 1000

const STATE_WORDS: Record<StateFilter, string> = {
  'in-store': 'In store', 'out': 'Out', 'overdue': 'Overdue', 'looked-after': 'Looked after', 'not-back': 'Not back',
  'in-repair': 'In repair', 'lost': 'Lost', 'stolen': 'Stolen', 'retired': 'Retired',
}

/** What views/devices/index.ejs needs. */
export async function listModel(db: Db, viewer: Account, filter: DeviceFilter, place: Place, now: Date) {
  const asked = Object.values(filter).some((value) => value !== '')
  const wanted = await wantedOf(db, filter, now)
  const lateness = await readLateness(db, now)
  const rows = await listDevices(db, wanted, lateness, place, PER_PAGE + 1)
  const more = rows.length > PER_PAGE
  const back = place.before !== undefined
  const shown = back ? rows.slice(-PER_PAGE) : rows.slice(0, PER_PAGE)
  const count = await countDevices(db, wanted, lateness, COUNTED + 1)
  const leads = { newer: back ? more : place.after !== undefined, older: back || more }
  return {
    devices: await linesOf(db, shown, lateness),
    count: countWords(count), is_empty: count === 0 && !asked, asked,
    newer: leads.newer && shown[0] ? addressOf('/devices', { ...filter, before: shown[0].code }) : null,
    older: leads.older && shown.length > 0 ? addressOf('/devices', { ...filter, after: shown.at(-1)!.code }) : null,
    csv: addressOf('/devices.csv', filter),
    labels: can(viewer.roles, 'print-labels') ? addressOf('/labels', { what: 'devices', list: queryOf(filter) }) : null,
    form: formOf(filter) satisfies Form,
    ...await choices(db),
    may_edit: can(viewer.roles, 'edit-devices'), may_import: can(viewer.roles, 'import-lists'),
  }
}

function countWords(count: number): string {
  if (count > COUNTED) return 'more than 1,000 devices'
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'device' : 'devices'}`
}

async function choices(db: Db) {
  const types = (await listTypes(db)).map(({ name, search_name }) => ({ value: search_name, label: name }))
  const sets = (await listSetNames(db)).map(({ code, name }) => ({ value: code, label: name }))
  const places = (await listPlaces(db)).map((place) => ({ value: place, label: place }))
  const states = Object.entries(STATE_WORDS).map(([value, label]) => ({ value, label }))
  return { types, states, homes: [...sets, ...places] }
}

/** Whether a return is arranged is asked only where something would be overdue. */
async function linesOf(db: Db, devices: ListedDevice[], lateness: Lateness) {
  const isLate = (device: ListedDevice) => stateOf(device) === 'out' && isOverdue(device.due_at!, lateness)
  const arranged = devices.some(isLate) ? await readArranged(db, new Date(lateness.now)) : new Map<string, string>()
  return devices.map((device) => lineOf(device, isLate(device) && !arranged.has(device.loan_id!)))
}

function lineOf(device: ListedDevice, overdue: boolean) {
  return {
    code: device.code, type: device.type_name, home: homeWords(device),
    what: [device.make, device.model].filter(Boolean).join(' '),
    state: overdue ? 'overdue' : stateOf(device),
    holder: device.borrower ?? device.keeper ?? '', class_name: device.class_name ?? '',
    due_at: standingOf(device) === 'out' ? device.due_at : null,
  }
}

/** The columns of the file; an import reads their headings again. */
export const CSV_COLUMNS: readonly CsvColumn<ListedDevice>[] = [
  ['Code', (d) => d.code], ['Type', (d) => d.type_name], ['Make', (d) => d.make], ['Model', (d) => d.model],
  ['Serial number', (d) => d.serial], ['Computer name', (d) => d.computer_name],
  ['Home', (d) => d.set_name ?? d.place], ['Slot', (d) => d.slot],
  ['State', (d) => stateOf(d)], ['With', (d) => d.borrower ?? d.keeper], ['For class', (d) => d.class_name],
  ['Bought', (d) => d.bought_on], ['Price', (d) => (d.price_pence === null ? null : (d.price_pence / 100).toFixed(2))],
  ['Warranty until', (d) => d.warranty_until], ['Notes', (d) => d.notes],
]

/** Every device that matches, a few hundred at a time. */
export async function* everyPage(db: Db, filter: DeviceFilter, now: Date): AsyncGenerator<ListedDevice[]> {
  const wanted = await wantedOf(db, filter, now)
  const lateness = await readLateness(db, now)
  for (let after: string | undefined = undefined; ;) {
    const rows: ListedDevice[] = await listDevices(db, wanted, lateness, { after }, 500)
    if (rows.length > 0) yield rows
    if (rows.length < 500) return
    after = rows.at(-1)!.code
  }
}
