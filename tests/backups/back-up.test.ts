import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUpBeforeMigration } from '../../src/backups/before-migration.ts'
import { backUp } from '../../src/backups/back-up.ts'
import { restore } from '../../src/backups/restore.ts'
import { migrate } from '../../src/database/migrate.ts'
import { type Db, openFile } from '../../src/database/open.ts'

const now = new Date('2026-11-22T02:00:00Z')
const later = new Date('2026-11-22T09:00:00Z')

/** A school's folder with a database in use, as a running Kitbook has it. */
async function school() {
  const dataDir = mkdtempSync(join(tmpdir(), 'kitbook-backups-'))
  const file = join(dataDir, 'kitbook.db')
  const db = openFile(file)
  onTestFinished(async () => {
    await db.destroy()
    rmSync(dataDir, { recursive: true, force: true })
  })
  await migrate(db)
  await write(db, 'first')
  return { db, file, folder: join(dataDir, 'backups'), dataDir }
}

async function write(db: Db, value: string): Promise<void> {
  await db.insertInto('settings').values({ key: `key ${value}`, value }).execute()
}

function valuesIn(file: string): unknown[] {
  const database = new Sqlite(file, { readonly: true })
  try {
    return database.prepare('select value from settings order by rowid').pluck().all()
  } finally {
    database.close()
  }
}

describe('a backup', () => {
  it('is one whole file with everything that was confirmed, taken while the school goes on', async () => {
    const { db, file, folder } = await school()
    await write(db, 'second')
    const made = await backUp({ file, folder, now })
    await write(db, 'too late')
    expect(made.doubt).toBeNull()
    expect(readdirSync(folder)).toEqual(['kitbook-20261122T020000Z.db'])
    // Bytes 18 and 19 say that no second file goes with it: it can be read where nothing can be written.
    expect([...(await readFile(made.file)).subarray(18, 20)]).toEqual([1, 1])
    expect(valuesIn(made.file)).toEqual(['first', 'second'])
  })

  it('is of one moment, however much is written while it is made', async () => {
    const { db, file, folder } = await school()
    await write(db, 'x'.repeat(20_000_000))
    let writing = true
    const busy = (async () => {
      for (let n = 0; writing; n++) {
        await write(db, `while copying ${n}`)
        await setImmediate()
      }
    })()
    const made = await backUp({ file, folder, now })
    writing = false
    await busy
    expect(valuesIn(made.file).length).toBeLessThan(valuesIn(file).length)
  })

  it('of a damaged database is refused and leaves nothing that looks like a backup', async () => {
    const { db, file, folder } = await school()
    await sql`pragma foreign_keys = off`.execute(db)
    await sql`insert into class_people (class_id, person_id) values ('nobody', 'nothing')`.execute(db)
    await expect(backUp({ file, folder, now })).rejects.toThrow('2 rows point nowhere')
    expect(readdirSync(folder)).toEqual([])
  })

  it('is made before the schema of a database in use changes, and only then', async () => {
    const { db, file, folder } = await school()
    expect(await backUpBeforeMigration(db, { file, folder, now })).toBeNull()
    await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(db)
    await sql`insert into kysely_migration (name, timestamp) values ('0000-00-00_older', '')`.execute(db)
    await expect(backUpBeforeMigration(db, { file, folder, now })).resolves.toMatchObject({ forgotten: [] })
  })
})

