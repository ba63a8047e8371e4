import { copyFile, rm } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../../src/database/open.ts'
import { openFile } from '../../src/database/open.ts'
import { remindersOwed } from '../../src/reminders/rules.ts'
import { readReminderFacts } from '../../src/reminders/store.ts'

/** What it costs to work out who is owed a reminder while every device of the school is out; nothing is written. */
export async function measureReminders(file: string, times: number): Promise<string> {
  const own = `${file}.reminders`
  await copyFile(file, own)
  const db = openFile(own)
  const out = await lendEverything(db, new Date().toISOString())
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    remindersOwed(await readReminderFacts(db, new Date()), new Date())
    took.push(performance.now() - began)
  }
  await db.destroy()
  await Promise.all(['', '-wal', '-shm'].map((end) => rm(own + end, { force: true })))
  const sorted = took.toSorted((a, b) => a - b)
  return `reminders owed by ${out} open loans: p50 ${sorted[Math.floor(times / 2)]!.toFixed(1)} ms, p95 ${sorted[Math.floor(times * 0.95)]!.toFixed(1)} ms`
}

/** Every device that is in goes out, due a moment ago. Returns how many are out. */
async function lendEverything(db: Db, now: string): Promise<number> {
  await db.updateTable('out_of_use').set({ until_at: now }).where('until_at', 'is', null).execute()
  await sql`insert into loans (id, device_id, borrower_id, answers_id, purpose, taken_at, due_at, off_site, source)
    select lower(hex(randomblob(16))), d.id, p.id, p.id, 'Reading', ${now}, ${now}, 0, 'desk' from devices d
    join (select id, row_number() over (order by id) as n from people where kind = 'staff') p on p.n = 1 + d.rowid % 20
    where not exists (select 1 from loans l where l.device_id = d.id and l.returned_at is null and l.voided_at is null)`.execute(db)
  const { n } = await db.selectFrom('loans').select((e) => e.fn.countAll<number>().as('n'))
    .where('returned_at', 'is', null).where('voided_at', 'is', null).executeTakeFirstOrThrow()
  return n
}
