import { basename, join, resolve } from 'node:path'
import { namesIn } from '../src/backups/files.ts'
import { restore } from '../src/backups/restore.ts'
import { newestFirst } from '../src/backups/rules.ts'
import { readConfig } from '../src/config.ts'

const { databaseUrl, databaseFile, backupsDir } = readConfig()
const [wanted] = process.argv.slice(2)
const backups = newestFirst(await namesIn(backupsDir))

/** A name out of the list, `latest`, or any other file; npm keeps the folder it was called from in INIT_CWD. */
function fileOf(name: string): string {
  if (name === 'latest' && backups[0]) return join(backupsDir, backups[0])
  return backups.includes(name) ? join(backupsDir, name) : resolve(process.env['INIT_CWD'] ?? '.', name)
}

async function restoreFrom(backup: string): Promise<void> {
  const done = await restore({ backup, file: databaseFile, now: new Date() })
  if ('refused' in done) return fail(`Nothing was changed: ${done.refused}.`)
  console.log(`Restored ${basename(backup)} (${done.rows.toLocaleString('en-GB')} rows). Everybody signs in anew.`)
  if (done.setAside) console.log(`What was there before is kept in ${done.setAside}.`)
}

function fail(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

if (databaseUrl) fail('The records are in PostgreSQL: restore them with pg_restore from what pg_dump wrote.')
else if (wanted) await restoreFrom(fileOf(wanted))
else fail(`Say which: npm run restore -- latest, or one of\n${backups.map((name) => `  ${name}`).join('\n') || '  (none yet)'}`)
