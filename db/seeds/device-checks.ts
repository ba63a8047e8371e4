import { addDays, dayOf } from '../../src/calendar/days.ts'
import { passes, validUntil } from '../../src/device-checks/rules.ts'
import type { Row } from '../../src/database/tables.ts'
import { deviceTypes } from './device-types.ts'
import type { TypeName } from './kit.ts'
import { clock, dayAt, iso, type Kit, kitOf, type Scene, seconds } from './scene.ts'
import { staffDay } from './terms.ts'

/** Of each type these, by their place in the list, were forgotten at the last round of checks. */
const FORGOTTEN = [7, 23, 41]
/** The laptop whose protection was left suspended after an update. */
const SUSPENDED = 11

/** The technician's round of encryption checks two months ago; a few devices owe theirs, one has failed (M9). */
export function deviceChecks(scene: Scene): { device_checks: Row<'device_checks'>[], events: Row<'events'>[] } {
  const day = staffDay(addDays(dayOf(scene.now), -60), 1)
  const checker = scene.adults.find(({ part }) => part.roles.includes('technician'))!.id
  const device_checks = deviceTypes.filter(({ encryption }) => encryption !== null).flatMap((type) => {
    const kits = kitOf(scene, type.name as TypeName)
    return kits.flatMap((kit, i) => (FORGOTTEN.includes(i) ? [] : [checkOf(scene, kit, type, clock(day, '13:00') + seconds(20 * i), checker)]))
  })
  const laptop = device_checks[SUSPENDED]!
  device_checks[SUSPENDED] = { ...laptop, finding: 'protection suspended', passed: 0, valid_until: null, note: 'Suspended for an update' }
  return { device_checks, events: device_checks.map((check) => eventOf(scene, check)) }
}

type Type = { encryption: string | null, check_days: number | null }

function checkOf(scene: Scene, kit: Kit, { encryption, check_days }: Type, at: number, by_id: string): Row<'device_checks'> {
  const found = { finding: 'encrypted, protection on', product: encryption }
  const passed = passes(found, { built_in: 'encryption', agreed: encryption }) ? 1 as const : 0 as const
  return {
    ...found, id: scene.id(at), device_id: kit.id, kind_id: 'encryption', passed, method: 'seen', source_hash: null, at: iso(at), by_id,
    valid_until: validUntil(dayAt(at), check_days!), note: '',
  }
}

function eventOf(scene: Scene, { id: check_id, device_id, passed, at, by_id }: Row<'device_checks'>): Row<'events'> {
  const data = JSON.stringify({ check_id, kind_id: 'encryption', passed })
  return { id: scene.id(Date.parse(at)), at, verb: 'check.recorded', actor_id: by_id, desk_id: null, subject: 'device', subject_id: device_id, data }
}
