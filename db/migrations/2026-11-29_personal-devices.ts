import { type Kysely, sql } from 'kysely'

const PERSON = (column: string) => sql.raw(`${column}_id is null or ${column}_id <> person_id`)

/** Which devices of their own adults use for school, with what they say of them; and who holds which master password, never what it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPersonalDevices(db)
  await createMasterPasswords(db)
  await sql`insert into settings (key, value) select 'personal_devices', '"off"' where exists (select 1 from accounts)
    on conflict (key) do nothing`.execute(db)
}

async function createPersonalDevices(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('personal_devices')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('device', 'text', (c) => c.notNull())
    .addColumn('used_for', 'text', (c) => c.notNull())
    .addColumn('conditions', 'text', (c) => c.notNull())
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text')
    .addColumn('declared_at', 'text', (c) => c.notNull())
    .addColumn('needs', 'text', (c) => c.notNull().check(sql`needs in ('nobody', 'lead', 'head')`))
    .addColumn('authorised_at', 'text')
    .addColumn('authorised_by_id', 'text')
    .addColumn('authorised_as', 'text')
    .addColumn('withdrawn_at', 'text')
    .addColumn('withdrawn_by_id', 'text')
    .addCheckConstraint('nobody_authorises_their_own', PERSON('authorised_by'))
    .execute()
  await db.schema.createIndex('personal_devices_by_person').on('personal_devices').columns(['person_id', 'id']).execute()
  await sql`create index personal_devices_waiting on personal_devices (id)
    where authorised_at is null and withdrawn_at is null and needs <> 'nobody'`.execute(db)
}

async function createMasterPasswords(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('master_passwords')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('search_name', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await sql`create unique index master_passwords_by_name on master_passwords (search_name) where ended_at is null`.execute(db)
  await db.schema.createTable('master_password_holders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('master_password_id', 'text', (c) => c.notNull().references('master_passwords.id'))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text')
    .execute()
  await sql`create unique index master_password_held_once on master_password_holders (master_password_id, person_id) where until_day is null`.execute(db)
}
