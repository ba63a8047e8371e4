import { type Kysely, sql, SqliteAdapter } from 'kysely'

const NOT_UPDATED = 'clearance_lines_not_updated'

/** A certificate says each device's code and type as they were when it was signed; what was signed before is given those of now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  for (const column of ['code', 'type_name']) await db.schema.alterTable('clearance_lines').addColumn(column, 'text', (c) => c.notNull().defaultTo('')).execute()
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await run(isSqlite ? `drop trigger ${NOT_UPDATED}` : `alter table clearance_lines disable trigger ${NOT_UPDATED}`)
  await sql`update clearance_lines set
    code = coalesce((select d.code from devices d where d.id = device_id), ''),
    type_name = coalesce((select t.name from devices d join device_types t on t.id = d.type_id where d.id = device_id), '')`.execute(db)
  await run(isSqlite
    ? `create trigger ${NOT_UPDATED} before update on clearance_lines for each row begin select raise(abort, 'append-only'); end`
    : `alter table clearance_lines enable trigger ${NOT_UPDATED}`)
}
