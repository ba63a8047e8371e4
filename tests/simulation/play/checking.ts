import { bringBack, see } from '../model/book.ts'
import { close, closeLater, countsAt, isMissed, resultOf } from '../model/end-of-day.ts'
import { randomUUID } from 'node:crypto'
import { aMomentLater, Disagreement, now, type Simulation, today } from './simulation.ts'
import { mustSend, type Visitor } from './visitor.ts'

/** A scan, a tick or a look of the camera on the end-of-day check’s page: what is out comes back, the rest is seen. */
export async function counts(sim: Simulation, visitor: Visitor, codes: string[]): Promise<void> {
  if (codes.length === 0) return
  aMomentLater(sim)
  sim.counts.scans += codes.length
  await mustSend(sim, visitor, '/end-of-day/scans', { form_key: randomUUID(), codes: codes.join(' ') })
  for (const code of codes) {
    if (sim.school.out.has(code)) bringBack(sim.school, code, now(sim))
    else see(sim.school, code, now(sim))
  }
}

/** The page’s count before it is closed, then the close; sent twice it closes once. */
export async function closes(sim: Simulation, visitor: Visitor, name: string): Promise<void> {
  aMomentLater(sim)
  await pageAgrees(sim, visitor)
  const form_key = randomUUID()
  await mustSend(sim, visitor, '/end-of-day/closing', { form_key })
  await mustSend(sim, visitor, '/end-of-day/closing', { form_key })
  close(sim.school, name, now(sim))
  sim.counts.checks += 1
}

async function pageAgrees(sim: Simulation, visitor: Visitor): Promise<void> {
  const { text } = await visitor.get('/end-of-day')
  const shown = Number(/class="big-count[^"]*"[^>]*><b>(\d+)</.exec(text)?.[1])
  const { 'not back': expected } = countsAt(sim.school, now(sim))
  if (shown !== expected) throw new Disagreement(sim, `the end-of-day check shows ${shown} not back, the model expects ${expected}`)
}

/** Whether the evening still awaits something, and so a second close is offered. */
export function awaitsEvening(sim: Simulation): boolean {
  const check = sim.school.checks.get(today(sim))
  return check !== undefined && check.lines.some(({ code, result }) => result === 'expected later' && isMissed(sim.school, code, now(sim)))
}

export async function closesLater(sim: Simulation, visitor: Visitor, name: string): Promise<void> {
  aMomentLater(sim)
  await mustSend(sim, visitor, '/end-of-day/later-closing', { form_key: randomUUID() })
  closeLater(sim.school, name, now(sim))
}

export function notBackNow(sim: Simulation): string[] {
  return [...sim.school.devices.keys()].filter((code) => resultOf(sim.school, code, now(sim)) === 'not back')
}
