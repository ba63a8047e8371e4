import { setTimeout as sleep } from 'node:timers/promises'
import { Cron } from 'croner'
import type { Logger } from 'pino'
import { endWhatIsBack } from '../absences/arrange.ts'
import { backUpIfOwed } from '../backups/nightly.ts'
import type { Config } from '../config.ts'
import type { Db } from '../database/open.ts'
import { countWeeks } from '../figures/count.ts'
import { sweepImports } from '../imports/sweep.ts'
import { publicAddress } from '../mail/address.ts'
import { deliverMail, type Renew } from '../mail/deliver.ts'
import { senderOf } from '../mail/transport.ts'
import { cutLinks } from '../retention/cut.ts'
import type { Schools } from '../schools/schools.ts'
import { seeToNewYear } from '../new-year/effect/nightly.ts'
import { forgetReminders } from '../reminders/forget.ts'
import { renewLetter, renewUnsent } from '../reminders/renew.ts'
import { sendReminders } from '../reminders/send.ts'
import { readSettings } from '../settings/store.ts'
import { counted } from './rules.ts'
import { type Job, runJob } from './run.ts'
import { tidyUp } from './tidy-up.ts'

type Needs = { schools: Schools, config: Config, clock: () => Date, log: Logger }

/**
 * The whole timetable. A school's PC is off at night and at weekends, so nothing waits for one certain minute: each job
 * asks, whenever the PC is on, whether it is owed.
 */
export function timetable({ schools, config, clock }: Needs): Job[] {
  const send = senderOf(config)
  const address = publicAddress(config)
  const renewIn = (db: Db): Renew => (letter, now) => renewLetter(db, letter, address, now)
  const eachSchool = (run: (db: Db) => Promise<unknown>) => async () => {
    let done = 0
    for (const db of schools.all()) done += Number(await run(db)) || 0
    return done
  }
  return [
    {
      what: 'send letters', means: 'What waits under Mail goes to the school’s mail server.', when: '* * * * *', often: 'every minute',
      run: eachSchool(async (db) => (send && !await isDemo(db) ? deliverMail(db, send, clock, renewIn(db)) : renewUnsent(db, address, clock()))),
      tell: send ? counted('letter sent', 'letters sent') : () => 'No mail server: letters wait and can be read under Mail',
    },
    {
      what: 'write reminders', means: 'Whoever is owed a reminder gets one letter.', when: '*/5 * * * *', often: 'every five minutes',
      run: eachSchool((db) => sendReminders(db, address, clock())), tell: counted('letter written', 'letters written'),
    },
    {
      what: 'new school year', means: 'A plan that is ready takes effect on 1 September; whoever begins later is handed their devices on their first day.', when: '2-59/5 * * * *', often: 'every five minutes, if one is due',
      run: eachSchool((db) => seeToNewYear(db, clock())), tell: counted('plan seen to', 'plans seen to'),
    },
    {
      what: 'count loans', means: 'The weeks in which a loan has changed are counted anew for the page of figures.', when: '*/5 * * * *', often: 'every five minutes',
      run: eachSchool(countWeeks), tell: counted('week counted', 'weeks counted'),
    },
    {
      what: 'end returns', means: 'A return that was arranged is done once everything of it is back.', when: '17 * * * *', often: 'every hour',
      run: eachSchool((db) => endWhatIsBack(db, clock())), tell: counted('return done', 'returns done'),
    },
    {
      what: 'back up', means: 'One copy a night, opened and counted before it is kept.', when: '7 * * * *', often: 'every hour, if one is owed',
      run: async () => config.databaseUrl ? null : backUpIfOwed({ file: config.databaseFile, folder: config.backupsDir, now: clock() }),
      tell: (made) => (config.databaseUrl ? 'Left to PostgreSQL' : made ? 'A copy was made' : 'Nothing to do'),
    },
    {
      what: 'tidy up', means: 'What was to be kept only for a while is thrown away: old letters, ended sign-ins, who was reminded of what before the last school year.', when: '37 * * * *', often: 'every hour',
      run: eachSchool((db) => Promise.all([tidyUp(db, clock()), forgetReminders(db, clock())])), tell: () => 'Done',
    },
    {
      what: 'cut old names', means: 'The record names nobody for longer than the school has said.', when: '57 * * * *', often: 'every hour, if something has had its time',
      run: eachSchool((db) => cutLinks(db, clock())), tell: counted('leaver forgotten', 'leavers forgotten'),
    },
    {
      what: 'forget old lists', means: 'Lists that were brought in and finished with are forgotten.', when: '47 * * * *', often: 'every hour',
      run: eachSchool((db) => sweepImports(db, clock())), tell: () => 'Done',
    },
  ]
}

/** The people of a demonstration are made up; nobody writes to them. */
async function isDemo(db: Db): Promise<boolean> {
  return (await readSettings(db)).is_demo
}

const ZONE = 'Europe/London'

/** When a job's time comes round next; null when it never does. */
export function nextRun({ when }: Job, now: Date): Date | null {
  return new Cron(when, { timezone: ZONE, paused: true }).nextRun(now)
}

const LAST_WAIT_MS = 3000

/** Starts the timetable; `stop` lets what is running finish, for three seconds at most. */
export function startJobs(needs: Needs): { stop: () => Promise<void> } {
  const running = new Set<Promise<void>>()
  const start = (job: Job) => new Cron(job.when, { timezone: ZONE, protect: true }, async () => {
    const one = runJob(job, needs)
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
