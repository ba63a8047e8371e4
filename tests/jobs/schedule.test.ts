import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cron } from 'croner'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openFile } from '../../src/database/open.ts'
import { runJob } from '../../src/jobs/run.ts'
import { startJobs, timetable } from '../../src/jobs/schedule.ts'
import { listJobRuns } from '../../src/jobs/store.ts'
import { queueMail } from '../../src/mail/queue.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { signedIn, startApp, TUESDAY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

async function needs(env: Record<string, string> = {}) {
  const db = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'kitbook-jobs-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const config = readConfig({ DATA_DIR: dataDir, ...env })
  return { db, config, schools: schoolsOf(db, null), clock: () => TUESDAY, log: pino({ level: 'silent' }) }
}

type Needs = Awaited<ReturnType<typeof needs>>
const run = (needs: Needs, what: string) => timetable(needs).find((job) => job.what === what)!.run()

it.each(['2027-03-28', '2027-10-31'])('asks for the backup every hour of the clock change on %s', (day) => {
  const when = timetable({ schools: schoolsOf(openFile(':memory:'), null), config: readConfig({}), clock: () => TUESDAY, log: pino() })
    .find(({ what }) => what === 'back up')!.when
  const runs = new Cron(when, { timezone: 'Europe/London', paused: true }).nextRuns(4, new Date(`${day}T00:00:00Z`))
  expect(runs.map((moment) => moment.toISOString().slice(11, 16))).toEqual(['00:07', '01:07', '02:07', '03:07'])
})

it('backs a school up into its own folder, once a night', async () => {
  const own = await needs()
  const file = openFile(own.config.databaseFile)
  await migrate(file)
  await file.destroy()
  await run(own, 'back up')
  await run(own, 'back up')
  expect(await readdir(own.config.backupsDir)).toEqual(['kitbook-20261124T090000Z.db'])
})

it('leaves the backups of PostgreSQL to PostgreSQL', async () => {
  expect(await run(await needs({ DATABASE_URL: 'postgres://localhost/kitbook' }), 'back up')).toBeNull()
})

it('sends no letter to the made-up people of a demonstration', async () => {
  const own = await needs({ SMTP_URL: 'smtp://127.0.0.1:9' })
  await writeSettings(own.db, { is_demo: true })
  const letter = { person_id: null, to: 'wren@larkfield.example', subject: 'x', letter: 'test', model: { name: 'x', school: 'x', link: 'x' } }
  await queueMail(own.db, letter, TUESDAY)
  await run(own, 'send letters')
  expect(await own.db.selectFrom('outbox').select('tries').execute()).toEqual([{ tries: 0 }])
  await writeSettings(own.db, { is_demo: false })
  await run(own, 'send letters')
  expect(await own.db.selectFrom('outbox').select('tries').execute()).toEqual([{ tries: 1 }])
})

it('throws away what has had its time and nothing else', async () => {
  const school = await startApp()
  const { db } = school
  await signedIn(school, school.lead)
  const days = (n: number) => new Date(TUESDAY.getTime() - n * 24 * 3600_000).toISOString()
  const letter = { person_id: null, to_address: 'x', subject: 'x', body_text: '', body_html: '', next_try_at: null, tries: 0, sent_at: null, last_error: null, not_sent_because: null }
  await db.insertInto('outbox').values([{ id: 'old', created_at: days(31), ...letter }, { id: 'new', created_at: days(29), ...letter }]).execute()
  await db.insertInto('form_keys').values([1, 3].map((n) => ({ key: `${n}`, fields_hash: '', result: '', at: days(n) }))).execute()
  const { id: account_id } = await db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
  await db.insertInto('password_links').values([6, 8].map((n) => ({ token_hash: `${n}`, account_id, created_at: '', ends_at: days(n), used_at: null }))).execute()
  await db.insertInto('sessions').values({ token_hash: 'x', id: 'ended', account_id, label: '', created_at: '', last_seen_at: '', ends_at: days(0.1) }).execute()
  const before = await db.selectFrom('events').select('id').execute()
  await run({ ...await needs(), db, schools: schoolsOf(db, null) }, 'tidy up')
  expect(await db.selectFrom('outbox').select('id').execute()).toEqual([{ id: 'new' }])
  expect(await db.selectFrom('form_keys').select('key').execute()).toEqual([{ key: '1' }])
  expect(await db.selectFrom('password_links').select('token_hash').execute()).toEqual([{ token_hash: '6' }])
  expect((await db.selectFrom('sessions').select('id').execute()).map(({ id }) => id)).not.toContain('ended')
  expect(await db.selectFrom('sessions').select('id').execute()).toHaveLength(1)
  expect(await db.selectFrom('events').select('id').execute()).toEqual(before)
})

it('keeps how each job went, a failure with its reason and no address in it', async () => {
  const own = await needs()
  const job = (what: string) => timetable(own).find((job) => job.what === what)!
  await runJob(job('write reminders'), own)
  await runJob({ ...job('back up'), run: () => Promise.reject(new Error('no room on the disk of wren@larkfield.example\n at x')) }, own)
  const at = TUESDAY.toISOString()
  expect(await listJobRuns(own.db)).toEqual([
    { what: 'back up', started_at: at, ended_at: at, result: '', error: 'no room on the disk of …' },
    { what: 'write reminders', started_at: at, ended_at: at, result: 'Nothing to do', error: '' },
  ])
})

it('shows the lead when each job ran, how it went and when it is next', async () => {
  const school = await startApp()
  const own = { ...await needs(), db: school.db, schools: schoolsOf(school.db, null) }
  const browser = await signedIn(school, school.lead)
  expect((await browser.get('/settings/jobs')).text.match(/never yet/g)).toHaveLength(timetable(own).length)
  const [first] = timetable(own)
  await runJob({ ...first!, run: () => Promise.reject(new Error('the line was cut <b>')) }, own)
  const { text } = await browser.get('/settings/jobs')
  expect(text).toContain('1 job did not work the last time.')
  expect(text).toContain('the line was cut &lt;b&gt;')
  expect(text).toContain('today 9:01 am')
  expect(text).toContain('every five minutes')
})

it('says so when a job is under way', async () => {
  const school = await startApp()
  const own = { ...await needs(), schools: schoolsOf(school.db, null) }
  const browser = await signedIn(school, school.lead)
  const [first] = timetable(own)
  let seen = ''
  await runJob({ ...first!, run: async () => { seen = (await browser.get('/settings/jobs')).text } }, own)
  expect(seen).toContain('under way')
  expect((await browser.get('/settings/jobs')).text).not.toContain('under way')
})

it('starts and stops without waiting for the next minute', async () => {
  const jobs = startJobs(await needs())
  await jobs.stop()
})
