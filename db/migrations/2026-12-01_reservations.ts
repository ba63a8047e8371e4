import { type Kysely, sql, SqliteAdapter } from 'kysely'

type Db = Kysely<unknown>

/** What is wanted for a day and a lesson, and the loans that it became. */
export async function up(db: Db): Promise<void> {
  await db.schema.createTable('reservations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('class_id', 'text', (c) => c.references('classes.id').onDelete('set null'))
    .addColumn('purpose', 'text', (c) => c.notNull().check(sql`purpose <> ''`))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('slot', 'text', (c) => c.notNull())
    .addColumn('starts', 'text', (c) => c.notNull())
    .addColumn('ends', 'text', (c) => c.notNull().check(sql`starts < ends`))
    .addColumn('type_id', 'text', (c) => c.references('device_types.id'))
    .addColumn('set_id', 'text', (c) => c.references('sets.id'))
    .addColumn('device_id', 'text', (c) => c.references('devices.id'))
    .addColumn('wanted', 'integer', (c) => c.notNull().check(sql`wanted between 1 and 500`))
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by_id', 'text', (c) => c.notNull())
    .addColumn('cancelled_at', 'text')
    .addColumn('cancelled_by_id', 'text')
    .addColumn('offered_at', 'text')
    .addColumn('offered_by_id', 'text')
    .addColumn('made_way_at', 'text')
    .addCheckConstraint('one_thing_wanted', sql`(case when type_id is null then 0 else 1 end) + (case when set_id is null then 0 else 1 end) + (case when device_id is null then 0 else 1 end) = 1`)
    .addCheckConstraint('one_of_a_kind', sql`type_id is not null or wanted = 1`)
    .execute()
  await sql`create index reservations_open on reservations (day, starts) where cancelled_at is null`.execute(db)
  await sql`create index reservations_of_person on reservations (person_id, day)`.execute(db)
  await db.schema.createTable('reservation_loans')
    .addColumn('loan_id', 'text', (c) => c.primaryKey().references('loans.id'))
    .addColumn('reservation_id', 'text', (c) => c.notNull().references('reservations.id'))
    .execute()
  await db.schema.createIndex('reservation_loans_of').on('reservation_loans').column('reservation_id').execute()
  await refuse(db, 'insert')
  await refuse(db, 'update')
}

/** The same device or set is nobody else's at the same time, but where the earlier one was collected, or not in time, and has made way. */
const overlaps = `new.cancelled_at is null and new.made_way_at is null and exists (select 1 from reservations r where r.cancelled_at is null
  and r.made_way_at is null and r.id <> new.id
  and r.day = new.day and r.starts < new.ends and r.ends > new.starts and (r.device_id = new.device_id or r.set_id = new.set_id))`

async function refuse(db: Db, when: 'insert' | 'update'): Promise<void> {
  const name = `reservations_overlap_${when}`
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on reservations for each row when ${overlaps} begin select raise(abort, 'overlap'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${overlaps} then raise exception 'overlap'; end if; return new; end $$`)
  await run(`create trigger ${name} before ${when} on reservations for each row execute function ${name}()`)
}
