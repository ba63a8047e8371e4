import { pino } from 'pino'
import { readConfig } from '../../../src/config.ts'
import { runJob } from '../../../src/jobs/run.ts'
import { timetable } from '../../../src/jobs/schedule.ts'
import { deliverMail } from '../../../src/mail/deliver.ts'
import { renewLetter } from '../../../src/reminders/renew.ts'
import { schoolsOf } from '../../../src/schools/schools.ts'
import { look } from '../model/post.ts'
import { now, type Simulation } from './simulation.ts'

const ADDRESS = 'https://kitbook.larkfield.example'
const config = readConfig({ NODE_ENV: 'test' })
const log = pino({ level: 'silent' })
/** Files are not backed up here, and letters go to a postman of our own. */
const NOT_HERE = ['back up', 'send letters']

/** The server looks what it owes, as its timetable says, and the postman takes what is written. */
export async function serverLooks(sim: Simulation): Promise<void> {
  const { kit, post, school } = sim
  const needs = { schools: schoolsOf(kit.db, null), config, log, clock: () => kit.clock.now }
  for (const job of timetable(needs).filter(({ what }) => !NOT_HERE.includes(what))) await runJob(job, needs)
  await deliverMail(kit.db, (letter) => postman(sim, letter.to_address), () => kit.clock.now, (letter, at) => renewLetter(kit.db, letter, ADDRESS, at))
  look(school, post, sim.mailWorks, now(sim))
  sim.counts.looks += 1
}

async function postman(sim: Simulation, to: string): Promise<void> {
  if (!sim.mailWorks) throw new Error('the mail server cannot be reached')
  sim.taken.push({ to, at: now(sim) })
  sim.counts.letters += 1
}
