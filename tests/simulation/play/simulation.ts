import type { Send } from '../../../src/mail/deliver.ts'
import type { TestApp } from '../../support/app.ts'
import type { Post } from '../model/post.ts'
import { between, type Random } from '../model/random.ts'
import type { Loan, School } from '../model/school.ts'
import { dayOf, type Instant, timeOf } from '../model/wall-clock.ts'
import type { Visitor } from './visitor.ts'

/** Something that somebody will do; what is not done on its day is done on the next one on which people are in. */
export type Act = { at: Instant, run: () => Promise<void> }

export type Counts = Record<'days' | 'scans' | 'loans' | 'checks' | 'letters' | 'alarms' | 'paper' | 'looks', number>

/** The real app, the independent model beside it, and what is still to happen. */
export type Simulation = {
  seed: number, random: Random
  kit: TestApp, url: string, ids: Map<string, string>
  suite: Visitor, trolley: Visitor
  school: School, post: Post
  /** A real mail server, whether it can be reached, and every letter that it took. */
  mail: { send: Send, letters: string[] }, mailWorks: boolean, taken: { id: string, to: string, subject: string, at: Instant }[]
  agenda: Act[]
  counts: Counts
}

export function newCounts(): Counts {
  return { days: 0, scans: 0, loans: 0, checks: 0, letters: 0, alarms: 0, paper: 0, looks: 0 }
}

export function now({ kit }: Simulation): Instant {
  return kit.clock.now.getTime()
}

export function today(sim: Simulation): string {
  return dayOf(now(sim))
}

/** The clock never goes back: what should have happened earlier happens now. */
export function goTo({ kit }: Simulation, at: Instant): void {
  kit.clock.now = new Date(Math.max(at, kit.clock.now.getTime()))
}

/** A few seconds pass, as between two scans; never so few that one is taken for the other read again. */
export function aMomentLater(sim: Simulation): void {
  goTo(sim, now(sim) + between(sim.random, 3200, 6000))
}

export function plan(sim: Simulation, at: Instant, run: () => Promise<void>): void {
  sim.agenda.push({ at, run })
}

export function idOf({ ids }: Simulation, name: string): string {
  return ids.get(name)!
}

/** Whether a loan is still open, as the model has it. */
export function isOut({ school }: Simulation, loan: Loan): boolean {
  return school.out.get(loan.code) === loan
}

/** What goes wrong names the seed, the day and the time, so that it can be seen again. */
export class Disagreement extends Error {
  constructor(sim: Simulation, words: string) {
    super(`seed ${sim.seed}, ${today(sim)} ${timeOf(now(sim))}: ${words}`)
  }
}
