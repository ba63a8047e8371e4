import { cameBackByPaper, enterFromPaper, isStolen, type PaperLine } from '../model/book.ts'
import { nextOpen } from '../model/calendar.ts'
import { raiseAlarm } from '../model/post.ts'
import { between, isLucky, oneOf, someOf } from '../model/random.ts'
import { deviceOf, type Loan, standingOf } from '../model/school.ts'
import { instantOf, MINUTE, timeOf } from '../model/wall-clock.ts'
import { KEPT, LAPTOPS, LEAD, PURPOSES, TEACHERS } from './cast.ts'
import { isHere } from './borrowing.ts'
import { planReturn } from './returning.ts'
import { aMomentLater, idOf, isOut, now, plan, type Simulation, today } from './simulation.ts'
import { mustSend, signIn } from './visitor.ts'
import { comesFromRepair } from './web.ts'

/** The lead finds that a laptop has been stolen, out to somebody or not, perhaps at a weekend; later it is found. */
export async function theft(sim: Simulation): Promise<void> {
  const code = oneOf(sim.random, LAPTOPS.filter((one) => one !== KEPT && ['out', 'in store'].includes(standingOf(sim.school, one))))
  aMomentLater(sim)
  await mustSend(sim, await signIn(sim, LEAD.name), '/out-of-use', { device_id: idOf(sim, code), because: 'stolen', note: '' })
  isStolen(sim.school, code, now(sim))
  raiseAlarm(sim.school, sim.post, code, now(sim))
  let day = today(sim)
  for (let i = 0; i < 8; i++) day = nextOpen(day, sim.school.calendar)
  plan(sim, instantOf(day, '09:25'), () => comesFromRepair(sim, code))
}

export const POWER_GOES = '14:30'

/** While the server was off some took and brought back on paper, and what had been out before came back too: written in the next morning. */
export async function entersPaper(sim: Simulation, day: string): Promise<void> {
  const at = (from: string, minutes: number) => instantOf(day, from) + between(sim.random, 0, minutes) * MINUTE
  const free = LAPTOPS.filter((code) => code !== KEPT && standingOf(sim.school, code) === 'in store' && !deviceOf(sim.school, code).unseen && isUntouchedSince(sim, code, at('14:00', 0)))
  const lines = someOf(sim.random, free, between(sim.random, 2, 4)).map((code): PaperLine => ({
    code, borrower: oneOf(sim.random, TEACHERS.filter(({ name }) => isHere(sim, name, day))).name, purpose: oneOf(sim.random, PURPOSES),
    taken: at('14:31', 20), returned: isLucky(sim.random, 0.6) ? at('15:05', 25) : null,
  }))
  const backs = someOf(sim.random, [...sim.school.out.values()].filter((loan) => loan.taken < at('14:00', 0)), 2).map((loan) => ({ loan, returned: at('15:05', 25) }))
  if (lines.length === 0) return
  aMomentLater(sim)
  await mustSend(sim, await signIn(sim, LEAD.name), '/paper', { day: day.split('-').toReversed().join(' '), ...sheetOf(lines, backs) })
  sim.counts.paper += lines.length + backs.length
  for (const { loan, returned } of backs) cameBackByPaper(sim.school, loan, returned)
  for (const line of lines) {
    const loan = enterFromPaper(sim.school, line)
    sim.counts.loans += 1
    if (isOut(sim, loan)) planReturn(sim, loan, now(sim) + between(sim.random, 20, 200) * MINUTE)
  }
}

/** Nobody scanned it, took it or brought it back since: a line on paper would overlap. */
function isUntouchedSince({ school }: Simulation, code: string, since: number): boolean {
  return !school.loans.some((loan) => loan.code === code && loan.voided === null && (loan.taken >= since || (loan.returned ?? 0) >= since))
}

function sheetOf(lines: PaperLine[], backs: { loan: Loan, returned: number }[]): Record<string, string> {
  const written = lines.flatMap(({ code, borrower, purpose, taken, returned }, i) => [
    [`code_${i + 1}`, code], [`who_${i + 1}`, borrower], [`purpose_${i + 1}`, purpose], [`out_${i + 1}`, timeOf(taken)], [`back_${i + 1}`, returned === null ? '' : timeOf(returned)],
  ])
  return Object.fromEntries([...written, ...backs.flatMap(({ loan, returned }, i) => [[`back_code_${i + 1}`, loan.code], [`back_at_${i + 1}`, timeOf(returned)]])])
}
