import { dayOf } from '../../src/calendar/days.ts'
import type { Row } from '../../src/database/tables.ts'
import type { Lending } from './lending.ts'
import { between, some } from './random.ts'
import { type Adult, clock, dayAt, isFree, iso, kitOf, leadOf, minutes, type Scene, seconds } from './scene.ts'
import { addDays, schoolYearOf, staffDay } from './terms.ts'

/** Laptops that class teachers and a few others look after (M3), and one that came back from a leaver (M13). */
export function giveKeepers(scene: Scene): Row<'allocations'>[] {
  const laptops = kitOf(scene, 'Laptop')
  const keepers = scene.adults.filter(({ part }) => part.teaches !== undefined || part.roles.length > 1)
  const kept = keepers.map((keeper, i) => {
    const kit = laptops[laptops.length - 1 - i]!
    kit.keeper = keeper
    return allocation(scene, kit, keeper, null)
  })
  const leaver = scene.adults.find(({ part }) => part.stay === 'left')!
  const returned = laptops[0]!
  const until = clock(leaver.last_day!, '15:10')
  returned.blocked.push([0, until])
  return [...kept, allocation(scene, returned, leaver, until)]
}

function allocation(scene: Scene, kit: { id: string }, keeper: Adult, until: number | null): Row<'allocations'> {
  const from = scene.from.getTime() + minutes(5)
  const until_at = until === null ? null : iso(until)
  return { id: scene.id(from), device_id: kit.id, keeper_id: keeper.id, from_at: iso(from), until_at, until_day: null }
}

/** Devices that were in repair for a week or two during the year and are back in use. */
export function pastRepairs(scene: Scene): Row<'out_of_use'>[] {
  const lendable = scene.kit.filter(({ keeper, blocked }) => !keeper && blocked.length === 0)
  return some(scene.random, lendable, 8).map((kit) => {
    const sent = clock(staffDay(addDays(dayOf(scene.from), between(scene.random, 20, 290)), 1), '08:20')
    const back = clock(staffDay(addDays(dayAt(sent), between(scene.random, 6, 16)), 1), '08:20')
    kit.blocked.push([sent, back])
    const [from_at, until_at] = [iso(sent), iso(back)]
    return { id: scene.id(sent), device_id: kit.id, because: 'in repair', note: 'With the repairer', from_at, until_at }
  })
}

/** On the last day of each half-term the technician scans whatever is on the shelves. */
export function stockTake(scene: Scene, day: string): Row<'sightings'>[] {
  const begins = clock(day, '15:40')
  const isLast = schoolYearOf(day).half_terms.some(([, last]) => last === day)
  if (!isLast || begins + minutes(60) > scene.now.getTime()) return []
  const technician = scene.adults.find(({ part }) => part.roles.includes('technician'))!
  const here = scene.kit.filter((kit) => !kit.keeper && isFree(kit, begins, begins))
  return here.map((kit, i) => ({
    id: scene.id(begins + seconds(4 * i)), device_id: kit.id, seen_at: iso(begins + seconds(4 * i)),
    place: 'the suite', desk_id: null, by_id: technician.id,
  }))
}

/** There was a power cut in the year: that day's loans were written on paper and entered by the lead afterwards. */
export function onPaper(scene: Scene, lendings: Lending[]): Lending[] {
  const day = staffDay(addDays(dayOf(scene.from), 160), 1)
  const [from, until] = [clock(day, '00:00'), clock(day, '23:59')]
  return lendings.map((lending) => (
    from < lending.taken && lending.taken < until ? { ...lending, source: 'paper' } : lending))
}

type Upkeep = { allocations: Row<'allocations'>[], out_of_use: Row<'out_of_use'>[] }

/** What the log says of keepers and of devices out of use, in the order of time. */
export function upkeepEvents(scene: Scene, { allocations, out_of_use }: Upkeep): Row<'events'>[] {
  type Tell = (verb: string, at: string | null, subject_id: string, data: object) => Row<'events'>[]
  const tell: Tell = (verb, at, subject_id, data) => at === null ? [] : [{
    id: scene.id(Date.parse(at)), at, verb, actor_id: leadOf(scene).id, desk_id: null, subject: 'device', subject_id,
    data: JSON.stringify(data),
  }]
  return [
    ...allocations.flatMap(({ id: allocation_id, device_id, keeper_id, from_at, until_at }) => [
      ...tell('allocation.began', from_at, device_id, { allocation_id, keeper_id }),
      ...tell('allocation.ended', until_at, device_id, { allocation_id }),
    ]),
    ...out_of_use.flatMap(({ id: out_of_use_id, device_id, because, from_at, until_at }) => [
      ...tell(`device.${because}`, from_at, device_id, { out_of_use_id }),
      ...tell('device.back in use', until_at, device_id, { out_of_use_id }),
    ]),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
}
