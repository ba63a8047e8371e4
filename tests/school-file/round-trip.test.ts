import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Db } from '../../src/database/open.ts'
import { PARTS } from '../../src/school-file/parts.ts'
import { readSchoolFile } from '../../src/school-file/read.ts'
import { type Values } from '../../src/school-file/rows.ts'
import { writeSchoolFile } from '../../src/school-file/write.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import { startApp, TUESDAY } from '../support/app.ts'
import { askingSchool, idOf } from '../support/asking.ts'
import { addPass } from '../support/off-site.ts'
import { freshDatabase } from '../support/database.ts'

async function fileOf(db: Db): Promise<Uint8Array> {
  const bytes: Uint8Array[] = []
  await writeSchoolFile(db, { out: (more) => bytes.push(more), report: () => undefined }, TUESDAY)
  return Buffer.concat(bytes)
}

async function saved(zip: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kitbook-file-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'school.zip'), zip)
  return join(folder, 'school.zip')
}

/** Everything that is in a part, in the order of its key, without what never leaves. */
async function rowsIn(db: Db) {
  const all: Record<string, Values[]> = {}
  for (const { table, key, secret = [] } of PARTS) {
    const { rows } = await sql<Values>`select * from ${sql.table(table)} order by ${sql.join(key.map((column) => sql.ref(column)))}`.execute(db)
    all[table] = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !secret.includes(column))))
  }
  return all
}

/** A school with a permission that was decided, a loan off-site by it that came back, a signature, a pause and letters. */
async function school() {
  const kit = await askingSchool()
  const { db, imogen, device, clock } = kit
  await addPass(db, device.ipad)
  await kit.decide(idOf(await kit.ask()))
  await bookOut(db, {
    device_ids: [device.ipad], borrower_id: imogen, class_id: null, answers_id: null, purpose: '=Planning, "at" home', until: null, source: 'own account',
    actor: { person_id: imogen, desk_id: null }, away: { acceptance: 'now', carries_personal_data: false, video_calls: false },
  }, clock.now)
  await takeBack(db, { device_id: device.ipad, actor: { person_id: imogen, desk_id: null } }, new Date(clock.now.getTime() + 3600_000))
  const agreement = { title: 'Agreement', text: 'Be careful.\nŴyn', pdf: Buffer.from([0, 255, 10, 13]), text_hash: 'h', from_day: '2026-09-01', renewal: 'yearly' as const, made_at: clock.now.toISOString(), by_id: null, ended_at: null }
  await db.insertInto('agreements').values({ id: 'a', ...agreement }).execute()
  return kit
}

test('a school comes back from its file as it was, and its record still cannot be edited', async () => {
  const { db } = await school()
  await db.updateTable('accounts').set({ password_hash: '$argon2id$' }).execute()
  const into = await freshDatabase()
  const { rows } = await readSchoolFile(into, await saved(await fileOf(db)))
  const [before, after] = [await rowsIn(db), await rowsIn(into)]
  for (const { table } of PARTS) expect(after[table], table).toEqual(before[table])
  expect(rows).toBe(Object.values(before).flat().length)
  for (const table of ['loans', 'off_site_loans', 'approvals', 'agreements', 'outbox', 'sightings']) expect(before[table], table).not.toEqual([])
  await expect(into.deleteFrom('events').execute()).rejects.toThrow('append-only')
  await expect(into.updateTable('approvals').set({ why: 'another' }).execute()).rejects.toThrow('append-only')
  expect(await into.selectFrom('accounts').select('id').where('password_hash', 'is not', null).execute()).toEqual([])
})

test('nothing that somebody could sign in with is in the file, and a formula in it is none', async () => {
  const { db, lead } = await startApp()
  await db.updateTable('accounts').set({ password_hash: '$argon2id$SECRET' }).execute()
  await db.insertInto('pins').values({ person_id: lead, pin_hash: '$argon2id$SECRET', set_at: TUESDAY.toISOString(), failures: 0, locked_until: null }).execute()
  await db.updateTable('people').set({ name: '=HYPERLINK("x")' }).where('id', '=', lead).execute()
  const files = Object.entries(unzipSync(await fileOf(db))).map(([name, bytes]) => [name, strFromU8(bytes)] as const)
  expect(files.filter(([, text]) => text.includes('SECRET'))).toEqual([])
  const of = (name: string) => files.find(([known]) => known === name)![1]
  expect(of('csv/people.csv')).toContain('\'=HYPERLINK')
  expect(of('csv/accounts.csv')).toContain('\'=HYPERLINK')
  expect(of('README.txt')).toContain('people                           1  names, e-mail addresses')
})

type Files = Record<string, Uint8Array>

test.each<[string, (files: Files) => Uint8Array, string]>([
  ['no ZIP', () => strToU8('id,name'), 'it is no ZIP that can be read'],
  ['another ZIP', () => zipSync({ 'photo.txt': strToU8('x') }), 'it lacks school.json'],
  ['a ZIP with names that climb', () => zipSync({ '../../evil.txt': strToU8('x') }), 'it is no ZIP that can be read'],
  ['another school.json', (files) => zipSync({ ...files, 'school.json': strToU8('{"kitbook":"no"}') }), 'it is no school file of Kitbook'],
  ['one of a newer Kitbook', (files) => zipSync({ ...files, 'school.json': edited(files['school.json']!, /"schema": "[^"]+"/, '"schema": "2999-01-01_x"') }), 'it was made by a newer Kitbook'],
  ['a list that was cut short', (files) => zipSync({ ...files, 'json/people.json': strToU8('[\n') }), 'people has 0 rows'],
  ['a list that is no JSON', (files) => zipSync({ ...files, 'json/people.json': strToU8('[\n{"id":\n]') }), 'json/people.json is damaged'],
  ['a row with a column that is none', (files) => zipSync({ ...files, 'json/people.json': edited(files['json/people.json']!, '{"id"', '{"a) values (1);--":1,"id"') }), 'a row of people is no row'],
  ['a row with a column that the list has not', (files) => zipSync({ ...files, 'json/people.json': edited(files['json/people.json']!, '{"id"', '{"wages":1,"id"') }), 'the record does not take it'],
  ['a row that points nowhere', (files) => zipSync({ ...files, 'json/person_roles.json': edited(files['json/person_roles.json']!, /"person_id":"[^"]+"/, '"person_id":"nobody"') }), 'points to another that is not there'],
])('%s is refused and leaves nothing', async (_name, spoil, reason) => {
  const { db } = await startApp()
  const into = await freshDatabase()
  const path = await saved(spoil(unzipSync(await fileOf(db))))
  await expect(readSchoolFile(into, path)).rejects.toThrow(reason)
  expect(await into.selectFrom('people').select('id').execute()).toEqual([])
  await expect(into.deleteFrom('events').execute()).resolves.toBeDefined()
})

function edited(bytes: Uint8Array, found: string | RegExp, to: string): Uint8Array {
  return strToU8(strFromU8(bytes).replace(found, to))
}
