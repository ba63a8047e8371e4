import { mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { sendLink } from '../accounts/link.ts'
import { hasAccount } from '../auth/store.ts'
import { removeDatabase } from '../backups/files.ts'
import { restore } from '../backups/restore.ts'
import type { Config } from '../config.ts'
import { act } from '../database/act.ts'
import { type Db, openFile, openPostgres } from '../database/open.ts'
import { publicAddress } from '../mail/address.ts'
import { readSettings } from '../settings/store.ts'
import { readSchoolFile } from './read.ts'

export type BroughtIn = { rows: number, school: string, links: { name: string, href: string }[] }
type Where = Pick<Config, 'databaseUrl' | 'databaseFile' | 'publicUrl' | 'host' | 'port' | 'tls'>

const KEEPS_ONE = 'this Kitbook keeps a school already'

/**
 * Brings a school's file into a Kitbook that keeps none yet, whole or not at all, and gives each lead a link to choose a
 * password with. Throws NotBroughtIn; `refused` says what stands against it here.
 */
export async function bringIn(zip: string, where: Where, now: Date): Promise<BroughtIn | { refused: string }> {
  const done = where.databaseUrl ? await intoPostgres(zip, where.databaseUrl) : await intoFile(zip, where.databaseFile, now)
  if ('refused' in done) return done
  const db = where.databaseUrl ? await openPostgres(where.databaseUrl) : openFile(where.databaseFile)
  try {
    const school = (await readSettings(db)).school_name
    return { rows: done.rows, school, links: await linksFor(db, school, publicAddress(where), now) }
  } finally {
    await db.destroy()
  }
}

async function intoPostgres(zip: string, url: string): Promise<{ rows: number } | { refused: string }> {
  const db = await openPostgres(url)
  try {
    return await isEmpty(db) ? await readSchoolFile(db, zip) : { refused: KEEPS_ONE }
  } finally {
    await db.destroy()
  }
}

/** Built beside, then put in place as a backup is: examined, settled on the disk, and never while Kitbook runs. */
async function intoFile(zip: string, file: string, now: Date): Promise<{ rows: number } | { refused: string }> {
  if (existsSync(file) && !await isEmptyFile(file)) return { refused: KEEPS_ONE }
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.bringing-in`
  try {
    await removeDatabase(beside)
    const db = openFile(beside)
    const { rows } = await readSchoolFile(db, zip).finally(() => db.destroy())
    const restored = await restore({ backup: beside, file, now })
    return 'refused' in restored ? restored : { rows }
  } finally {
    await removeDatabase(beside)
  }
}

async function isEmptyFile(file: string): Promise<boolean> {
  const db = openFile(file)
  return isEmpty(db).finally(() => db.destroy())
}

async function isEmpty(db: Db): Promise<boolean> {
  const tables = await db.introspection.getTables()
  return !tables.some(({ name }) => name === 'accounts') || !await hasAccount(db)
}

function linksFor(db: Db, school: string, address: string, now: Date): Promise<BroughtIn['links']> {
  return act(db, async (db) => {
    const leads = await db.selectFrom('accounts as a').innerJoin('people as p', 'p.id', 'a.person_id').innerJoin('person_roles as r', 'r.person_id', 'p.id')
      .select(['a.id as account_id', 'p.id as person_id', 'p.name', 'a.email']).where('r.role', '=', 'lead').where('a.closed_at', 'is', null).execute()
    const links: BroughtIn['links'] = []
    for (const lead of leads) links.push({ name: lead.name, href: (await sendLink(db, lead, { school, address }, 'new-password', now)).href })
    return links
  })
}
