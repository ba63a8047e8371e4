import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Db } from '../../src/database/open.ts'
import { seeToNewYear } from '../../src/new-year/effect/nightly.ts'
import { changeLine, fillGaps, planTrolleys } from '../../src/new-year/lines/change.ts'
import { setReady } from '../../src/new-year/plan.ts'
import { gather } from '../../src/person-record/gather.ts'
import { cutLinks } from '../../src/retention/cut.ts'
import { readSchoolFile } from '../../src/school-file/read.ts'
import { writeSchoolFile } from '../../src/school-file/write.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { freshDatabase } from '../support/database.ts'
import { nowOf } from '../support/run-up.ts'
import { begun, julySchool, lineOf, NEXT } from './support.ts'

const TABLES = ['new_year_plans', 'new_year_classes', 'new_year_adults', 'new_year_trolleys', 'new_year_keepers', 'new_year_left', 'class_sets'] as const
const PEOPLE = ['new_year_adults', 'new_year_classes', 'new_year_keepers', 'new_year_left', 'new_year_plans']

/** A plan in effect with something of everything: an adult beside the one who answers, a trolley, a handover, and a laptop that was left. */
async function inEffect() {
  const school = await julySchool()
  const { db, clock, actor } = school
  await begun(school)
  const changing = { school_year: NEXT.name, actor }
  const oak = await lineOf(school, 'Year 4 Oak')
  await changeLine(db, oak, changing, { name: 'Year 4 Oak', from_class_id: school.oak, answers_id: school.tove, purpose: 'Computing', adult_ids: [school.marlo, school.ines] }, clock.now)
  await planTrolleys(db, changing, [{ set_id: school.trolley, line_id: oak }], clock.now)
  await fillGaps(db, changing, { answers: [], goes: [{ device_id: school.kept, goes_to: school.tove }, { device_id: school.spare, goes_to: school.marlo }] }, clock.now)
  await setReady(db, 'a-key-for-ready-x', { ...changing, ready: true }, clock.now)
  await seeToNewYear(db, nowOf('2027-09-01', '00:07'))
  return school
}

async function rowsOf(db: Db): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const table of TABLES) all[table] = (await sql<{ text: string }>`select * from ${sql.table(table)}`.execute(db)).rows.map((row) => JSON.stringify(row)).toSorted()
  return all
}

test('a plan and where trolleys stand come back from the school’s file as they were', async () => {
  const { db } = await inEffect()
  const before = await rowsOf(db)
  for (const table of TABLES) expect(before[table], table).not.toEqual([])
  const bytes: Uint8Array[] = []
  await writeSchoolFile(db, { out: (more) => bytes.push(more), report: () => undefined }, nowOf('2027-09-02'))
  const folder = await mkdtemp(join(tmpdir(), 'kitbook-file-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'school.zip'), Buffer.concat(bytes))
  const into = await freshDatabase()
  await readSchoolFile(into, join(folder, 'school.zip'))
  expect(await rowsOf(into)).toEqual(before)
  await expect(into.deleteFrom('new_year_plans').execute()).rejects.toThrow('append-only')
})

test('somebody’s record says where the plans name them, and once a plan has had its time it names nobody and keeps its rows', async () => {
  const { db, tove, marlo, ines } = await inEffect()
  const named = async (id: string) => (await gather(db, id)).map(({ table }) => table).filter((table) => table.startsWith('new_year'))
  expect([await named(tove), await named(marlo), await named(ines)]).toEqual([['new_year_classes', 'new_year_keepers'], ['new_year_classes', 'new_year_adults', 'new_year_keepers'], ['new_year_adults', 'new_year_keepers', 'new_year_left']])
  const counts = async () => Promise.all(TABLES.map(async (table) => (await db.selectFrom(table).selectAll().execute()).length))
  const before = await counts()
  await writeSettings(db, { retention_on: true })
  await cutLinks(db, nowOf('2028-09-02'))
  expect(await named(marlo)).toContain('new_year_keepers')
  await cutLinks(db, nowOf('2029-09-02'))
  for (const person of [tove, marlo, ines]) expect(await named(person)).toEqual([])
  expect(await counts()).toEqual(before)
  expect((await db.selectFrom('new_year_keepers').select('keeper_id').execute())).toEqual([{ keeper_id: 'former' }, { keeper_id: 'former' }])
  expect((await gather(db, 'former')).map(({ table }) => table).filter((table) => table.startsWith('new_year')).toSorted()).toEqual(PEOPLE)
})
