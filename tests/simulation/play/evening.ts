import { isLucky, someOf } from '../model/random.ts'
import { standingOf } from '../model/school.ts'
import { weekdayOf } from '../model/wall-clock.ts'
import { HELPERS } from './cast.ts'
import { awaitsEvening, closes, closesLater, counts, notBackNow } from './checking.ts'
import { type Simulation, today } from './simulation.ts'
import { signIn } from './visitor.ts'

const HELPER = HELPERS[0]!.name

/** The end-of-day check: on Fridays a sweep along the shelves, else what is found of what is not back; some days nobody comes. */
export async function endOfDay(sim: Simulation): Promise<void> {
  if (isLucky(sim.random, 0.08)) return
  const helper = await signIn(sim, HELPER)
  if (weekdayOf(today(sim)) === sim.school.settings.fullSweepOn) await sweep(sim)
  const found = notBackNow(sim).filter((code) => isOnAShelf(sim, code) ? isLucky(sim.random, 0.7) : isLucky(sim.random, 0.35))
  const half = Math.ceil(found.length / 2)
  await counts(sim, helper, found.slice(0, half))
  for (const code of found.slice(half)) await counts(sim, helper, [code])
  await closes(sim, helper, HELPER)
}

function isOnAShelf({ school }: Simulation, code: string): boolean {
  return standingOf(school, code) !== 'out'
}

/** Several tags a look; one shelf in ten is forgotten. */
async function sweep(sim: Simulation): Promise<void> {
  const helper = await signIn(sim, HELPER)
  const shelf = [...sim.school.devices.keys()].filter((code) => standingOf(sim.school, code) === 'in store')
  const seen = someOf(sim.random, shelf, Math.ceil(shelf.length * 0.9))
  for (let i = 0; i < seen.length; i += 9) await counts(sim, helper, seen.slice(i, i + 9))
}

/** Whoever runs the club closes the evening. */
export async function endOfEvening(sim: Simulation): Promise<void> {
  if (awaitsEvening(sim) && isLucky(sim.random, 0.8)) await closesLater(sim, await signIn(sim, HELPER), HELPER)
}
