import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isSqlite } from '../../src/database/act.ts'
import { LEFT_OUT, PARTS } from '../../src/school-file/parts.ts'
import { freshDatabase } from '../support/database.ts'

type Pointer = { table: string, column: string, to: string }

/** Every foreign key there is; SQLite tells them, and both databases are made by the same migrations. */
async function pointers() {
  const db = await freshDatabase()
  if (!isSqlite(db)) return null
  const { rows } = await sql<Pointer>`select m.name as "table", f."from" as "column", f."table" as "to"
    from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'`.execute(db)
  return rows
}

test('every table of the record is in the file, or stays out of it for a reason', async () => {
  const db = await freshDatabase()
  // Beside the school's own schema stands what the tests of PostgreSQL keep.
  const tables = (await db.introspection.getTables()).filter(({ schema = 'public' }) => schema === 'public').map(({ name }) => name)
  expect([...PARTS.map(({ table }) => table), ...Object.keys(LEFT_OUT)].toSorted()).toEqual(tables.toSorted())
})

test('each part’s columns are there, and what names a person by its column is said to', async () => {
  const db = await freshDatabase()
  const tables = new Map((await db.introspection.getTables()).map(({ name, columns }) => [name, columns.map((column) => column.name)]))
  for (const { table, key, people = [], secret = [], binary = [] } of PARTS) {
    const columns = tables.get(table)!
    expect(columns, table).toEqual(expect.arrayContaining([...key, ...people, ...secret, ...binary]))
    expect(people, table).toEqual(expect.arrayContaining(columns.filter((column) => /(^|_)(by|person|borrower|answers|keeper|leader|holder|checker|actor)_id$/.test(column))))
    expect(secret, table).toEqual(expect.arrayContaining(columns.filter((column) => /hash$|secret|token/.test(column) && !/^(text|headings|source)_hash$/.test(column))))
  }
})

test('a row comes after what it points to, and whatever points to people is known to', async () => {
  const found = await pointers()
  if (!found) return
  const place = new Map(PARTS.map(({ table }, i) => [table as string, i]))
  const wrong = found.filter(({ table, to }) => place.has(table) && !(place.get(to)! <= place.get(table)!))
  expect(wrong).toEqual([])
  const unknown = found.filter(({ table, column, to }) => to === 'people' && place.has(table) && !PARTS[place.get(table)!]!.people?.includes(column))
  expect(unknown).toEqual([])
})

test('whatever names people has a date by which it is old, but for what goes with the person', () => {
  const timeless = PARTS.filter(({ people, dated }) => people && !dated).map(({ table }) => table)
  expect(timeless).toEqual(['people', 'person_roles', 'class_people', 'class_cards', 'tags', 'signatures', 'password_known_to', 'accounts', 'outbox', 'reminders'])
})
