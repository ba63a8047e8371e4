import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { readSettings } from '../settings/store.ts'
import { grouped } from '../text/grouped.ts'
import { isOwed, type Period, periodOn, periodsOf, type ResetDevice, type Standing, standingIn } from './rules.ts'
import { type DeviceRow, type LackingRow, listAllDevices, listDevicesById, listDevicesLacking, listDevicesOf, listResetsBetween, listResetsOf, type ResetRow } from './store.ts'

export type Cell = { period: Period, standing: Standing, reset: ResetRow | null }
/** A device with where it stands in each period that was asked for. */
export type Line = DeviceRow & { cells: Cell[] }

export async function readPeriods(db: Db): Promise<Period[]> {
  return periodsOf(await readCalendar(db), await readSettings(db))
}

/** Every device whose password is reset, by code, in these periods: two queries, however many there are. */
export async function everyDevice(db: Db, periods: Period[], now: Date): Promise<Line[]> {
  const [first, last] = [periods[0], periods.at(-1)]
  const resets = first && last ? await listResetsBetween(db, first.first_day, last.until) : []
  return linesOf(await listAllDevices(db), resets, periods, now)
}

/** One device in the period that it is now; undefined where its password is not reset, or none is. */
export async function deviceNow(db: Db, deviceId: string, now: Date): Promise<Line | undefined> {
  const [device] = await listDevicesById(db, [deviceId])
  if (!device) return undefined
  return (await linesIn(db, periodOn(dayOf(now), await readCalendar(db), await readSettings(db)), [device], now))[0]
}

/** What somebody looks after or has for themselves, in a period. */
export async function devicesOf(db: Db, personId: string, period: Period | null, now: Date): Promise<Line[]> {
  return period ? linesIn(db, period, await listDevicesOf(db, personId), now) : []
}

async function linesIn(db: Db, period: Period | null, devices: DeviceRow[], now: Date): Promise<Line[]> {
  if (!period || devices.length === 0) return []
  const resets = await listResetsOf(db, devices.map(({ device_id }) => device_id), period.first_day, period.until)
  return linesOf(devices, resets, [period], now)
}

export type Owed = Pick<LackingRow, 'device_id' | 'code' | 'keeper_id'> & { cell: Cell }

/** What is due or late in the period that it is now, by code; nothing where there is none. */
export async function owedIn(db: Db, period: Period | null, now: Date): Promise<Owed[]> {
  if (!period || dayOf(now) < period.opens) return []
  const lacking = await listDevicesLacking(db, period.first_day, period.until)
  return lacking.flatMap((device) => {
    const { device_id, code, keeper_id } = device
    const cell = cellOf(period, device, [], now)
    return isOwed(cell.standing) ? [{ device_id, code, keeper_id, cell }] : []
  })
}

function linesOf(devices: DeviceRow[], resets: ResetRow[], periods: Period[], now: Date): Line[] {
  const byDevice = grouped(resets, ({ device_id }) => device_id)
  return devices.map((device) => ({ cells: periods.map((period) => cellOf(period, device, byDevice.get(device.device_id) ?? [], now)), ...device }))
}

function cellOf(period: Period, device: Judged, resets: ResetRow[], now: Date): Cell {
  const standing = standingIn(period, factsOf(device), resets.map(({ day }) => day), dayOf(now))
  const reset = resets.findLast(({ day }) => period.first_day <= day && day <= period.until) ?? null
  return { period, standing, reset: standing === 'done' ? reset : null }
}

type Judged = Pick<DeviceRow, 'created_at' | 'first_lent' | 'first_kept' | 'because'>

function factsOf({ created_at, first_lent, first_kept, because }: Judged): ResetDevice {
  const issued = first_lent === null || (first_kept !== null && first_kept < first_lent) ? first_kept : first_lent
  return {
    registered: dayOf(created_at), issued: issued === null ? null : dayOf(issued),
    gone: because !== null && because !== 'in repair',
  }
}
