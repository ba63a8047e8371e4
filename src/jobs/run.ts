import type { Logger } from 'pino'
import type { Db } from '../database/open.ts'
import { reasonOf } from './rules.ts'
import { writeJobRun } from './store.ts'

/** `means` says what it does and `often` when, for the school; `tell` what it has done, from what `run` returned. */
export type Job = {
  what: string, means: string, when: string, often: string, run: () => Promise<unknown>, tell: (result: unknown) => string
}

type Needs = { schools: { all(): Db[] }, clock: () => Date, log: Logger }

/** Runs a job and keeps how it went where each school can read it; a failure is logged and ends nothing else. */
export async function runJob({ what, run, tell }: Job, { schools, clock, log }: Needs): Promise<void> {
  const started_at = clock().toISOString()
  await keep({ started_at, ended_at: null, result: '', error: '' })
  try {
    const result = tell(await run())
    await keep({ started_at, ended_at: clock().toISOString(), result, error: '' })
  } catch (error) {
    log.error({ err: error, job: what }, 'a job failed')
    await keep({ started_at, ended_at: clock().toISOString(), result: '', error: reasonOf(error) })
  }

  async function keep(run: Omit<Parameters<typeof writeJobRun>[1], 'what'>): Promise<void> {
    try {
      for (const db of schools.all()) await writeJobRun(db, { what, ...run })
    } catch (error) {
      log.error({ err: error, job: what }, 'how a job went could not be kept')
    }
  }
}
