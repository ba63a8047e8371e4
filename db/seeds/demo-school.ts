import { at, dayOf } from '../../src/calendar/days.ts'
import { act, type Act } from '../../src/database/act.ts'
import type { Db } from '../../src/database/open.ts'
import type { Row } from '../../src/database/tables.ts'
import { rebuildWeeks } from '../../src/figures/count.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { type DemoAccount, newPassword, openAccounts } from './accounts.ts'
import { signedAgreement } from './agreement.ts'
import { awayRecords } from './away.ts'
import { pastChecks } from './checks.ts'
import { deviceChecks } from './device-checks.ts'
import { foundSchool, insertAll, nameSchool } from './found.ts'
import { stock } from './kit.ts'
import type { Lending } from './lending.ts'
import { permissionsAsked } from './permissions.ts'
import { passwordResets } from './password-resets.ts'
import { type Random, randomFrom } from './random.ts'
import { betweenKeepers, smallRegisters } from './registers.ts'
import { cardsGiven } from './reception.ts'
import { reservationsMade } from './reservations.ts'
import { recordsOf } from './records.ts'
import type { Scene } from './scene.ts'
import { schoolDay } from './school-day.ts'
import { chooseActors, tellStories, unusableRows } from './stories.ts'
import { addDays, staffDays } from './terms.ts'
import { giveKeepers, onPaper, pastRepairs, stockTake, upkeepEvents } from './upkeep.ts'

export type DemoPlan = { now: Date, random?: Random }

/**
 * Fills a migrated database with a fictional school and a year of its book up to `now`; the same numbers from
 * `random` tell the same story. Returns the accounts with a password that is made here and kept nowhere else.
 */
export async function buildDemoSchool(db: Db, plan: DemoPlan): Promise<{ accounts: DemoAccount[] }> {
  const { now, random = randomFrom(1) } = plan
  const password = await newPassword()
  return act(db, async (db) => {
    await nameSchool(db)
    const from = new Date(at(addDays(dayOf(now), -365), '08:00'))
    const scene = await foundSchool(db, { now, from, random, stock })
    await writeHistory(db, scene)
    return { accounts: await openAccounts(db, scene, password) }
  })
}

async function writeHistory(db: Act, scene: Scene): Promise<void> {
  const allocations = giveKeepers(scene)
  const actors = chooseActors(scene)
  const repairs = pastRepairs(scene)
  const lendings: Lending[] = []
  const stockTakes: Row<'sightings'>[] = []
  for (const day of staffDays(scene.from, scene.now)) {
    lendings.push(...schoolDay(scene, day))
    stockTakes.push(...stockTake(scene, day))
  }
  lendings.push(...tellStories(scene, actors))
  const told = onPaper(scene, lendings)
  const { loans, sightings, events } = recordsOf(scene, told)
  await insertAll(db, { allocations, loans, sightings, events })
  const out_of_use = [...repairs, ...unusableRows(scene, actors)]
  await insertAll(db, { sightings: stockTakes, out_of_use, events: upkeepEvents(scene, { allocations, out_of_use }) })
  await rebuildWeeks(db, scene.now)
  await insertAll(db, pastChecks(scene, told, out_of_use))
  await insertAll(db, signedAgreement(scene))
  const checked = deviceChecks(scene)
  await insertAll(db, checked)
  const types = new Map((await db.selectFrom('device_types').select(['id', 'name', 'off_site as rule']).execute()).map((type) => [type.name, type]))
  await insertAll(db, permissionsAsked(scene, types.get('iPad')!.id))
  const terms = await db.selectFrom('terms').select(['id', 'text_hash']).executeTakeFirstOrThrow()
  await insertAll(db, awayRecords(scene, { loans, device_checks: checked.device_checks, types, terms }))
  await insertAll(db, passwordResets(scene))
  await insertAll(db, cardsGiven(scene))
  await insertAll(db, reservationsMade(scene, types.get('Laptop')!.id))
  await insertAll(db, betweenKeepers(scene, allocations))
  await insertAll(db, smallRegisters(scene))
  await writeSettings(db, { keepers_standing_yes: true, personal_devices: 'lead', master_passwords: true })
}
