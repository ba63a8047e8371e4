import { dayOf } from '../../src/calendar/days.ts'
import type { OutOfUseBecause, Row } from '../../src/database/tables.ts'
import { book, type Ending, type Lending, type Want } from './lending.ts'
import { clock, iso, type Kit, kitOf, roomsOn, type Scene } from './scene.ts'
import { addDays, kindOfDay, staffDay } from './terms.ts'

/** Devices that are kept out of the chance of the days, so that each state of a device has its example. */
export type Actors = {
  later: Kit, fromKeeper: Kit, handedOn: Kit, overdue: Kit[], home: Kit[]
  /** `purpose` of the loan that ended so, if one did; `days` with staff in ago. */
  unusable: { kit: Kit, because: OutOfUseBecause, note: string, days: number, purpose: string | null }[]
}

/** How many days with staff in the stories begin before now. */
const BEGIN = 14

/** Sets the actors aside: nothing else happens to them in the last weeks. */
export function chooseActors(scene: Scene): Actors {
  const take = (kit: Kit): Kit => {
    kit.blocked.push([clock(dayBack(scene.now, '00:00', BEGIN), '00:00'), Infinity])
    return kit
  }
  const laptops = kitOf(scene, 'Laptop').filter(({ keeper }) => !keeper)
  const [later, first, second, home, broken, stolen, ...old] = laptops.slice(3, 12).map(take)
  const [ipad, borrowed, cracked] = [4, 22, 37].map((i) => take(kitOf(scene, 'iPad')[i]!))
  const [handedOn, lost] = [take(kitOf(scene, 'Video camera')[0]!), take(kitOf(scene, 'Camera')[2]!)]
  return {
    later: later!, overdue: [first!, second!, ipad!], handedOn,
    home: [home!, borrowed!, take(kitOf(scene, 'Encrypted USB pen')[0]!)],
    fromKeeper: scene.kit.find(({ keeper }) => keeper)!,
    unusable: [
      { kit: broken!, because: 'in repair', note: 'Keyboard being replaced', days: 4, purpose: null },
      { kit: cracked!, because: 'in repair', note: 'Cracked screen', days: 2, purpose: null },
      { kit: lost, because: 'lost', note: 'Not found after the farm visit', days: 6, purpose: 'Farm visit' },
      { kit: stolen!, because: 'stolen', note: 'Reported to the police', days: 9, purpose: 'Planning at home' },
      ...old.map((kit) => ({ kit, because: 'retired' as const, note: 'Too old for updates', days: 12, purpose: null })),
    ],
  }
}

/** What is true of each actor now: one loan or more for every state that the desk and Today know. */
export function tellStories(scene: Scene, actors: Actors): Lending[] {
  return [outUntilLater, overdue, atHome, handedOn, gone].flatMap((story) => story(scene, actors))
}

function outUntilLater(scene: Scene, { later, fromKeeper }: Actors): Lending[] {
  const due = upcoming(scene.now, '15:30')
  return [later, fromKeeper].map((kit, i) => {
    const day = dayBack(scene.now, '08:50')
    const purpose = i === 0 ? 'Assessment week' : 'Supply teacher’s planning'
    return book(scene, kit, { ...want(scene, day, i + 2, purpose), taken: clock(day, '08:46') + i * 40_000, due }, null)
  })
}

function overdue(scene: Scene, actors: Actors): Lending[] {
  return actors.overdue.map((kit, i) => {
    const day = dayBack(scene.now, '00:00', i === 0 ? 4 : 1)
    const taken = clock(day, '13:12') + i * 55_000
    const purpose = ['Assessment', 'Phonics intervention', 'Learning journals'][i]!
    return book(scene, kit, { ...want(scene, day, i + 5, purpose), taken, due: clock(day, '15:30') }, null)
  })
}

function atHome(scene: Scene, { home }: Actors): Lending[] {
  const due = upcoming(scene.now, '08:40')
  return home.map((kit, i) => {
    const day = dayBack(scene.now, '15:30')
    const taken = clock(day, '15:21') + i * 80_000
    const purpose = ['Reports', 'Planning at home', 'Course'][i]!
    return book(scene, kit, { ...want(scene, day, i + 8, purpose), room: null, off_site: true, taken, due }, null)
  })
}

function handedOn(scene: Scene, { handedOn: kit }: Actors): Lending[] {
  const day = dayBack(scene.now, '09:20')
  const [due, over] = [upcoming(scene.now, '15:30'), clock(day, '09:14')]
  const giver = { ...want(scene, day, 0, 'Assembly film'), taken: clock(day, '08:53'), due }
  return [
    book(scene, kit, giver, { back: over, outcome: 'passed on' }),
    book(scene, kit, { ...want(scene, day, 1, 'Assembly film'), taken: over, due }, null),
  ]
}

function gone(scene: Scene, { unusable }: Actors): Lending[] {
  return unusable.filter(({ purpose }) => purpose).map(({ kit, days, purpose }, i) => {
    const [day, found] = [dayBack(scene.now, '00:00', days + 1), dayBack(scene.now, '00:00', days)]
    const [taken, due] = [clock(day, '15:02'), clock(found, '08:40')]
    const end: Ending = { back: clock(found, GONE), outcome: 'lost' }
    return book(scene, kit, { ...want(scene, day, i + 3, purpose!), off_site: true, taken, due }, end)
  })
}

const GONE = '10:10'

export function unusableRows(scene: Scene, { unusable }: Actors): Row<'out_of_use'>[] {
  return unusable.map(({ kit, because, note, days }) => {
    const from = clock(dayBack(scene.now, '00:00', days), GONE)
    return { id: scene.id(from), device_id: kit.id, because, note, from_at: iso(from), until_at: null }
  })
}

/** A class teacher wants something, for the class when the children are in. */
function want(scene: Scene, day: string, who: number, purpose: string): Pick<Want, 'borrower' | 'room' | 'purpose'> {
  const room = roomsOn(scene, day)[who]!
  return { borrower: room.teacher, room: kindOfDay(day) === 'open' ? room : null, purpose }
}

/** The day with staff in on which it was last that time, or some such days before it. */
export function dayBack(now: Date, time: string, count = 0): string {
  const today = addDays(dayOf(now), 1)
  let day = staffDay(today, -1)
  if (clock(day, time) > now.getTime()) day = staffDay(day, -1)
  for (let i = 0; i < count; i++) day = staffDay(day, -1)
  return day
}

/** The next moment when it will be that time on a day with staff in. */
export function upcoming(now: Date, time: string): number {
  const day = staffDay(addDays(dayOf(now), -1), 1)
  return clock(clock(day, time) > now.getTime() ? day : staffDay(day, 1), time)
}
