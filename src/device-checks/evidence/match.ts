import type { Db } from '../../database/open.ts'
import { listDevicesByText } from '../../tags/devices-by-text.ts'
import { tagText } from '../../tags/scan.ts'
import { type Found, isWorse } from './found.ts'

/** A finding with the device it is of, or why there is none; `asks`: the file does not say which. */
export type Matched = { found: Found, who: string, code: string | null, problem: string | null, asks: boolean }

type Devices = Awaited<ReturnType<typeof listDevicesByText>>

/** Finds each computer by its serial number, else by its name; `said` are the devices that somebody named, by line. One query. */
export async function matchDevices(db: Db, found: Found[], said: ReadonlyMap<number, string>): Promise<Matched[]> {
  const texts = found.flatMap(({ line, serial, computer_name }) => [serial, computer_name, said.get(line) ?? ''])
  const devices = await listDevicesByText(db, texts.filter((text) => text !== ''))
  return eachOnce(found.map((one) => matchOne(one, devices, said.get(one.line) ?? '')))
}

function matchOne(found: Found, devices: Devices, said: string): Matched {
  const { serial, computer_name } = found
  const of = (text: string) => (text === '' ? undefined : devices.get(tagText(text)))
  const matched = (code: string | null, problem: string | null, who = serial || computer_name) => ({ found, who, code, problem, asks: false })
  const [bySerial, byName] = [of(serial), of(computer_name)]
  if (bySerial) return matched(bySerial.code, null)
  if (serial && byName?.serial) return matched(null, `No device has the serial number ${serial}; ${computer_name} is ${byName.code} here, which has another one`)
  if (byName) return matched(byName.code, null, computer_name)
  if (serial || computer_name) return matched(null, serial ? `No device has the serial number ${serial}` : `No device has the computer name ${computer_name}`)
  if (said === '') return { ...matched(null, null), asks: true }
  const named = of(said)
  return { ...matched(named?.code ?? null, named ? null : `${tagText(said)} is not the tag of a device`, tagText(said)), asks: !named }
}

/** Of two lines about one device the worse counts. */
function eachOnce(all: Matched[]): Matched[] {
  const worst = new Map<string, Matched>()
  for (const one of all) {
    const known = one.code === null ? undefined : worst.get(one.code)
    if (one.code !== null && (!known || isWorse(one.found.finding, known.found.finding))) worst.set(one.code, one)
  }
  return all.map((one) => {
    const counts = one.code === null ? one : worst.get(one.code)!
    return counts === one ? one : { ...one, code: null, problem: `${one.code} is on line ${counts.found.line} too, which counts` }
  })
}
