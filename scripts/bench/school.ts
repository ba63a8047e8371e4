import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildLongHistory } from '../../db/seeds/long-history.ts'
import { settle } from '../../src/backups/files.ts'
import { backupName } from '../../src/backups/rules.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { dayOf } from '../../src/calendar/days.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openFile } from '../../src/database/open.ts'
import { openDesk } from '../../src/desk/session.ts'

export type BenchDesk = { id: string, cookie: string, card: string, person_id: string, codes: string[] }
export type BenchSchool = { dataDir: string, floorFile: string, lead: string, device: string, desks: BenchDesk[] }

export type Plan = { devices: number, loans: number, connections: number, kept: string | undefined }

/** A school with a history, open desks with devices of their own, a signed-in lead, and a copy for the floor. */
export async function makeSchool(dataDir: string, plan: Plan): Promise<BenchSchool> {
  const { connections } = plan
  const file = join(dataDir, 'kitbook.db')
  await copyFile(await historyOf(dataDir, plan), file)
  const db = openFile(file)
  const now = new Date()
  await migrate(db)
  const account = await db.selectFrom('accounts as a').innerJoin('person_roles as r', 'r.person_id', 'a.person_id')
    .select(['a.id', 'a.person_id']).where('r.role', '=', 'lead').executeTakeFirstOrThrow()
  const session = await startSession(db, account.id, 'bench', now)
  const free = await db.selectFrom('devices as d').select('d.code').where('d.set_id', 'is', null)
    .where('d.id', 'not in', (q) => q.selectFrom('loans').select('device_id').where('returned_at', 'is', null).where('voided_at', 'is', null))
    .where('d.id', 'not in', (q) => q.selectFrom('out_of_use').select('device_id').where('until_at', 'is', null))
    .where('d.id', 'not in', (q) => q.selectFrom('allocations').select('device_id').where('until_at', 'is', null))
    .orderBy('d.code').execute()
  // Nobody counts at the end of a day on which the school is closed.
  const opened = { day: dayOf(now), kind: 'open', name: '', ends: null, said_at: now.toISOString(), by_id: null } as const
  await db.insertInto('special_days').values(opened).onConflict((c) => c.doNothing()).execute()
  const cards = await db.selectFrom('tags as g').innerJoin('class_cards as k', 'k.id', 'g.class_card_id').select(['g.text', 'k.answers_id']).execute()
  const each = Math.floor(free.length / connections)
  const desks: BenchDesk[] = []
  for (let i = 0; i < connections; i++) {
    const token = await openDesk(db, `Bench desk ${i}`, account.person_id, now)
    const { id } = await db.selectFrom('desks').select('id').where('name', '=', `Bench desk ${i}`).executeTakeFirstOrThrow()
    const card = cards[i % cards.length]!
    desks.push({ id, cookie: `kitbook-desk=${token}`, card: card.text, person_id: card.answers_id, codes: free.slice(i * each, (i + 1) * each).map(({ code }) => code) })
  }
  await db.destroy()
  await sayBackedUp(dataDir, now)
  const floorFile = join(dataDir, 'floor.db')
  await copyFile(file, floorFile)
  // A start that shares the disk with gigabytes just copied measures the copying.
  for (const copy of [file, floorFile]) await settle(copy)
  return { dataDir, floorFile, lead: `kitbook=${session}`, device: desks[0]!.codes[0]!, desks }
}

/** Serving is measured, not the copying that an hour's seventh minute might bring. */
async function sayBackedUp(dataDir: string, now: Date): Promise<void> {
  await mkdir(join(dataDir, 'backups'), { recursive: true })
  await writeFile(join(dataDir, 'backups', backupName(now)), '')
}

/** The file with the history; in a folder that is kept it is built once. */
async function historyOf(dataDir: string, { devices, loans, kept }: Plan): Promise<string> {
  const file = join(kept ?? dataDir, `${devices}-devices-${loans}-loans.db`)
  if (existsSync(file)) return file
  await mkdir(kept ?? dataDir, { recursive: true })
  const db = openFile(`${file}.making`)
  await migrate(db)
  await buildLongHistory(db, { now: new Date(), devices, loans })
  await db.destroy()
  await rename(`${file}.making`, file)
  return file
}
