import { type Kysely, sql } from 'kysely'

/** By which day what somebody has is to come back while they are away; never why they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('absences')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('by_day', 'text', (c) => c.notNull())
    .addColumn('how', 'text', (c) => c.notNull().check(sql`how in ('brought in', 'collected')`))
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by_id', 'text', (c) => c.notNull())
    .addColumn('done_at', 'text')
    .addColumn('done_by_id', 'text', (c) => c.check(sql`done_by_id is null or done_at is not null`))
    .addCheckConstraint('nobody_arranges_their_own', sql`made_by_id <> person_id`)
    .execute()
  await sql`create unique index absences_open on absences (person_id) where done_at is null`.execute(db)
  await db.schema.createTable('absence_devices')
    .addColumn('absence_id', 'text', (c) => c.notNull().references('absences.id'))
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('loan_id', 'text', (c) => c.references('loans.id'))
    .addPrimaryKeyConstraint('absence_devices_pk', ['absence_id', 'device_id'])
    .execute()
}
