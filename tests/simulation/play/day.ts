import { endOf, hasPupils, isOpen } from '../model/calendar.ts'
import { between, isLucky } from '../model/random.ts'
import { type Instant, instantOf, MINUTE } from '../model/wall-clock.ts'
import { bookAgrees, bookFileAgrees } from '../agree/book.ts'
import { checksAgree } from '../agree/checks.ts'
import { logAgrees } from '../agree/log.ts'
import { ledgerAgrees, outboxAgrees } from '../agree/reminders.ts'
import { deskAgrees, jobsWentWell, todayAgrees } from '../agree/today.ts'
import { badgeVisit, classSet, club, deviceFirst, keeperEvening, onAScreen, passOn, visitorVisit } from './borrowing.ts'
import { LEAD } from './cast.ts'
import { isUnknown } from './desk.ts'
import { endOfDay, endOfEvening } from './evening.ts'
import { serverLooks } from './jobs.ts'
import { type Act, goTo, plan, type Simulation } from './simulation.ts'
import { signIn } from './visitor.ts'

/** When the server looks, by how often: every half hour, or a few times a day. */
export function looksOf(day: string, every: number): Instant[] {
  const [first, last] = [instantOf(day, '07:35'), instantOf(day, '18:40')]
  const count = Math.floor((last - first) / (every * MINUTE)) + 1
  return Array.from({ length: count }, (_, i) => first + i * every * MINUTE)
}

/** What was to happen while nobody was in happens when people come. */
export function comeBackTo(sim: Simulation, day: string): void {
  const missed = sim.agenda.filter(({ at }) => at < instantOf(day, '08:00')).toSorted((a, b) => a.at - b.at)
  for (const [i, act] of missed.entries()) act.at = instantOf(day, '08:25') + i * MINUTE
}

/** Plans what people do on a day; staff alone on an INSET day. */
export function planDay(sim: Simulation, day: string): void {
  const { random, school } = sim
  const some = (low: number, high: number, from: string, minutes: number, run: () => Promise<void>) => {
    for (let i = between(random, low, high); i > 0; i--) plan(sim, instantOf(day, from) + between(random, 0, minutes * 60) * 1000, run)
  }
  if (hasPupils(day, school.calendar)) {
    some(2, 4, '08:32', 25, () => classSet(sim))
    some(1, 3, '09:10', 270, () => classSet(sim))
    some(0, 2, '10:00', 240, () => passOn(sim))
    some(0, 1, '15:31', 8, () => club(sim))
    some(0, 1, '13:20', 60, () => visitorVisit(sim))
  }
  some(1, 2, '08:30', 28, () => badgeVisit(sim))
  some(0, 2, '09:05', 380, () => badgeVisit(sim))
  some(0, 1, '16:25', 60, () => badgeVisit(sim))
  some(0, 1, '12:00', 200, () => onAScreen(sim))
  some(0, 1, '09:30', 330, () => deviceFirst(sim))
  some(0, 1, '15:20', 15, () => keeperEvening(sim))
  some(0, 1, '11:00', 30, () => isUnknown(sim))
  planEnd(sim, day)
}

function planEnd(sim: Simulation, day: string): void {
  const ends = endOf(day, sim.school.calendar)
  plan(sim, ends + between(sim.random, 9, 40) * MINUTE, () => endOfDay(sim))
  plan(sim, instantOf(day, '17:52'), () => endOfEvening(sim))
  for (const time of ['08:22', '08:50', '12:10', '16:20']) plan(sim, instantOf(day, time), async () => todayAgrees(sim, await signIn(sim, LEAD.name)))
  plan(sim, instantOf(day, '08:29'), () => deskAgrees(sim))
}

/** Runs what is planned up to a day’s end, in order; what is planned meanwhile takes its place in the queue. */
export async function liveUntil(sim: Simulation, end: Instant): Promise<void> {
  for (;;) {
    const next = takeNext(sim, end)
    if (!next) return
    goTo(sim, next.at)
    await next.run()
  }
}

function takeNext({ agenda }: Simulation, end: Instant): Act | undefined {
  const due = agenda.filter(({ at }) => at <= end)
  const next = due.toSorted((a, b) => a.at - b.at)[0]
  if (next) agenda.splice(agenda.indexOf(next), 1)
  return next
}

/** The server is on and nobody is in: it only looks. */
export async function emptyDay(sim: Simulation, day: string, every: number): Promise<void> {
  for (const at of looksOf(day, every)) {
    goTo(sim, at)
    await serverLooks(sim)
  }
}

export async function everythingAgrees(sim: Simulation, day: string): Promise<void> {
  await bookAgrees(sim)
  await checksAgree(sim)
  await ledgerAgrees(sim)
  await outboxAgrees(sim)
  await logAgrees(sim)
  await jobsWentWell(sim)
  if (isOpen(day, sim.school.calendar) && isLucky(sim.random, 0.5)) await bookFileAgrees(sim, await signIn(sim, LEAD.name))
}
