import { csvLines } from '../http/csv.ts'
import { lastMigration } from '../database/migrate.ts'
import type { Db } from '../database/open.ts'
import { about } from './about.ts'
import { readLabels, withLabels } from './labels.ts'
import { PARTS, type Part } from './parts.ts'
import { countOf, jsonOf, pagesOf } from './rows.ts'
import { type Entry, zipInto } from './zip.ts'

/** `schema` is the last migration the record was made by; `parts` its tables and how many rows each has. */
export type Manifest = { kitbook: 'school file', version: 1, made_at: string, schema: string, parts: { table: string, rows: number }[] }

type Sink = { out: (bytes: Uint8Array) => void, report: (done: number) => void }

/**
 * Writes everything a school has into one ZIP: each list as CSV to look at and as JSON for the way back, and what each means.
 * `db` is a transaction that sees one moment; `report` says how many hundredths are done.
 */
export async function writeSchoolFile(db: Db, { out, report }: Sink, now: Date): Promise<Manifest> {
  const manifest = await manifestOf(db, now)
  const labels = await readLabels(db)
  const zip = zipInto(out)
  zip.whole('README.txt', about(manifest))
  zip.whole('school.json', `${JSON.stringify(manifest, null, 2)}\n`)
  const total = manifest.parts.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  for (const part of PARTS) {
    await writeCsv(db, part, labels, zip.entry(`csv/${part.table}.csv`))
    await writeJson(db, part, zip.entry(`json/${part.table}.json`), (rows) => report(Math.floor(100 * (done += rows) / total)))
  }
  zip.end()
  return manifest
}

async function manifestOf(db: Db, now: Date): Promise<Manifest> {
  const parts: Manifest['parts'] = []
  for (const part of PARTS) parts.push({ table: part.table, rows: await countOf(db, part) })
  return { kitbook: 'school file', version: 1, made_at: now.toISOString(), schema: await lastMigration(db), parts }
}

/** A row stands on a line of its own, so that the way back reads a line at a time. */
async function writeJson(db: Db, part: Part, entry: Entry, wrote: (rows: number) => void): Promise<void> {
  let before = '[\n'
  for await (const rows of pagesOf(db, part)) {
    entry.write(before + rows.map(jsonOf).join(',\n'))
    before = ',\n'
    wrote(rows.length)
  }
  entry.write(before === '[\n' ? '[]\n' : '\n]\n')
  entry.end()
}

async function writeCsv(db: Db, part: Part, labels: Map<string, string>, entry: Entry): Promise<void> {
  let headings: string[] | null = null
  for await (const rows of pagesOf(db, part)) {
    if (!headings) entry.write(`\uFEFF${csvLines([headings = Object.keys(rows[0]!)])}`)
    const columns = headings
    entry.write(csvLines(rows.map((row) => columns.map((column) => withLabels(row[column], labels)))))
  }
  entry.end()
}
