import { between, isLucky, oneOf, someOf } from '../model/random.ts'
import { deviceOf, type Loan, personOf, standingOf } from '../model/school.ts'
import { instantOf, timeOf, weekdayOf } from '../model/wall-clock.ts'
import { type Card, CARDS, CLUB_ENDS, FIRST_LESSON_ENDS, HELPERS, IPADS, KEEPER, KEPT, LAPTOPS, PURPOSES, SUPPLY, TEACHERS, TROLLEY, VOLUNTEER } from './cast.ts'
import * as desk from './desk.ts'
import { planReturn, planReturnOf } from './returning.ts'
import { badgeOf } from './set-up.ts'
import { now, type Simulation, today } from './simulation.ts'
import { booksOutAlone, leadBooksOutFor } from './web.ts'

/** Codes that anybody may take now, in a random order. */
function inStore(sim: Simulation, codes: string[], most: number): string[] {
  return someOf(sim.random, codes.filter((code) => standingOf(sim.school, code) === 'in store' && !isOnlySaidToBeIn(sim, code)), most)
}

/** What nobody has scanned since it came back cannot be found by a borrower. */
function isOnlySaidToBeIn({ school }: Simulation, code: string): boolean {
  return deviceOf(school, code).unseen
}

export function isHere({ school }: Simulation, name: string, day: string): boolean {
  const { lastDay } = personOf(school, name)
  return lastDay === null || day <= lastDay
}

function cardOf(sim: Simulation): Card {
  return oneOf(sim.random, CARDS.filter(({ answers }) => isHere(sim, answers, today(sim))))
}

/** A teacher with a class card: a few devices, or the whole trolley at one scan. */
export async function classSet(sim: Simulation): Promise<void> {
  const card = cardOf(sim)
  const isTheirsNow = desk.codesOf(sim, TROLLEY, 'out').some((code) => sim.school.out.get(code)!.borrower === card.answers)
  const whole = isLucky(sim.random, 0.35) && !isTheirsNow && desk.codesOf(sim, TROLLEY, 'in store').length > 2
  const codes = whole ? [] : inStore(sim, [...IPADS, ...LAPTOPS], between(sim.random, 1, 4))
  if (!whole && codes.length === 0) return
  const visit = await desk.comesWithCard(sim, sim.suite, card)
  if (isLucky(sim.random, 0.3) && timeOf(now(sim)) < '10:00') await desk.wantsUntil(sim, visit, FIRST_LESSON_ENDS)
  if (whole) planReturnOf(sim, await desk.takesTrolley(sim, visit, TROLLEY))
  for (const code of codes) planReturn(sim, await desk.takes(sim, visit, code))
  await desk.leaves(sim, sim.suite)
}

/** Somebody with a badge and a purpose of their own; now and then it is a slip, or read twice, or taken over. */
export async function badgeVisit(sim: Simulation): Promise<void> {
  const { name } = oneOf(sim.random, [...TEACHERS, ...HELPERS, SUPPLY].filter((one) => isHere(sim, one.name, today(sim))))
  const codes = inStore(sim, LAPTOPS, between(sim.random, 1, 2))
  if (codes.length === 0) return
  const visit = await desk.comesWithBadge(sim, sim.suite, badgeOf(name), name, oneOf(sim.random, PURPOSES))
  if (isLucky(sim.random, 0.15)) await desk.slipsOut(sim, visit, codes[0]!)
  for (const code of codes) planReturn(sim, await desk.takes(sim, visit, code))
  if (isLucky(sim.random, 0.1)) await desk.readsAgain(sim, visit, codes.at(-1)!)
  const others = [...sim.school.out.values()].filter((loan) => loan.borrower !== name && LAPTOPS.includes(loan.code) && loan.code !== KEPT)
  if (others.length > 0 && isLucky(sim.random, 0.25)) planReturn(sim, await desk.takes(sim, visit, oneOf(sim.random, others).code))
  await desk.leaves(sim, sim.suite)
}

export async function deviceFirst(sim: Simulation): Promise<void> {
  const [code] = inStore(sim, [...IPADS, ...LAPTOPS], 1)
  if (code === undefined) return
  planReturn(sim, await desk.takesDeviceFirst(sim, sim.suite, code, cardOf(sim)))
  await desk.leaves(sim, sim.suite)
}

export async function visitorVisit(sim: Simulation): Promise<void> {
  const [code] = inStore(sim, LAPTOPS, 1)
  if (code === undefined) return
  const visit = await desk.comesWithBadge(sim, sim.suite, badgeOf(VOLUNTEER.name), VOLUNTEER.name, 'Reading')
  planReturn(sim, await desk.takesAsVisitor(sim, visit, code, TEACHERS[0]!.name))
  await desk.leaves(sim, sim.suite)
}

/** Away from the desk: alone on one’s own screen, or by the lead for a class whose teacher answers. */
export async function onAScreen(sim: Simulation): Promise<void> {
  const [code] = inStore(sim, LAPTOPS, 1)
  if (code === undefined) return
  const byLead = isHere(sim, SUPPLY.name, today(sim)) && isLucky(sim.random, 0.5)
  const { className, answers } = CARDS[1]!
  planReturn(sim, byLead
    ? await leadBooksOutFor(sim, code, { borrower: SUPPLY.name, className, answers, purpose: 'Cover' })
    : await booksOutAlone(sim, oneOf(sim.random, TEACHERS.slice(0, 3)).name, code, 'Planning'))
}

export async function passOn(sim: Simulation): Promise<void> {
  const out = desk.codesOf(sim, TROLLEY, 'out')
  const card = cardOf(sim)
  if (out.length < 3 || out.every((code) => sim.school.out.get(code)!.borrower === card.answers)) return
  planReturnOf(sim, await desk.passesOn(sim, TROLLEY, card))
}

/** A club after school; on Fridays there is none. */
export async function club(sim: Simulation): Promise<void> {
  if (weekdayOf(today(sim)) === 5) return
  const card = cardOf(sim)
  const codes = inStore(sim, IPADS, between(sim.random, 2, 5))
  if (codes.length === 0) return
  const visit = await desk.comesWithCard(sim, sim.suite, card)
  await desk.wantsUntil(sim, visit, CLUB_ENDS)
  const taken: Loan[] = []
  for (const code of codes) taken.push(await desk.takes(sim, visit, code))
  await desk.leaves(sim, sim.suite)
  for (const loan of taken) planReturn(sim, loan, instantOf(today(sim), isLucky(sim.random, 0.85) ? '17:38' : '18:20'))
}

export async function keeperEvening(sim: Simulation): Promise<void> {
  if (standingOf(sim.school, KEPT) !== 'looked after' || isLucky(sim.random, 0.3)) return
  const visit = await desk.comesWithBadge(sim, sim.suite, badgeOf(KEEPER.name), KEEPER.name, 'Planning')
  await desk.keeperSays(sim, visit, KEPT, isLucky(sim.random, 0.5) ? 'going' : 'in')
  await desk.leaves(sim, sim.suite)
}
