import type { Act } from '../database/act.ts'
import { findType } from '../device-types/store.ts'
import type { Problem } from '../http/forms.ts'
import { findOccupant, findSetById } from '../sets/store.ts'
import { listTaken, tagsOfDevice } from '../tags/of-device.ts'
import { whoseTag } from '../tags/store.ts'
import type { DeviceFields } from './forms.ts'
import { homeProblem } from './rules.ts'

const FIELD_OF = {
  'code': 'code', 'serial': 'serial', 'old number': 'old_numbers', 'computer name': 'computer_name',
} as const

/** What stands against these fields of a device, each beside its field; a new device's id is null. */
export async function problemsOf(db: Act, fields: DeviceFields, id: string | null): Promise<Problem[]> {
  const ofTags = await tagProblems(db, fields, id)
  const ofType = await typeProblems(db, fields)
  return [...ofTags, ...ofType, ...await homeProblems(db, fields, id)]
}

/** A scannable text means one thing only, so that a scan is never a question. */
async function tagProblems(db: Act, fields: DeviceFields, id: string | null): Promise<Problem[]> {
  const tags = tagsOfDevice(fields)
  const problems: Problem[] = []
  for (const text of await listTaken(db, tags.map((tag) => tag.text), id)) {
    const what = tags.find((tag) => tag.text === text)!.what
    const name = FIELD_OF[what as keyof typeof FIELD_OF]
    problems.push({ name, message: `${await whoseTag(db, text)} already` })
  }
  return problems
}

async function typeProblems(db: Act, { type_id }: DeviceFields): Promise<Problem[]> {
  return await findType(db, type_id) ? [] : [{ name: 'type_id', message: 'Choose what it is' }]
}

async function homeProblems(db: Act, { set_id, slot }: DeviceFields, id: string | null): Promise<Problem[]> {
  const set = set_id === null ? null : await findSetById(db, set_id)
  if (set === undefined) return [{ name: 'set_id', message: 'Choose a trolley or set that is there' }]
  const occupant = set && slot !== null ? await findOccupant(db, set.id, slot, id) : null
  const message = homeProblem({ set, slot, occupant })
  return message === null ? [] : [{ name: 'slot', message }]
}
