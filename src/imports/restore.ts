import type { Act } from '../database/act.ts'
import { upserting } from './compiled.ts'
import type { Written } from './hand-edits.ts'

/** Gives changed devices back what they were, and the texts by which they were scanned. */
export async function restoreDevices(db: Act, { devices, before }: Written): Promise<void> {
  const was = new Map(before.devices.map(({ device, tags }) => [device.id, new Set(tags.map(({ text }) => text))]))
  const added = devices.flatMap(({ device, tags }) =>
    tags.map(({ text }) => text).filter((text) => was.get(device.id)?.has(text) === false),
  )
  for (let from = 0; from < added.length; from += 500) {
    await db.deleteFrom('tags').where('text', 'in', added.slice(from, from + 500)).execute()
  }
  for (const query of upserting(db, 'devices', before.devices.map(({ device }) => device), 'id')) {
    await db.executeQuery(query)
  }
  const tags = before.devices.flatMap(({ device, tags: own }) =>
    own.map(({ text, what }) => ({
      text, what, device_id: device.id, set_id: null, person_id: null, class_card_id: null,
      created_at: device.created_at,
    })),
  )
  for (const query of upserting(db, 'tags', tags, 'text', ['what'])) await db.executeQuery(query)
}

/** Gives changed people back what they were; roles and classes that the import added are taken away. */
export async function restorePeople(db: Act, { people, before }: Written): Promise<void> {
  for (const { person, roles, class_ids } of before.people) {
    const after = people.find((state) => state.person.id === person.id)!
    const extraRoles = after.roles.filter((role) => !roles.includes(role))
    const extraClasses = after.class_ids.filter((id) => !class_ids.includes(id))
    if (extraRoles.length > 0) {
      await db.deleteFrom('person_roles').where('person_id', '=', person.id).where('role', 'in', extraRoles).execute()
    }
    if (extraClasses.length > 0) {
      await db.deleteFrom('class_people').where('person_id', '=', person.id).where('class_id', 'in', extraClasses)
        .execute()
    }
  }
  for (const query of upserting(db, 'people', before.people.map(({ person }) => person), 'id')) {
    await db.executeQuery(query)
  }
}
