import { lateAfter } from '../model/due.ts'
import { deviceOf, type Loan } from '../model/school.ts'
import { dayOf } from '../model/wall-clock.ts'
import { Disagreement, now, type Simulation, today } from '../play/simulation.ts'
import type { Visitor } from '../play/visitor.ts'
import { notBackAgrees } from './checks.ts'
import { lineOf, mustAgree } from './differ.ts'

/** The lead’s Today: out, overdue, back today, and what was not back at the last check. */
export async function todayAgrees(sim: Simulation, lead: Visitor): Promise<void> {
  const { status, text } = await lead.get('/')
  if (status !== 200) throw new Disagreement(sim, `Today answered ${status}`)
  const tiles = [...text.matchAll(/class="tile[^"]*"[^>]*><b>([\d,]+)<\/b><span>(?:<svg.*?<\/svg>)?\s*([^<]+)</gs)].map(([, n, words]) => lineOf(words!.trim(), n!))
  const out = [...sim.school.out.values()].filter(({ code }) => !deviceOf(sim.school, code).outOfUse)
  const back = sim.school.loans.filter((loan) => isBack(loan) && dayOf(loan.returned!) === today(sim))
  mustAgree(sim, 'Today’s counts', tiles, [
    lineOf('out now', out.length), lineOf('overdue', out.filter((loan) => isOverdue(sim, loan)).length), lineOf('off-site', 0), lineOf('back today', back.length),
  ])
  notBackAgrees(sim, 'on Today', text)
}

function isBack({ returned, voided, outcome }: Loan): boolean {
  return returned !== null && voided === null && (outcome === 'returned' || outcome === 'returned unscanned')
}

/** Late, but not for a day that was closed afterwards, nor for what falls due while a pause lasts. */
function isOverdue(sim: Simulation, { due }: Loan): boolean {
  const { calendar, pausedSince } = sim.school
  if (pausedSince !== null && due >= pausedSince && dayOf(due) === dayOf(pausedSince)) return false
  return lateAfter(due, calendar) < now(sim)
}

/** The desk’s first screen says the same in the morning. */
export async function deskAgrees(sim: Simulation): Promise<void> {
  notBackAgrees(sim, 'at the desk', (await sim.suite.get('/desk')).text)
}

export async function jobsWentWell(sim: Simulation): Promise<void> {
  const runs = await sim.kit.db.selectFrom('job_runs').select(['what', 'error']).where('error', '<>', '').execute()
  mustAgree(sim, 'Jobs that failed', runs.map(({ what, error }) => lineOf(what, error)), [])
}
