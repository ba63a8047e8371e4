import { setTimeout as sleep } from 'node:timers/promises'
import { Cron } from 'croner'
import type { Logger } from 'pino'
import { backUpIfOwed } from '../backups/nightly.ts'
import type { Config } from '../config.ts'
import type { Db } from '../database/open.ts'
import { sweepImports } from '../imports/sweep.ts'
import { deliverMail } from '../mail/deliver.ts'
import { senderOf } from '../mail/transport.ts'
import type { Schools } from '../schools/schools.ts'
import { readSettings } from '../settings/store.ts'
import { tidyUp } from './tidy-up.ts'

type Needs = { schools: Schools, config: Config, clock: () => Date, log: Logger }
type Job = { what: string, when: string, run: () => Promise<unknown> }

/**
 * The whole timetable. A school's PC is off at night and at weekends, so nothing waits for one certain minute: each job
 * asks, whenever the PC is on, whether it is owed.
 */
export function timetable({ schools, config, clock }: Needs): Job[] {
  const send = senderOf(config)
  const eachSchool = (run: (db: Db) => Promise<unknown>) => async () => {
    for (const db of schools.all()) await run(db)
  }
  return [
    { what: 'send letters', when: '* * * * *', run: eachSchool(async (db) => send && !await isDemo(db) && deliverMail(db, send, clock)) },
    { what: 'back up', when: '7 * * * *', run: async () => config.databaseUrl ? null : backUpIfOwed({ file: config.databaseFile, folder: config.backupsDir, now: clock() }) },
    { what: 'tidy up', when: '37 * * * *', run: eachSchool((db) => tidyUp(db, clock())) },
    { what: 'forget old lists', when: '47 * * * *', run: eachSchool((db) => sweepImports(db, clock())) },
  ]
}

/** The people of a demonstration are made up; nobody writes to them. */
async function isDemo(db: Db): Promise<boolean> {
  return (await readSettings(db)).is_demo
}

const LAST_WAIT_MS = 3000

/** Starts the timetable; `stop` lets what is running finish, for three seconds at most. */
export function startJobs(needs: Needs): { stop: () => Promise<void> } {
  const running = new Set<Promise<void>>()
  const start = ({ what, when, run }: Job) => new Cron(when, { timezone: 'Europe/London', protect: true }, async () => {
    const one = run().then(() => {}, (error: unknown) => needs.log.error({ err: error, job: what }, 'a job failed'))
    running.add(one)
    await one
    running.delete(one)
  })
  const crons = timetable(needs).map(start)
  return {
    async stop() {
      for (const cron of crons) cron.stop()
      await Promise.race([Promise.all(running), sleep(LAST_WAIT_MS, undefined, { ref: false })])
    },
  }
}
