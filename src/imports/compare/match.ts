import { tagText } from '../../tags/scan.ts'
import type { ReadDevice } from '../lines/read.ts'
import type { DeviceState } from '../rows.ts'
import type { KnownDevices, KnownTag } from './known-devices.ts'

export type Match = { existing: DeviceState | null } | { problem: string }

/** The device that a line is about: by its serial number, then by its code, never by both if they differ. */
export function matchDevice(row: ReadDevice, known: KnownDevices): Match {
  const bySerial = row.serial === null ? undefined : known.tags.get(tagText(row.serial))
  if (bySerial && bySerial.device_id === null) {
    return { problem: `${bySerial.text} is the ${bySerial.what} of something else already` }
  }
  const byCode = codeTag(row, known)
  if (byCode && byCode.device_id === null) {
    return { problem: `${byCode.text} is the ${byCode.what} of something else already` }
  }
  const serialId = bySerial?.device_id ?? null
  const codeId = byCode?.device_id ?? null
  if (serialId && codeId && serialId !== codeId) {
    const owner = codeOf(known, serialId)
    return { problem: `The serial number ${row.serial} is ${owner}’s, but the code ${row.code} is another device’s` }
  }
  const existing = known.devices.get(serialId ?? codeId ?? '') ?? null
  return clash(row, existing, serialId) ?? { existing }
}

/** A code that was only made from a computer's name finds a device, but never speaks against a serial number. */
function codeTag(row: ReadDevice, known: KnownDevices): KnownTag | undefined {
  const texts = row.code_stated
    ? [row.code, ...row.tags.filter(({ what }) => what === 'old number').map(({ text }) => text)]
    : [row.code]
  const tag = texts.map((text) => known.tags.get(text ?? '')).find((found) => found !== undefined)
  if (row.code_stated || !tag) return tag
  const device = tag.device_id === null ? undefined : known.devices.get(tag.device_id)?.device
  return device && (device.serial === null || row.serial === null) ? tag : undefined
}

function clash(row: ReadDevice, existing: DeviceState | null, serialId: string | null): Match | null {
  const serial = existing?.device.serial
  if (serialId !== null || !serial || row.serial === null || serial === row.serial) return null
  const { code } = existing.device
  return { problem: `${code} is in Kitbook with the serial number ${serial}, not ${row.serial}: is it another device?` }
}

function codeOf(known: KnownDevices, id: string): string {
  return known.devices.get(id)?.device.code ?? 'another device'
}
