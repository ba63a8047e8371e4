import { listLoansThen, listMoments } from '../custody/at.ts'
import type { Db } from '../database/open.ts'
import { type Line, MOST_LINES, readLine, whoHadIt } from './rules.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'

/** Answers pasted lines of device and moment: four queries for any number of them (M25). */
export async function lookUp(db: Db, pasted: string, when: (instant: string) => string) {
  const all = pasted.split(/\r?\n/).filter((line) => line.trim() !== '')
  const lines = all.slice(0, MOST_LINES).map(readLine)
  const devices = await listDevicesByText(db, lines.map(({ text }) => text))
  const asked = lines.flatMap((line) => askedOf(line, devices))
  const moments = await listMoments(db, asked)
  const ids = moments.flatMap(({ at_id, before_id, after_id }) => [at_id, before_id, after_id]).filter((id) => id !== null)
  const loans = await listLoansThen(db, [...new Set(ids)])
  const loan = (id: string | null) => (id === null ? null : loans.get(id) ?? null)
  const byKey = new Map(moments.map((found) => [`${found.device_id} ${found.moment}`, found]))
  const answers = lines.map((line) => {
    const device = devices.get(keyOf(line.text)) ?? null
    const found = device && line.moment ? byKey.get(`${device.device_id} ${line.moment}`) ?? null : null
    const problem = line.problem ?? (device ? null : 'No device has this code, serial number or computer name')
    if (!found) return { ...line, problem, device, answer: null, at: null, before: null, after: null, found: null }
    const [now, before, after] = [loan(found.at_id), loan(found.before_id), loan(found.after_id)]
    return { ...line, problem, device, found, at: now, before, after, answer: whoHadIt(found, now, before, when) }
  })
  return { answers, left_off: all.length - lines.length }
}

type Devices = Awaited<ReturnType<typeof listDevicesByText>>

function askedOf({ text, moment }: Line, devices: Devices) {
  const device = devices.get(keyOf(text))
  return device && moment ? [{ device_id: device.device_id, moment }] : []
}

function keyOf(text: string): string {
  return text.trim().toUpperCase()
}
