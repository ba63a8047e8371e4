import { resolve } from 'node:path'
import { dayOf } from '../src/calendar/days.ts'
import { readConfig } from '../src/config.ts'
import { work } from '../src/school-file/make.ts'

const { databaseUrl, databaseFile } = readConfig()
const now = new Date()
const [name = `kitbook-${dayOf(now)}.zip`] = process.argv.slice(2)
const to = resolve(process.env['INIT_CWD'] ?? '.', name)

try {
  const { rows } = await work({ from: databaseUrl ? { url: databaseUrl } : { file: databaseFile }, to, now: now.toISOString() }, () => undefined)
  console.log(`Everything is in ${to} (${rows.toLocaleString('en-GB')} rows). It names adults: keep it where only those can read it who may.`)
} catch (error) {
  console.error(`No file was made: ${(error as Error).message}`)
  process.exitCode = 1
}
