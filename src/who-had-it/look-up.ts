import { type Around, listAround, listMoments, type Moment } from '../custody/at.ts'
import type { Db } from '../database/open.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { tagText } from '../tags/scan.ts'
import { type AskedMoment, type Line, readLine } from './read-line.ts'
import { MOST_LINES, whoHadIt } from './rules.ts'

type Device = { device_id: string, code: string, type_name: string, serial: string | null }
/** One moment of one line, or a line that cannot be looked up (`asked` null) with its problem. */
type Question = { line: Line, device: Device | null, asked: AskedMoment | null, problem: string | null }
export type Answer = Question & { said: ReturnType<typeof whoHadIt> | null, found: Moment | null } & Around

const LONGEST_LINE = 500
const NOTHING: Around = { at: null, before: null, after: null }

/** Answers pasted lines of device and moment: three queries for any number of them (M25). */
export async function lookUp(db: Db, pasted: string, when: (instant: string) => string, now: Date) {
  const typed = pasted.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const lines = typed.slice(0, MOST_LINES).map((line) => readLine(line.slice(0, LONGEST_LINE)))
  const devices = await listDevicesByText(db, lines.flatMap(({ texts }) => texts))
  const questions = lines.flatMap((line) => questionsOf(line, devices, now.toISOString()))
  const open = questions.flatMap((one) => (one.device && one.asked ? [{ device_id: one.device.device_id, moment: one.asked.moment }] : []))
  const moments = await listMoments(db, open)
  const around = await listAround(db, moments)
  const byKey = new Map(moments.map((found, i) => [`${found.device_id} ${found.moment}`, { found, around: around[i]! }]))
  const answers = questions.map((one): Answer => {
    const known = one.device && one.asked && byKey.get(`${one.device.device_id} ${one.asked.moment}`)
    if (!known) return { ...one, ...NOTHING, said: null, found: null }
    return { ...one, ...known.around, found: known.found, said: whoHadIt(one.asked!, known.found, known.around, when) }
  })
  return { answers, left_off: typed.length - lines.length }
}

function questionsOf(line: Line, devices: Map<string, Device>, now: string): Question[] {
  const device = line.texts.map((text) => devices.get(tagText(text))).find((found) => found !== undefined) ?? null
  const refused = (problem: string): Question[] => [{ line, device, asked: null, problem }]
  if (line.problem) return refused(line.problem)
  if (!device) return refused('No device has this code, serial number or computer name')
  return line.moments.map((asked) => {
    const problem = asked.moment > now ? 'That moment is still to come' : null
    return { line, device, asked: problem ? null : asked, problem }
  })
}
