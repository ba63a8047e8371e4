import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openFile } from '../../src/database/open.ts'
import { insertDefaultTypes } from '../../src/device-types/defaults.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson, signedIn, TUESDAY } from '../support/app.ts'

const GROUPS = '308539-223630-154858-318791-667678-221342-150722-136477'.split('-')
const KEY = GROUPS.join('-')
const PACKAGE = Buffer.from(`a key package ${KEY}`).toString('base64')

/** A server on a disk of its own: data, temporary files and a log that says everything. */
async function school() {
  const folder = mkdtempSync(join(tmpdir(), 'kitbook-refused-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  const db = openFile(join(folder, 'kitbook.db'))
  onTestFinished(async () => {
    await db.destroy()
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true })
  })
  await migrate(db)
  await insertDefaultTypes(db)
  await writeSettings(db, { school_name: 'Larkfield Primary School' })
  const log = pino({ level: 'trace' }, pino.destination({ dest: join(folder, 'log'), sync: true }))
  const app = createApp({ schools: schoolsOf(db, null), config: readConfig({ NODE_ENV: 'test' }), clock: () => TUESDAY, log, setUpCode: 'x' })
  const technician = await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] })
  return { folder, browser: await signedIn({ app, db, clock: { now: TUESDAY }, lead: technician }, technician) }
}

/** How a key's digits may stand on a disk. */
const TRACES = [KEY, GROUPS.join(''), GROUPS.join(' '), ...GROUPS, PACKAGE, Buffer.from(KEY).toString('base64'), Buffer.from(KEY).toString('hex')]
  .flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])

/** Every file of a folder that holds a trace of the key, and how many were looked at. */
function searched(folder: string): { files: number, holding: string[] } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  return { files: files.length, holding: files.filter((file) => { const bytes = readFileSync(file); return TRACES.some((trace) => bytes.includes(trace)) }) }
}

const fixture = readFileSync(new URL('../fixtures/bitlocker-with-recovery-password.json', import.meta.url))
const wide = Buffer.from(fixture.toString(), 'utf16le')

test('of a file with recovery keys nothing is on the disk afterwards: not in the data, the log or among temporary files', async () => {
  const { folder, browser } = await school()
  const files = [
    fixture, wide, Buffer.from(`[{"SerialNumber":"A1","Note":"${GROUPS.join(' ')}"}]`), Buffer.from(`[{"SerialNumber":"A1","VolumeStatus":1,"KeyPackage":"${PACKAGE}"}]`),
    Buffer.from(`Device name,Serial number,Encrypted,Recovery key\nL1,A1,True,${KEY}\n`), Buffer.from(`[{"SerialNumber":"A1","RecoveryPassword":"${KEY}"`),
    Buffer.from(`Volume C: [Windows]\n    Numerical Password:\n      Password:\n        ${KEY}\n`),
  ]
  for (const file of files) {
    const answer = await browser.post('/device-checks/evidence').attach('file', file, `${KEY}.json`)
    expect([answer.status, answer.text.includes('refused whole'), TRACES.some((trace) => Buffer.from(answer.text).includes(trace))]).toEqual([422, true, false])
  }
  const { files: looked, holding } = searched(folder)
  expect(looked).toBeGreaterThanOrEqual(3)
  expect(holding).toEqual([])
  expect(readFileSync(join(folder, 'log'), 'utf8')).toContain('/device-checks/evidence')
})
