import { endOf, isOpen, nextOpen } from '../model/calendar.ts'
import { between, isLucky } from '../model/random.ts'
import type { Loan } from '../model/school.ts'
import { dayOf, type Instant, instantOf, MINUTE } from '../model/wall-clock.ts'
import { LEAD, TROLLEY } from './cast.ts'
import { codesOf, comesBack, slipsBack, trolleyComesBack } from './desk.ts'
import { isOut, now, plan, type Simulation, today } from './simulation.ts'
import { asksToKeepLonger, leadCorrects, pressesBringBack } from './web.ts'

/** How a loan is going to end, in a school where most of it comes back in time. */
export function planReturn(sim: Simulation, loan: Loan, at: Instant = inTime(sim)): void {
  const { random } = sim
  const fate = random()
  const morning = (days: number) => instantOf(later(sim, days), '08:26') + between(random, 0, 100) * MINUTE
  if (fate < 0.80) plan(sim, at, () => comesBackIfOut(sim, loan))
  else if (fate < 0.88) plan(sim, morning(1), () => comesBackIfOut(sim, loan))
  else if (fate < 0.92) plan(sim, morning(between(random, 2, 6)), () => comesBackIfOut(sim, loan))
  else if (fate < 0.95) plan(sim, morning(1), () => isFoundOnItsShelf(sim, loan))
  else planLonger(sim, loan, at, morning(2))
}

/** Those of one trolley mostly come back together at one scan. */
export function planReturnOf(sim: Simulation, loans: Loan[]): void {
  const at = inTime(sim)
  if (isLucky(sim.random, 0.3)) {
    for (const loan of loans) planReturn(sim, loan, at)
    return
  }
  plan(sim, at, async () => {
    if (loans.some((loan) => isOut(sim, loan))) await trolleyComesBack(sim, TROLLEY)
  })
}

/** After a lesson or so, by the end of the day; what is taken when that is over, by the end of the next one. */
function inTime(sim: Simulation): Instant {
  const day = now(sim) < endOf(today(sim), sim.school.calendar) ? today(sim) : later(sim, 1)
  const lesson = now(sim) + between(sim.random, 25, 240) * MINUTE
  const ends = instantOf(day, '15:12') + between(sim.random, 0, 40) * MINUTE
  return day === today(sim) ? Math.min(lesson, ends) : ends
}

function later(sim: Simulation, days: number): string {
  let day = today(sim)
  for (let i = 0; i < days; i++) day = nextOpen(day, sim.school.calendar)
  return isOpen(day, sim.school.calendar) ? day : nextOpen(day, sim.school.calendar)
}

async function comesBackIfOut(sim: Simulation, loan: Loan): Promise<void> {
  if (!isOut(sim, loan)) return
  const how = sim.random()
  if (how < 0.08) {
    await slipsBack(sim, loan)
    plan(sim, now(sim) + 20 * MINUTE, () => comesBackIfOut(sim, loan))
  } else if (how < 0.16) {
    await pressesBringBack(sim, loan)
  } else {
    await comesBack(sim, loan, how < 0.5 ? 'desk' : 'back')
  }
}

/** It had come back the day before and nobody had scanned it: the lead puts the book right from memory. */
async function isFoundOnItsShelf(sim: Simulation, loan: Loan): Promise<void> {
  if (!isOut(sim, loan) || codesOf(sim, TROLLEY, 'out').includes(loan.code)) return comesBackIfOut(sim, loan)
  const day = dayOf(loan.taken)
  const time = '15:58'
  if (instantOf(day, time) <= loan.taken || instantOf(day, time) >= now(sim)) return comesBackIfOut(sim, loan)
  await leadCorrects(sim, loan, day, time)
}

/** The borrower keeps it longer, perhaps asks a second time in vain, and the lead says yes once more. */
function planLonger(sim: Simulation, loan: Loan, at: Instant, end: Instant): void {
  plan(sim, at, async () => {
    if (!isOut(sim, loan) || !sim.ids.has(`account of ${loan.borrower}`)) return comesBackIfOut(sim, loan)
    await asksToKeepLonger(sim, loan, loan.borrower)
    if (isLucky(sim.random, 0.4)) await asksToKeepLonger(sim, loan, loan.borrower)
    if (isLucky(sim.random, 0.4)) await asksToKeepLonger(sim, loan, LEAD.name)
  })
  plan(sim, end, () => comesBackIfOut(sim, loan))
}
