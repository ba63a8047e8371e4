import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { readSettings } from '../settings/store.ts'
import { isOwed, type Period, periodOn, periodsOf, type ResetDevice, type Standing, standingIn } from './rules.ts'
import { type DeviceRow, listAllDevices, listDevicesById, listDevicesLacking, listDevicesOf, listResetsBetween, listResetsOf, type ResetRow } from './store.ts'

export type Cell = { standing: Standing, reset: ResetRow | null }
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
  return (await linesNow(db, await listDevicesById(db, [deviceId]), now))[0]
}

/** What somebody looks after or has for themselves, in the period that it is now. */
export async function devicesOf(db: Db, personId: string, now: Date): Promise<Line[]> {
  return linesNow(db, await listDevicesOf(db, personId), now)
}

async function linesNow(db: Db, devices: DeviceRow[], now: Date): Promise<Line[]> {
  const period = devices.length === 0 ? null : periodOn(await readPeriods(db), dayOf(now))
  if (!period) return []
  const resets = await listResetsOf(db, devices.map(({ device_id }) => device_id), period.first_day, period.until)
  return linesOf(devices, resets, [period], now)
}

export type OwedNow = { period: Period, lines: Line[] }

/** What is due or late now, by code; null where nothing can be. */
export async function owedNow(db: Db, periods: Period[], now: Date): Promise<OwedNow | null> {
  const period = periodOn(periods, dayOf(now))
  if (!period || dayOf(now) < period.opens) return null
  const lines = linesOf(await listDevicesLacking(db, period.first_day, period.until), [], [period], now).filter(({ cells }) => isOwed(cells[0]!.standing))
  return lines.length === 0 ? null : { period, lines }
}

function linesOf(devices: DeviceRow[], resets: ResetRow[], periods: Period[], now: Date): Line[] {
  const byDevice = new Map<string, ResetRow[]>()
  for (const reset of resets) byDevice.set(reset.device_id, [...byDevice.get(reset.device_id) ?? [], reset])
  return devices.map((device) => ({ ...device, cells: periods.map((period) => cellOf(period, device, byDevice.get(device.device_id) ?? [], now)) }))
}

function cellOf(period: Period, device: DeviceRow, resets: ResetRow[], now: Date): Cell {
  const standing = standingIn(period, factsOf(device), resets.map(({ day }) => day), dayOf(now))
  const reset = resets.findLast(({ day }) => period.first_day <= day && day <= period.until) ?? null
  return { standing, reset: standing === 'done' ? reset : null }
}

function factsOf({ created_at, first_lent, first_kept, because }: DeviceRow): ResetDevice {
  const issued = first_lent === null || (first_kept !== null && first_kept < first_lent) ? first_kept : first_lent
  return {
    registered: dayOf(created_at), issued: issued === null ? null : dayOf(issued),
    gone: because !== null && because !== 'in repair',
  }
}
