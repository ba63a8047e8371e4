import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'
import { grouped } from '../text/grouped.ts'
import type { DeviceState, PersonState } from './rows.ts'

/** Devices by id, as they are now, with everything by which they can be scanned. */
export async function statesOfDevices(db: Db, ids: readonly string[]): Promise<Map<string, DeviceState>> {
  if (ids.length === 0) return new Map()
  const devices = await db.selectFrom('devices').selectAll().where('id', 'in', ids).execute()
  const rows = await db.selectFrom('tags').select(['text', 'what', 'device_id']).where('device_id', 'in', ids)
    .orderBy('text').execute()
  const tags = grouped(rows, ({ device_id }) => device_id!)
  return new Map(
    devices.map((device) => [
      device.id, { device, tags: (tags.get(device.id) ?? []).map(({ text, what }) => ({ text, what })) },
    ]),
  )
}

/** People by id, as they are now, with their roles and classes. */
export async function statesOfPeople(db: Db, ids: readonly string[]): Promise<Map<string, PersonState>> {
  if (ids.length === 0) return new Map()
  const people = await db.selectFrom('people').selectAll().where('id', 'in', ids).execute()
  return new Map((await withRolesAndClasses(db, people)).map((state) => [state.person.id, state]))
}

export async function withRolesAndClasses(db: Db, people: readonly Row<'people'>[]): Promise<PersonState[]> {
  const ids = ['', ...people.map(({ id }) => id)]
  const roles = await db.selectFrom('person_roles').selectAll().where('person_id', 'in', ids).orderBy('role')
    .execute()
  const classes = await db.selectFrom('class_people').selectAll().where('person_id', 'in', ids).orderBy('class_id')
    .execute()
  const rolesOf = grouped(roles, ({ person_id }) => person_id)
  const classesOf = grouped(classes, ({ person_id }) => person_id)
  return people.map((person) => ({
    person, roles: (rolesOf.get(person.id) ?? []).map(({ role }) => role),
    class_ids: (classesOf.get(person.id) ?? []).map(({ class_id }) => class_id),
  }))
}
