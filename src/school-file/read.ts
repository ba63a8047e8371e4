import { sql } from 'kysely'
import { z } from 'zod'
import { act, isForeignKeyViolation } from '../database/act.ts'
import { knownMigrations, migrate } from '../database/migrate.ts'
import type { Db } from '../database/open.ts'
import { withoutTriggers } from '../database/triggers.ts'
import { PARTS, type Part } from './parts.ts'
import { rowOf, type Values } from './rows.ts'
import { NotBroughtIn, openZip, type Unzipped } from './unzip.ts'

const manifestShape = z.object({
  kitbook: z.literal('school file'), version: z.literal(1), made_at: z.string(), schema: z.string(),
  parts: z.array(z.object({ table: z.enum(PARTS.map(({ table }) => table)), rows: z.number().int().min(0) })),
})

type Manifest = z.output<typeof manifestShape>

/**
 * Brings a school's file into a database in which nobody has anything yet, whole or not at all, and up to this Kitbook's
 * schema. `report` says how many rows are in. Throws NotBroughtIn with the reason.
 */
export async function readSchoolFile(db: Db, file: string, report: (done: number) => void = () => undefined): Promise<{ rows: number }> {
  const zip = await openZip(file)
  try {
    const manifest = await manifestOf(zip)
    await migrate(db, manifest.schema)
    const rows = await act(db, (db) => bringIn(db, zip, manifest, report)).catch(inWords)
    await migrate(db)
    return { rows }
  } finally {
    zip.close()
  }
}

async function manifestOf(zip: Unzipped): Promise<Manifest> {
  const lines: string[] = []
  for await (const line of zip.lines('school.json')) lines.push(line)
  const parsed = manifestShape.safeParse(jsonIn(lines.join('\n'), 'school.json'))
  if (!parsed.success) throw new NotBroughtIn('it is no school file of Kitbook')
  if (!(await knownMigrations()).includes(parsed.data.schema)) throw new NotBroughtIn('it was made by a newer Kitbook: update this one first')
  return parsed.data
}

async function bringIn(db: Db, zip: Unzipped, { parts }: Manifest, report: (done: number) => void): Promise<number> {
  const brought = PARTS.flatMap((part) => parts.filter(({ table }) => table === part.table).map(({ rows }) => ({ part, rows })))
  return withoutTriggers(db, brought.map(({ part }) => part.table), async () => {
    // What a migration puts into an empty school is in the file as well, as the school changed it.
    for (const { part } of brought.toReversed()) await sql`delete from ${sql.table(part.table)}`.execute(db)
    let done = 0
    for (const { part, rows } of brought) {
      const found = await insertAll(db, part, rowsOf(zip, part), (more) => report(done += more))
      if (found !== rows) throw new NotBroughtIn(`${part.table} has ${found} rows, not ${rows}`)
    }
    return done
  })
}

const AT_ONCE = 200

async function insertAll(db: Db, { table }: Part, rows: AsyncIterable<Values>, report: (more: number) => void): Promise<number> {
  let [count, batch] = [0, [] as Values[]]
  const insert = async () => {
    if (batch.length === 0) return
    await db.insertInto(table).values(batch).execute()
    report(batch.length)
    count += batch.length
    batch = []
  }
  for await (const row of rows) if (batch.push(row) === AT_ONCE) await insert()
  await insert()
  return count
}

/** A row a line, between the brackets of one array. */
async function* rowsOf(zip: Unzipped, part: Part): AsyncGenerator<Values> {
  const name = `json/${part.table}.json`
  for await (const line of zip.lines(name)) {
    const text = line.replace(/,?\r?$/, '')
    if (!['[', ']', '[]', ''].includes(text)) yield rowOf(jsonIn(text, name), part)
  }
}

function jsonIn(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotBroughtIn(`${name} is damaged`)
  }
}

/** What the database itself refuses is a fault of the file; whatever else goes wrong is not. */
function inWords(error: unknown): never {
  if (isForeignKeyViolation(error)) throw new NotBroughtIn('a row of it points to another that is not there')
  const { code = '' } = error as { code?: string }
  if (/^SQLITE_(CONSTRAINT|ERROR|MISMATCH)|^(23|22|42)\d\d\d$/.test(code)) throw new NotBroughtIn(`the record does not take it (${(error as Error).message})`)
  throw error
}
