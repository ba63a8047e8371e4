import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { DemoAccount } from '../db/seeds/accounts.ts'
import { buildDemoSchool } from '../db/seeds/demo-school.ts'
import { refuseIfInUse } from '../db/seeds/found.ts'
import { buildLongHistory } from '../db/seeds/long-history.ts'
import { type Random, randomFrom } from '../db/seeds/random.ts'
import { readConfig } from '../src/config.ts'
import { isUniqueViolation } from '../src/database/act.ts'
import { migrate } from '../src/database/migrate.ts'
import { type Db, openFile, openPostgres } from '../src/database/open.ts'

const USAGE = `npm run seed -- --demo                          a demonstration school with a year of history
npm run seed -- --devices 500 --loans 1000000   a school with a long history, for measuring
  --random 7   another story than the usual one
  --force      the demonstration even though the school has people already`

const options = {
  demo: { type: 'boolean' }, devices: { type: 'string' }, loans: { type: 'string' },
  random: { type: 'string', default: '1' }, force: { type: 'boolean' },
} as const

/** A whole number from `low` up; throws a sentence that names the option. */
function count(name: string, typed: string | undefined, low: number): number {
  const value = Number(typed)
  if (!Number.isInteger(value) || value < low) throw new Error(`--${name} is a whole number of at least ${low}`)
  return value
}

type Fill = (db: Db) => Promise<{ accounts: DemoAccount[] }>

async function seed(): Promise<void> {
  const { values } = parseArgs({ options })
  if (!values.demo && values.devices === undefined && values.loans === undefined) return console.log(USAGE)
  const random = randomFrom(count('random', values.random, 0))
  const fill: Fill = values.demo
    ? (db) => buildDemoSchool(db, { now: new Date(), random })
    : longHistory(count('devices', values.devices, 1), count('loans', values.loans, 1), random)
  const config = readConfig()
  await mkdir(config.dataDir, { recursive: true })
  const db = config.databaseUrl ? await openPostgres(config.databaseUrl) : openFile(config.databaseFile)
  try {
    await migrate(db)
    if (!(values.demo && values.force)) await refuseIfInUse(db)
    const began = performance.now()
    const { accounts } = await fill(db)
    console.log(`Done in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
    tell(accounts)
  } finally {
    await db.destroy()
  }
}

function longHistory(devices: number, loans: number, random: Random): Fill {
  let said = 0
  const progress = (done: number) => {
    const percent = Math.floor(100 * done / loans)
    if (percent >= said + 5) console.log(`${done.toLocaleString('en-GB')} loans (${said = percent} %)`)
  }
  return (db) => buildLongHistory(db, { now: new Date(), devices, loans, random, progress })
}

function tell(accounts: DemoAccount[]): void {
  console.log('\nAccounts, all with the same password, which is written nowhere else:')
  for (const { role, email, password } of accounts) console.log(`  ${role.padEnd(20)} ${email.padEnd(34)} ${password}`)
}

function sentence(error: unknown): string {
  if (isUniqueViolation(error)) return 'this school has some of these people or codes already, so nothing was added'
  return error instanceof Error ? error.message : String(error)
}

await seed().catch((error: unknown) => {
  console.error(`Kitbook: ${sentence(error)}`)
  process.exitCode = 1
})
