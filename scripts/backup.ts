import { backUp } from '../src/backups/back-up.ts'
import { readConfig } from '../src/config.ts'

const { databaseUrl, databaseFile, backupsDir } = readConfig()

if (databaseUrl) {
  console.error('The records are in PostgreSQL: back them up with pg_dump --format=custom, and restore with pg_restore.')
  process.exitCode = 1
} else {
  try {
    const { file, rows, doubt, forgotten } = await backUp({ file: databaseFile, folder: backupsDir, now: new Date() })
    console.log(`Backed up and checked: ${file} (${rows.toLocaleString('en-GB')} rows).`)
    if (doubt) console.log(`Beware: "npm run restore" will refuse it, because ${doubt}.`)
    if (forgotten.length > 0) console.log(`Older backups that have had their time: ${forgotten.join(', ')}.`)
    console.log('Keep a copy on another disk too: one in the same PC goes with the PC.')
  } catch (error) {
    console.error(`No backup was made: ${(error as Error).message}`)
    process.exitCode = 1
  }
}