describe('restoring', () => {
  it('brings back the moment of the backup and keeps what was there', async () => {
    const { db, file, folder } = await school()
    const { file: backup } = await backUp({ file, folder, now })
    await write(db, 'a day later')
    await db.destroy()
    const restored = await restore({ backup, file, now: later })
    expect(valuesIn(file)).toEqual(['first'])
    expect(restored).toMatchObject({ setAside: file.replace('.db', '-before-restore-20261122T090000Z.db') })
    expect(valuesIn((restored as { setAside: string }).setAside)).toEqual(['first', 'a day later'])
  })

  it('signs everybody out, closes the desks, sends no old mail, and is written down', async () => {
    const { db, file, folder } = await school()
    await signedInWithMail(db)
    const { file: backup } = await backUp({ file, folder, now })
    await db.destroy()
    await restore({ backup, file, now: later })
    const again = openFile(file)
    onTestFinished(() => again.destroy())
    expect(await again.selectFrom('sessions').selectAll().execute()).toEqual([])
    expect(await again.selectFrom('desks').select(['token_hash', 'closed_at']).execute())
      .toEqual([{ token_hash: null, closed_at: later.toISOString() }])
    expect(await again.selectFrom('outbox').select('next_try_at').execute()).toEqual([{ next_try_at: null }])
    expect(await again.selectFrom('events').select(['verb', 'at']).execute())
      .toEqual([{ verb: 'restored', at: later.toISOString() }])
  })

  it('is refused while Kitbook is running, with nothing changed', async () => {
    const { db, file, folder, dataDir } = await school()
    const { file: backup } = await backUp({ file, folder, now })
    await write(db, 'a day later')
    expect(await restore({ backup, file, now: later })).toEqual({ refused: expect.stringContaining('stop it first') })
    expect(valuesIn(file)).toEqual(['first', 'a day later'])
    expect(readdirSync(dataDir).filter((name) => /restor/.test(name))).toEqual([])
  })

  it('works on a new PC, where there is nothing yet', async () => {
    const { db, file, folder } = await school()
    const { file: backup } = await backUp({ file, folder, now })
    await db.destroy()
    rmSync(file)
    expect(await restore({ backup, file, now: later })).toMatchObject({ setAside: null })
    expect(valuesIn(file)).toEqual(['first'])
  })

  it('works when the present file is beyond reading', async () => {
    const { db, file, folder, dataDir } = await school()
    const { file: backup } = await backUp({ file, folder, now })
    await db.destroy()
    await writeFile(file, 'the disk wrote rubbish here')
    await writeFile(`${file}-wal`, 'and here')
    expect(await restore({ backup, file, now: later })).toMatchObject({ setAside: expect.any(String) })
    expect(readdirSync(dataDir).filter((name) => name.startsWith('kitbook'))).toEqual([
      'kitbook-before-restore-20261122T090000Z.db', 'kitbook-before-restore-20261122T090000Z.db-wal', 'kitbook.db',
    ])
    expect(valuesIn(file)).toEqual(['first'])
  })

  it.each([
    { what: 'a picture', change: async (file: string) => writeFile(file, Buffer.from('\x89PNG\r\n and so on')) },
    { what: 'an empty file', change: async (file: string) => writeFile(file, '') },
    { what: 'half a backup', change: async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 9000)) },
    { what: 'a backup with a page overwritten', change: overwriteAPage },
    { what: 'another program’s database', change: (file: string) => runIn(file, 'drop table kysely_migration') },
    {
      what: 'a backup with a trigger slipped in',
      change: (file: string) => runIn(file, 'create trigger x after insert on loans begin delete from person_roles; end'),
    },
    { what: 'a backup without a guard', change: (file: string) => runIn(file, 'drop trigger events_not_deleted') },
    { what: 'a backup with rows that point nowhere', change: (file: string) => runIn(file,
      `pragma foreign_keys = off; insert into class_people (class_id, person_id) values ('a', 'b')`) },
    { what: 'a newer Kitbook’s backup', change: (file: string) => runIn(file,
      `insert into kysely_migration (name, timestamp) values ('2999-01-01_later', '')`) },
  ])('refuses $what in a sentence, with nothing changed', async ({ change }) => {
    const { db, file, folder, dataDir } = await school()
    const { file: backup } = await backUp({ file, folder, now })
    await db.destroy()
    await change(backup)
    const before = await readFile(file)
    const answer = await restore({ backup, file, now: later })
    expect(answer).toEqual({ refused: expect.stringMatching(/cannot be restored: it .{10,}|cannot be restored: something/) })
    expect((await readFile(file)).equals(before)).toBe(true)
    expect(readdirSync(dataDir).toSorted()).toEqual(['backups', 'kitbook.db'])
  })

  it('refuses a file that is not there', async () => {
    const { file, dataDir } = await school()
    const backup = join(dataDir, 'nowhere.db')
    expect(await restore({ backup, file, now })).toEqual({ refused: `there is no file ${backup}` })
  })
})

async function runIn(file: string, statements: string): Promise<void> {
  const database = new Sqlite(file)
  database.exec(statements)
  database.close()
}

async function overwriteAPage(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes.fill(0xff, 8 * 4096, 9 * 4096)
  await writeFile(file, bytes)
}

async function signedInWithMail(db: Db): Promise<void> {
  const at = now.toISOString()
  await db.insertInto('people').values({
    id: 'p', name: 'Ada Quill', sort_name: 'quill ada', search_name: 'ada quill', email: null, kind: 'staff',
    job_title: '', first_day: null, last_day: null, created_at: at,
  }).execute()
  await db.insertInto('accounts').values({
    id: 'a', person_id: 'p', email: 'ada@example.org', password_hash: null, created_at: at, closed_at: null,
  }).execute()
  await db.insertInto('sessions').values({
    token_hash: 't', id: 's', account_id: 'a', label: '', created_at: at, last_seen_at: at, ends_at: at,
  }).execute()
  await db.insertInto('desks').values({
    id: 'd', name: 'Suite', token_hash: 't', opened_at: at, opened_by_id: 'p', closed_at: null, at_desk: '{}',
  }).execute()
  await db.insertInto('outbox').values({
    id: 'o', person_id: 'p', to_address: 'ada@example.org', subject: '', body_text: '', body_html: '', created_at: at,
    next_try_at: at, tries: 0, sent_at: null, last_error: null, not_sent_because: null,
  }).execute()
}
