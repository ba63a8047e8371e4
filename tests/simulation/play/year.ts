import { isOpen, lastOpenBefore, nextOpen } from '../model/calendar.ts'
import { isLucky } from '../model/random.ts'
import { addDays, dayOf, instantOf } from '../model/wall-clock.ts'
import { comeBackTo, everythingAgrees, emptyDay, liveUntil, looksOf, planDay } from './day.ts'
import { closeDay } from './calendar-page.ts'
import { IPADS, LAPTOPS } from './cast.ts'
import { serverLooks } from './jobs.ts'
import { entersPaper, POWER_GOES, theft } from './mishaps.ts'
import { type Act, goTo, plan, type Simulation } from './simulation.ts'
import { comesFromRepair, fireDrillBegins, fireDrillEnds, goesToRepair, headExcuses } from './web.ts'
import { standingOf } from '../model/school.ts'

type Unusual = 'snow, said in the morning' | 'snow, said afterwards' | 'fire drill' | 'fire drill, with letters waiting' | 'fire drill that nobody ends' | 'power cut' | 'no mail until half past ten' | 'server off'

/** Days of the school year on which something is unlike other days. */
const UNUSUAL: ReadonlyMap<string, Unusual> = new Map([
  ['2026-09-24', 'fire drill'], ['2026-11-20', 'fire drill'], ['2027-03-25', 'fire drill, with letters waiting'], ['2027-06-15', 'fire drill, with letters waiting'],
  ['2026-10-22', 'fire drill that nobody ends'], ['2027-04-27', 'fire drill that nobody ends'],
  ['2026-10-07', 'power cut'], ['2026-12-02', 'power cut'], ['2027-02-25', 'power cut'], ['2027-06-23', 'power cut'],
  ['2026-09-16', 'no mail until half past ten'], ['2026-12-04', 'no mail until half past ten'], ['2027-03-10', 'no mail until half past ten'],
  ['2026-12-03', 'snow, said in the morning'], ['2027-01-21', 'snow, said afterwards'], ['2027-01-22', 'snow, said in the morning'], ['2027-02-10', 'snow, said afterwards'],
  ...['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2027-05-04', '2027-05-05'].map((day) => [day, 'server off'] as const),
])

/** Days, a Saturday among them, on which the lead finds early that a laptop was stolen. */
const THEFTS = ['2026-10-08', '2026-10-23', '2026-11-21', '2027-03-25', '2027-05-13', '2027-06-16']

/** A day from early morning to evening, whatever it is, and the comparison at its end. */
export async function liveThrough(sim: Simulation, day: string, every: number): Promise<void> {
  const unusual = UNUSUAL.get(day)
  if (unusual === 'server off') return
  sim.counts.days += 1
  goTo(sim, instantOf(day, '07:10'))
  if (unusual === 'snow, said in the morning') await closeDay(sim, day, isLucky(sim.random, 0.5) ? 'move' : 'leave')
  await closeYesterday(sim, day)
  if (THEFTS.includes(day)) await theft(sim)
  const isSnowedIn = unusual === 'snow, said afterwards'
  sim.mailWorks = !isSnowedIn && unusual !== 'no mail until half past ten'
  if (isOpen(day, sim.school.calendar) && !isSnowedIn) await schoolDay(sim, day, every)
  else await emptyDay(sim, day, every)
  await everythingAgrees(sim, day)
}

/** The day before was snowed in, and nobody could say so: what was due on it stays due on it, and is not late for that. */
async function closeYesterday(sim: Simulation, day: string): Promise<void> {
  const yesterday = addDays(day, -1)
  if (UNUSUAL.get(yesterday) === 'snow, said afterwards') await closeDay(sim, yesterday, 'leave')
}

async function schoolDay(sim: Simulation, day: string, every: number): Promise<void> {
  comeBackTo(sim, day)
  const [unusual, before] = [UNUSUAL.get(day), new Set(sim.agenda)]
  planDay(sim, day)
  for (const at of looksOf(day, every)) plan(sim, at, () => serverLooks(sim))
  if (unusual?.startsWith('fire drill')) planFireDrill(sim, day, unusual)
  plan(sim, instantOf(day, '10:27'), async () => void (sim.mailWorks = true))
  planOffice(sim, day)
  await (unusual === 'power cut' ? untilThePowerGoes(sim, day, before) : liveUntil(sim, instantOf(day, '18:45')))
}

function planFireDrill(sim: Simulation, day: string, kind: Unusual): void {
  const ends = kind === 'fire drill that nobody ends' ? instantOf(nextOpen(day, sim.school.calendar), '11:20') : instantOf(day, '15:27')
  plan(sim, instantOf(day, kind === 'fire drill, with letters waiting' ? '15:04' : '14:51'), () => fireDrillBegins(sim))
  plan(sim, ends, () => fireDrillEnds(sim))
  if (kind === 'fire drill, with letters waiting') planWaiting(sim, day)
}

/** The last call is written while no mail leaves; when it leaves again the drill has begun. */
function planWaiting(sim: Simulation, day: string): void {
  plan(sim, instantOf(day, '14:58'), async () => void (sim.mailWorks = false))
  plan(sim, instantOf(day, '15:04'), async () => void (sim.mailWorks = true))
  for (const time of ['15:03', '15:05']) plan(sim, instantOf(day, time), () => serverLooks(sim))
}

/** Nobody comes to the desk after that; what was written on paper is entered on the next day on which people are in. */
async function untilThePowerGoes(sim: Simulation, day: string, before: Set<Act>): Promise<void> {
  const goes = instantOf(day, POWER_GOES)
  sim.agenda = sim.agenda.filter((act) => before.has(act) || act.at < goes || dayOf(act.at) > day)
  await liveUntil(sim, goes)
  plan(sim, instantOf(nextOpen(day, sim.school.calendar), '08:24'), () => entersPaper(sim, day))
}

/** At the start of each half-term the head excuses an iPad for a while, and a laptop goes to be mended. */
function planOffice(sim: Simulation, day: string): void {
  const { calendar } = sim.school
  const half = calendar.halfTerms.find(({ first, last }) => first <= day && day <= last)
  if (half?.first === day) {
    plan(sim, instantOf(day, '09:01'), () => headExcuses(sim, { code: IPADS.at(-1)!, from: day, until: addDays(day, 11) }))
    plan(sim, instantOf(day, '09:03'), () => mend(sim, half.last))
  }
}

async function mend(sim: Simulation, last: string): Promise<void> {
  const code = LAPTOPS.find((one) => standingOf(sim.school, one) === 'in store')
  if (code === undefined) return
  await goesToRepair(sim, code)
  plan(sim, instantOf(lastOpenBefore(last, sim.school.calendar), '09:20'), () => comesFromRepair(sim, code))
}
