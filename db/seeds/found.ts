import type { Db } from '../../src/database/open.ts'
import type { Row, Tables } from '../../src/database/tables.ts'
import { insertType, listTypes } from '../../src/device-types/store.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { fold } from '../../src/text/fold.ts'
import { calendarRows } from './calendar.ts'
import { school } from './cast.ts'
import { equip, tagRows } from './equip.ts'
import { deviceTypes } from './device-types.ts'
import { seededIds } from './ids.ts'
import { insertRows } from './insert.ts'
import type { Stock } from './kit.ts'
import { hire, openClasses, peopleRows } from './people.ts'
import type { Random } from './random.ts'
import { leadOf, type Scene } from './scene.ts'

type Plan = { now: Date, from: Date, random: Random, stock: Stock[] }

/** Founds a school without any history: people, classes, devices, tags and its desks, written and ready to play. */
export async function foundSchool(db: Db, { now, from, random, stock }: Plan): Promise<Scene> {
  const making = { now, from, random, id: seededIds(random) }
  const equipment = equip(making, stock, await typeIds(db))
  const adults = hire(making)
  const { years, rooms } = openClasses(making, adults)
  const people = peopleRows(making, adults, years, rooms)
  const nameOf = new Map(rooms.map((room) => [room.id, room.name]))
  const cards = people.class_cards.map((card) => ({ id: card.id, name: nameOf.get(card.class_id)! }))
  const scene: Scene = { ...making, adults, rooms, kit: equipment.kit, sets: equipment.sets, desks: [] }
  scene.desks = ['ICT suite', 'Library iPad'].map((name) => closedDesk(scene, name))
  await insertAll(db, { ...people, ...calendarRows(years, making), sets: equipment.sets, devices: equipment.devices })
  await insertAll(db, { tags: tagRows(from, equipment, adults, cards), desks: scene.desks })
  await insertAll(db, { events: equipment.devices.map(({ id }) => registered(scene, id)) })
  return scene
}

/** Throws where real people would find themselves among invented ones. */
export async function refuseIfInUse(db: Db): Promise<void> {
  const somebody = await db.selectFrom('people').select('id').limit(1).executeTakeFirst()
  if (somebody) throw new Error('this school has people already, so nothing was added: give another DATA_DIR')
}

/** A school that has a name already keeps it. */
export async function nameSchool(db: Db): Promise<void> {
  if (!(await readSettings(db)).school_name) await writeSettings(db, school)
}

/** The desks of the story were closed just now: a desk is open only where somebody opened it on a machine. */
function closedDesk(scene: Scene, name: string): Row<'desks'> {
  const { id, from, now } = scene
  return {
    id: id(from.getTime()), name, set_id: null, token_hash: null,
    opened_at: from.toISOString(), opened_by_id: leadOf(scene).id,
    closed_at: now.toISOString(), at_desk: '{}', checker_id: null, checker_until: null,
  }
}

function registered(scene: Scene, device_id: string): Row<'events'> {
  return {
    id: scene.id(scene.from.getTime()), at: scene.from.toISOString(), verb: 'device.registered',
    actor_id: leadOf(scene).id, desk_id: null, subject: 'device', subject_id: device_id, data: '{}',
  }
}

/** The device types by name; those that the school does not have yet are added. */
async function typeIds(db: Db): Promise<Map<string, string>> {
  const there = new Set((await listTypes(db)).map(({ search_name }) => search_name))
  for (const [position, type] of deviceTypes.entries()) {
    if (!there.has(fold(type.name))) await insertType(db, { ...type, position })
  }
  return new Map((await listTypes(db)).map(({ name, id }) => [name, id]))
}

type RowsByTable = { [T in keyof Tables]?: Row<T>[] }

/** Writes tables in the order given, which must be the order of their references. */
export async function insertAll(db: Db, rows: RowsByTable): Promise<void> {
  for (const table of Object.keys(rows) as (keyof Tables)[]) {
    await insertRows(db, table, rows[table] as Row<typeof table>[])
  }
}
