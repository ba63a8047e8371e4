import { dayOf } from '../calendar/days.ts'
import type { Limits } from '../custody/limits.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import type { Flag, Row } from '../database/tables.ts'
import { findType } from '../device-types/store.ts'
import { NotFound } from '../errors.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { readLimits } from '../people/limits.ts'
import { tagText } from '../tags/scan.ts'
import { problemsToAsk } from './ask-rules.ts'
import { writeToDeciders } from './letters.ts'
import { type Need, needOf } from './rules.ts'
import { type AskedDevice, type Asker, findAsker, insertApproval, listAskedDevices, listRefusedTypes, type TypeAsked } from './store.ts'

/** Days YYYY-MM-DD; `codes`: whatever was scanned or typed; `address` is the school's own. */
export type Wish = {
  person_id: string, codes: string[], type_id: string | null, from_day: string, until_day: string, why: string
  carries_personal_data: Flag, video_calls: Flag, trip_id: string | null, actor: Actor & { person_id: string }, address: string
}
export type Asked = { approval_id: string } | { problems: Problem[] }

/** Asks for permission for devices to leave the school, once for a form's key, and writes to whoever decides (M7, M8). Throws NotFound, KeyReused. */
export function askApproval(db: Db, key: string, wish: Wish, now: Date): Promise<Asked> {
  return actOnce(db, key, wish, now, (db) => askIn(db, wish, now), (asked) => 'approval_id' in asked)
}

/** The same inside an act that does more. */
export async function askIn(db: Act, wish: Wish, now: Date): Promise<Asked> {
  const meant = await meantBy(db, wish)
  const empty = meant.devices.filter((device) => goesEmpty(wish, device))
  const need = needFor(wish, meant, empty.length > 0)
  const problems = problemsToAsk({ ...wish, ...meant, need, today: dayOf(now) })
  if (problems.length > 0) return { problems }
  const id = newId()
  const devices = meant.devices.map(({ device_id }) => (
    { approval_id: id, device_id, goes_empty: empty.some((one) => one.device_id === device_id) ? 1 as const : 0 as const, wiped_at: null, wiped_by_id: null }))
  const { codes: _, actor, address, ...asked } = wish
  return keepAsking(db, { ...asked, id, in_school: 0 }, { devices, need, actor, address }, now)
}

type Asking = Pick<Row<'approvals'>, 'id' | 'person_id' | 'type_id' | 'trip_id' | 'from_day' | 'until_day' | 'why' | 'carries_personal_data' | 'video_calls' | 'in_school'>
type Beside = { devices: Row<'approval_devices'>[], need: Need, actor: Wish['actor'], address: string }

/** Writes down what is asked and writes to whoever decides. */
export async function keepAsking(db: Act, asked: Asking, { devices, need, actor, address }: Beside, now: Date): Promise<{ approval_id: string }> {
  const { id, person_id } = asked
  await insertApproval(db, rowOf(asked, actor.person_id, now), devices)
  await record(db, actor, now, { verb: 'approval.asked', subject: 'approval', subject_id: id, data: { person_id, need } })
  await writeToDeciders(db, id, address, now)
  return { approval_id: id }
}

type Meant = { limits: Limits, person: Asker, devices: AskedDevice[], unknown: string[], type: TypeAsked | null, refused_types: string[] }

async function meantBy(db: Act, { person_id, codes, type_id }: Wish): Promise<Meant> {
  const person = await findAsker(db, person_id)
  if (!person) throw new NotFound('There is no such person.')
  const type = type_id === null ? null : await findType(db, type_id)
  if (type === undefined) throw new NotFound('There is no such type of device.')
  const texts = [...new Set(codes.map(tagText))]
  const found = texts.length === 0 ? [] : await listAskedDevices(db, texts)
  const devices = [...new Map(found.map(({ text: _, ...device }) => [device.device_id, device])).values()]
  const typeIds = [...devices.map(({ type_id }) => type_id), ...type ? [type.id] : []]
  return {
    person, devices, type, limits: await readLimits(db, person.kind), refused_types: await listRefusedTypes(db, typeIds, person.kind),
    unknown: texts.filter((text) => !found.some((device) => device.text === text)),
  }
}

/** On a trip what holds data and cannot be encrypted goes with nothing on it. */
function goesEmpty({ trip_id }: Wish, { holds_data, encryption }: AskedDevice): boolean {
  return trip_id !== null && holds_data === 1 && encryption === null
}

function needFor({ trip_id, carries_personal_data, video_calls }: Wish, { devices, type }: Meant, goes_empty: boolean): Need {
  const rules = type ? [type.off_site] : devices.map(({ off_site }) => off_site)
  return needOf({ rules, carries_personal_data: carries_personal_data === 1, video_calls: video_calls === 1, goes_empty, on_trip: trip_id !== null })
}

function rowOf(asked: Asking, asked_by_id: string, now: Date): Row<'approvals'> {
  return {
    ...asked, asked_at: now.toISOString(), asked_by_id, decision: null, decided_at: null, decided_by_id: null,
    decided_as: null, granted_until: null, words: '', revoked_at: null, revoked_by_id: null, revoked_words: '',
  }
}
