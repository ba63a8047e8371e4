import { type Lending, lend, type Want } from './lending.ts'
import type { TypeName } from './kit.ts'
import { clubs, lessons } from './lessons.ts'
import { between, chance, pick, some } from './random.ts'
import {
  type Adult, clock, isFree, isHere, type Kit, kitOf, leadOf, minutes, roomsOn, type Scene, seconds, staffOn,
} from './scene.ts'
import { kindOfDay, staffDay, weekdayOf } from './terms.ts'

const errands = [
  'Planning', 'Assessment', 'Reports', 'Phonics intervention', 'PPA time', 'Reading records', 'Governors’ papers',
  'Whiteboard laptop is being mended', 'SEN reviews', 'Staff training',
]

/** One day of a school's book, in the shape that school days have. */
export function schoolDay(scene: Scene, day: string): Lending[] {
  const withPupils = kindOfDay(day) === 'open'
  return [
    ...morningRush(scene, day, withPupils),
    ...withPupils ? lessons(scene, day) : [],
    ...withPupils ? withAClass(scene, day) : [],
    ...withPupils ? guests(scene, day) : [],
    ...withPupils ? clubs(scene, day) : [],
    ...takenHome(scene, day),
  ]
}

/** Teachers come at twenty to nine, all at once. */
function morningRush(scene: Scene, day: string, withPupils: boolean): Lending[] {
  const { random } = scene
  const eager = staffOn(scene, day).concat(withPupils ? scene.adults.filter((adult) => isSupply(adult, day)) : [])
  return some(random, eager, withPupils ? between(random, 6, 10) : between(random, 3, 7)).flatMap((borrower) => {
    const taken = clock(day, '08:31') + seconds(between(random, 0, 18 * 60))
    const until = chance(random, 0.25) ? clock(day, '12:05') : clock(day, '15:05')
    return lendOne(scene, pool(scene), {
      borrower, answers: answering(scene, borrower), purpose: pick(random, errands), taken,
      until: until + seconds(between(random, 0, 20 * 60)), due: clock(day, '15:30'),
      source: chance(random, 0.15) ? 'own account' : 'desk',
    })
  })
}

const outings: { types: TypeName[], purposes: string[], odds: number }[] = [
  { types: ['Camera', 'Video camera'], purposes: ['Learning journals', 'Assembly', 'Sports', 'Display'], odds: 0.12 },
  { types: ['Data logger'], purposes: ['Science', 'Weather station'], odds: 0.02 },
  { types: ['Video-conferencing kit'], purposes: ['Governors’ meeting', 'Author visit'], odds: 0.004 },
]

/** Cameras and suchlike go with a class for part of the day; Friday's assembly wants more of them. */
function withAClass(scene: Scene, day: string): Lending[] {
  const { random } = scene
  return outings.flatMap(({ types, purposes, odds }) => {
    const kit = scene.kit.filter(({ type }) => types.includes(type))
    const rooms = roomsOn(scene, day).filter(() => chance(random, weekdayOf(day) === 5 ? odds * 2 : odds))
    return rooms.flatMap((room) => lendOne(scene, kit, {
      borrower: chance(random, 0.6) ? room.teacher : room.helper, room, purpose: pick(random, purposes),
      taken: clock(day, '09:20') + seconds(between(random, 0, 4 * 3600)),
      until: clock(day, '14:20') + seconds(between(random, 0, 3000)), due: clock(day, '15:30'),
    }))
  })
}

/** A tutor or a volunteer borrows a laptop; a teacher answers for it (M20). */
function guests(scene: Scene, day: string): Lending[] {
  const { random } = scene
  const guest = some(random, scene.adults.filter((adult) => isGuest(adult, day)), 1)[0]
  if (!guest || !chance(random, 0.15)) return []
  return lendOne(scene, pool(scene), {
    borrower: guest, answers: answering(scene, guest), purpose: guest.part.job, taken: clock(day, '10:05'),
    until: clock(day, '12:00') + seconds(between(random, 0, 900)), due: clock(day, '15:30'),
  })
}

/** After school a few laptops and USB pens go home until the next day with staff in (M6, M15). */
function takenHome(scene: Scene, day: string): Lending[] {
  const { random } = scene
  const due = clock(staffDay(day, 1), '08:40')
  const bags = Array.from({ length: weekdayOf(day) === 5 ? 3 : 1 }, () => pool(scene))
  if (chance(random, 0.3)) bags.push(kitOf(scene, 'Encrypted USB pen'))
  const borrowers = some(random, staffOn(scene, staffDay(day, 1)).filter((adult) => isHere(adult, day)), bags.length)
  return borrowers.flatMap((borrower, i) => lendOne(scene, bags[i]!, {
    borrower, purpose: pick(random, ['Planning at home', 'Reports', 'Course']), off_site: true,
    taken: clock(day, '15:12') + seconds(between(random, 0, 15 * 60)), due,
    until: due - minutes(between(random, 1, 25)),
    source: chance(random, 0.3) ? 'own account' : 'desk',
  }))
}

function lendOne(scene: Scene, kit: Kit[], want: Want): Lending[] {
  const free = kit.filter((each) => isFree(each, want.taken, want.until))
  return free.length > 0 ? [lend(scene, pick(scene.random, free), want)] : []
}

const pool = (scene: Scene) => kitOf(scene, 'Laptop').filter((kit) => !kit.keeper)

const isSupply = (adult: Adult, day: string) => ['supply', 'student'].includes(adult.part.kind) && isHere(adult, day)
const isGuest = (adult: Adult, day: string) => ['volunteer', 'visitor'].includes(adult.part.kind) && isHere(adult, day)

/** Staff answer for themselves; for everybody else the computing lead does, who is always here. */
export function answering(scene: Scene, borrower: Adult): Adult {
  return borrower.part.kind === 'staff' ? borrower : leadOf(scene)
}
