import { setsOf as plans } from './kit.ts'
import { book, lend, type Lending } from './lending.ts'
import { between, chance, pick, some } from './random.ts'
import { clock, isFree, type Kit, roomsOn, type Scene, seconds } from './scene.ts'
import { weekdayOf } from './terms.ts'

type Slot = [from: string, until: string]
/** One device of a class set with its own moments of being scanned out and in. */
type Scan = { kit: Kit, taken: number, until: number }

const slots: Slot[] = [['09:05', '10:05'], ['10:25', '11:40'], ['13:10', '14:05'], ['14:10', '15:05']]
const BUSY = 0.11
const HANDED_ON = 0.2

/** Class sets go to lessons; now and then one class hands a set straight to the next (M1). */
export function lessons(scene: Scene, day: string): Lending[] {
  const { random } = scene
  return setsOf(scene).flatMap((set) => slots.flatMap((slot, i) => {
    if (!chance(random, BUSY)) return []
    const next = chance(random, HANDED_ON) ? slots[i + 1] : undefined
    return lesson(scene, set, day, slot, next)
  }))
}

function lesson(scene: Scene, set: Kit[], day: string, slot: Slot, next?: Slot): Lending[] {
  const { random } = scene
  const { rooms, purposes } = plans[set[0]!.type]!
  const [first, second] = some(random, roomsOn(scene, day).slice(rooms[0], rooms[1] + 1), 2)
  const due = clock(day, '15:30')
  const giver = { room: first!, borrower: first!.teacher, purpose: pick(random, purposes), due }
  const taker = { room: second!, borrower: second!.teacher, purpose: pick(random, purposes), due }
  const scans = scanned(scene, set, day, [slot[0], next?.[1] ?? slot[1]])
  if (!next) return scans.map(({ kit, taken, until }) => lend(scene, kit, { ...giver, taken, until }))
  const handed = clock(day, slot[1]) + seconds(between(random, 30, 300))
  return scans.flatMap(({ kit, taken, until }) => [
    book(scene, kit, { ...giver, taken }, { back: handed, outcome: 'passed on' }),
    lend(scene, kit, { ...taker, taken: handed, until }),
  ])
}

/** Coding club: Chromebooks or robots until half past four, on three afternoons. */
export function clubs(scene: Scene, day: string): Lending[] {
  const { random } = scene
  if (![2, 3, 4].includes(weekdayOf(day)) || !chance(random, 0.6)) return []
  const set = pick(random, setsOf(scene).filter(([kit]) => kit!.type !== 'iPad'))
  const { teacher } = pick(random, roomsOn(scene, day).slice(6))
  const want = { borrower: teacher, purpose: 'Coding club', due: clock(day, '17:45') }
  return scanned(scene, set, day, ['15:16', '16:31'])
    .map(({ kit, taken, until }) => lend(scene, kit, { ...want, taken, until }))
}

/** A whole set goes by its own code in one scan; a part of it device by device, seconds apart. */
function scanned(scene: Scene, set: Kit[], day: string, [from, to]: Slot): Scan[] {
  const { random } = scene
  const whole = chance(random, 0.5)
  const [gap, lag] = [whole ? 0 : between(random, 3, 5), between(random, 2, 4)]
  const start = clock(day, from) + seconds(between(random, 0, 240))
  const end = clock(day, to) + seconds(between(random, 0, 240))
  const free = set.filter((kit) => isFree(kit, start, end + seconds(300)))
  return (whole ? free : free.slice(0, between(random, 8, 14)))
    .map((kit, i) => ({ kit, taken: start + seconds(i * gap), until: end + seconds(i * lag) }))
}

/** The devices of each set, in the order of their slots. */
function setsOf(scene: Scene): Kit[][] {
  return scene.sets.map((set) => scene.kit.filter((kit) => kit.set_id === set.id))
}
