import { custodyOf, listNotFor } from '../custody/store.ts'
import type { Db } from '../database/open.ts'
import { findType } from '../device-types/store.ts'
import { NotFound } from '../errors.ts'
import type { Problem } from '../http/forms.ts'
import { listClassChoices } from '../loans/choices.ts'
import { findBorrower } from '../loans/store.ts'
import { findSetById } from '../sets/store.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import type { Reserver } from './ask-rules.ts'
import { listTypesInSet } from './store.ts'

/** What somebody chose: a number of a type, a set, or one device by anything that can be scanned. */
export type What = { type_id: string } | { set_id: string } | { code: string }

export type Meant = {
  person: Reserver, type_id: string | null, set_id: string | null, device_id: string | null, wanted: number
  /** The types among it that are not lent to that kind of person, by name. */
  refused: string[]
  problems: Problem[]
}

type Wish = { what: What, wanted: number | null, person_id: string, class_id: string | null, day: string }
type Found = Omit<Meant, 'person' | 'refused' | 'problems'> & { types: { name: string, not_for: readonly string[] }[], problems: Problem[] }

const NOTHING = { type_id: null, set_id: null, device_id: null, wanted: 1, types: [], problems: [] }

/** The rows that a form's choices mean. Throws NotFound for a person, type or set that there is not. */
export async function meantBy(db: Db, wish: Wish): Promise<Meant> {
  const person = await findBorrower(db, wish.person_id)
  if (!person) throw new NotFound('There is no such person.')
  const { types, ...found } = await foundBy(db, wish)
  const refused = types.filter(({ not_for }) => not_for.includes(person.kind)).map(({ name }) => name)
  return { ...found, person, refused, problems: [...found.problems, ...await classProblems(db, wish)] }
}

async function classProblems(db: Db, { class_id, person_id, day }: Wish): Promise<Problem[]> {
  if (class_id === null || (await listClassChoices(db, person_id, day)).some(({ value }) => value === class_id)) return []
  return [{ name: 'class_id', message: 'Choose a class of that school year' }]
}

function foundBy(db: Db, { what, wanted }: Wish): Promise<Found> {
  if ('type_id' in what) return typeOf(db, what.type_id, wanted)
  return 'set_id' in what ? setOf(db, what.set_id) : deviceOf(db, what.code)
}

async function typeOf(db: Db, id: string, wanted: number | null): Promise<Found> {
  const type = await findType(db, id)
  if (!type) throw new NotFound('There is no such type of device.')
  const problems = wanted === null ? [{ name: 'wanted', message: 'Say how many' }] : []
  return { ...NOTHING, type_id: type.id, wanted: wanted ?? 1, types: [type], problems }
}

async function setOf(db: Db, id: string): Promise<Found> {
  const set = await findSetById(db, id)
  if (!set) throw new NotFound('There is no such trolley or set.')
  const types = await listTypesInSet(db, id)
  return { ...NOTHING, set_id: id, types, problems: types.length === 0 ? [{ name: 'what', message: 'Nothing lives in it yet' }] : [] }
}

async function deviceOf(db: Db, typed: string): Promise<Found> {
  const tag = typed.trim() === '' ? undefined : await findTag(db, tagText(typed))
  const wrong = (message: string) => ({ ...NOTHING, problems: [{ name: 'code', message }] })
  if (!tag) return wrong(typed.trim() === '' ? 'Enter the device’s code' : 'No device has this code')
  if (tag.set_id) return setOf(db, tag.set_id)
  if (!tag.device_id) return wrong('That is not a device’s code')
  const [device] = await custodyOf(db, [tag.device_id])
  const not_for = (await listNotFor(db, [tag.device_id])).get(tag.device_id)!
  const problems = reservable(device!)
  return { ...NOTHING, device_id: tag.device_id, types: [{ name: device!.type_name, not_for }], problems }
}

/** What is out of use, or looked after by somebody, is asked for elsewhere. */
function reservable({ code, because, keeper }: { code: string, because: string | null, keeper: string | null }): Problem[] {
  if (because) return [{ name: 'code', message: `${code} is ${because === 'in repair' ? 'in repair' : `down as ${because}`}` }]
  return keeper ? [{ name: 'code', message: `${code} is looked after by ${keeper}: ask them on its page` }] : []
}
