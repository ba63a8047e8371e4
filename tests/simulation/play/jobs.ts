import { pino } from 'pino'
import { readConfig } from '../../../src/config.ts'
import { runJob } from '../../../src/jobs/run.ts'
import { timetable } from '../../../src/jobs/schedule.ts'
import { deliverMail } from '../../../src/mail/deliver.ts'
import { senderOf } from '../../../src/mail/transport.ts'
import { renewLetter } from '../../../src/reminders/renew.ts'
import { schoolsOf } from '../../../src/schools/schools.ts'
import { look } from '../model/post.ts'
import { ADDRESS } from '../../support/mail-server.ts'
import { now, type Simulation } from './simulation.ts'

const config = readConfig({ NODE_ENV: 'test' })
const log = pino({ level: 'silent' })
const down = senderOf(readConfig({ NODE_ENV: 'test', SMTP_URL: 'smtp://127.0.0.1:9' }))!
/** Files are not backed up here, and letters go by the clock of the simulation. */
const NOT_HERE = ['back up', 'send letters']

/** The server looks what it owes, as its timetable says, and a real mail server takes what is written. */
export async function serverLooks(sim: Simulation): Promise<void> {
  const { kit, post, school } = sim
  const needs = { schools: schoolsOf(kit.db, null), config, log, clock: () => kit.clock.now }
  for (const job of timetable(needs).filter(({ what }) => !NOT_HERE.includes(what))) await runJob(job, needs)
  await deliverMail(kit.db, sim.mailWorks ? sim.mail.send : down, () => kit.clock.now, (letter, at) => renewLetter(kit.db, letter, ADDRESS, at))
  countTaken(sim)
  look(school, post, sim.mailWorks, now(sim))
  sim.counts.looks += 1
}

const header = (letter: string, name: string) => new RegExp(`^${name}:\\s+(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(letter)![1]!.replace(/\r?\n[ \t]/g, ' ').trim()

/** What the mail server has received since, as it stands in the letters' own headers. */
function countTaken(sim: Simulation): void {
  const { letters } = sim.mail
  for (const letter of letters.splice(0)) {
    const taken = { id: header(letter, 'Message-ID').split('@')[0]!.slice(1), to: header(letter, 'To'), subject: header(letter, 'Subject'), at: now(sim) }
    sim.taken.push(taken)
    sim.counts.letters += 1
    if (taken.subject.startsWith('Please act now')) sim.counts.alarms += 1
  }
}
