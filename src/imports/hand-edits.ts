import type { Db } from '../database/open.ts'
import { isSameDevice } from './compare/device.ts'
import { isSamePerson } from './compare/person.ts'
import type { DeviceState, PersonState, SetFields, StagedRow } from './rows.ts'
import { fieldsOf, rowsThatWrite } from './staged-rows.ts'
import { statesOfDevices, statesOfPeople } from './states.ts'
import { isSameRow } from './unchanged-since.ts'

export type Written = {
  devices: DeviceState[]
  people: PersonState[]
  before: { devices: DeviceState[], people: PersonState[] }
}

/** What an import wrote, and which of it is not any more as it was written. */
export async function findHandEdits(db: Db, id: string): Promise<{ written: Written, edited: string[] }> {
  const written: Written = { devices: [], people: [], before: { devices: [], people: [] } }
  const edited: string[] = []
  for await (const rows of rowsThatWrite(db, id)) {
    const devices = fieldsOf<DeviceState>(rows, 'device')
    const people = fieldsOf<PersonState>(rows, 'person')
    written.devices.push(...devices)
    written.people.push(...people)
    written.before.devices.push(...before<DeviceState>(rows, 'device'))
    written.before.people.push(...before<PersonState>(rows, 'person'))
    edited.push(
      ...(await editedDevices(db, devices)),
      ...(await editedPeople(db, people)),
      ...(await editedSets(db, fieldsOf<SetFields>(rows, 'set'))),
    )
  }
  return { written, edited }
}

function before<T>(rows: StagedRow[], what: 'device' | 'person'): T[] {
  return rows.filter((row) => row.what === what && row.before !== null).map((row) => JSON.parse(row.before!) as T)
}

async function editedDevices(db: Db, wrote: DeviceState[]): Promise<string[]> {
  const now = await statesOfDevices(db, wrote.map(({ device }) => device.id))
  return wrote.filter((was) => { const is = now.get(was.device.id); return !is || !isSameDevice(is, was) })
    .map(({ device }) => `${device.code} has been changed since`)
}

async function editedPeople(db: Db, wrote: PersonState[]): Promise<string[]> {
  const now = await statesOfPeople(db, wrote.map(({ person }) => person.id))
  return wrote.filter((was) => { const is = now.get(was.person.id); return !is || !isSamePerson(is, was) })
    .map(({ person }) => `${person.name} has been changed since`)
}

async function editedSets(db: Db, wrote: SetFields[]): Promise<string[]> {
  if (wrote.length === 0) return []
  const now = await db.selectFrom('sets').selectAll().where('id', 'in', wrote.map(({ set }) => set.id)).execute()
  return wrote
    .filter(({ set }) => {
      const is = now.find(({ id }) => id === set.id)
      return !is || !isSameRow(is, set)
    })
    .map(({ set }) => `${set.name} has been changed since`)
}
