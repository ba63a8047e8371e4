import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openFile } from '../../src/database/open.ts'
import { insertDefaultTypes } from '../../src/device-types/defaults.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addAccount, addPerson, appOn, TUESDAY } from './app.ts'

/** A school in a file of its own, as an installation has it. */
export async function schoolOnDisk() {
  const dataDir = await mkdtemp(join(tmpdir(), 'kitbook-file-'))
  const db = openFile(join(dataDir, 'kitbook.db'))
  onTestFinished(async () => {
    await db.destroy()
    await rm(dataDir, { recursive: true })
  })
  await migrate(db)
  await writeSettings(db, { school_name: 'Larkfield Primary School' })
  await insertDefaultTypes(db)
  const clock = { now: TUESDAY }
  const lead = await addPerson(db, { name: 'Wren Calloway', roles: ['lead', 'staff'] })
  await addAccount(db, lead)
  return { db, clock, lead, app: appOn(db, clock, undefined, readConfig({ NODE_ENV: 'test', DATA_DIR: dataDir })) }
}
