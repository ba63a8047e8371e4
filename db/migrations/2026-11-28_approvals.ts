import { type Kysely, sql, SqliteAdapter } from 'kysely'

/** Permission for devices to leave the school: asked for, decided once, revocable; trips; who stands in for the head. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTrips(db)
  await createApprovals(db)
  await createDevices(db)
  await createDeputies(db)
  for (const [name, when, table, rule] of REFUSED) await refuse(db, name, when, table, rule)
}

async function createTrips(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('trips')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('leader_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('first_day', 'text', (c) => c.notNull())
    .addColumn('last_day', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by_id', 'text', (c) => c.notNull())
    .addColumn('accepted_at', 'text')
    .addColumn('accepted_by_id', 'text')
    .addCheckConstraint('trip_ends_after_it_begins', sql`first_day <= last_day`)
    .addCheckConstraint('trip_accepted_by_its_leader', sql`accepted_by_id is null or accepted_by_id = leader_id`)
    .execute()
  await db.schema.createIndex('trips_by_leader').on('trips').columns(['leader_id', 'id']).execute()
}

const ASKED = ['id', 'person_id', 'type_id', 'trip_id', 'from_day', 'until_day', 'why', 'carries_personal_data', 'video_calls', 'asked_at', 'asked_by_id']
const DECIDED = ['decision', 'decided_at', 'decided_by_id', 'decided_as', 'granted_until', 'words']
const REVOKED = ['revoked_at', 'revoked_by_id', 'revoked_words']

async function createApprovals(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('approvals')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('type_id', 'text', (c) => c.references('device_types.id'))
    .addColumn('trip_id', 'text', (c) => c.references('trips.id').unique())
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text', (c) => c.notNull())
    .addColumn('why', 'text', (c) => c.notNull())
    .addColumn('carries_personal_data', 'integer', (c) => c.notNull().check(sql`carries_personal_data in (0, 1)`))
    .addColumn('video_calls', 'integer', (c) => c.notNull().check(sql`video_calls in (0, 1)`))
    .addColumn('asked_at', 'text', (c) => c.notNull())
    .addColumn('asked_by_id', 'text', (c) => c.notNull())
    .addColumn('decision', 'text', (c) => c.check(sql`decision in ('approved', 'declined')`))
    .addColumn('decided_at', 'text')
    .addColumn('decided_by_id', 'text')
    .addColumn('decided_as', 'text', (c) => c.check(sql`decided_as in ('lead', 'head')`))
    .addColumn('granted_until', 'text')
    .addColumn('words', 'text', (c) => c.notNull())
    .addColumn('revoked_at', 'text')
    .addColumn('revoked_by_id', 'text')
    .addColumn('revoked_words', 'text', (c) => c.notNull())
    .addCheckConstraint('approval_ends_after_it_begins', sql`from_day <= until_day and from_day <= granted_until`)
    .addCheckConstraint('approval_decided_whole', sql`(decision is null) = (decided_at is null)
      and (decision is null) = (decided_by_id is null) and (decision is null) = (decided_as is null)`)
    .addCheckConstraint('approval_granted_until', sql`(granted_until is not null) = (coalesce(decision, '') = 'approved')`)
    .addCheckConstraint('approval_nobody_decides_their_own', sql`decided_by_id <> person_id and decided_by_id <> asked_by_id`)
    .execute()
  await db.schema.createIndex('approvals_by_person').on('approvals').columns(['person_id', 'id']).execute()
  await sql`create index approvals_waiting on approvals (until_day, id) where decision is null and revoked_at is null`.execute(db)
  await sql`create index approvals_in_force on approvals (granted_until, id) where decision = 'approved' and revoked_at is null`.execute(db)
  await sql`create index approvals_of_person_in_force on approvals (person_id, granted_until) where decision = 'approved' and revoked_at is null`.execute(db)
}

async function createDevices(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('approval_devices')
    .addColumn('approval_id', 'text', (c) => c.notNull().references('approvals.id'))
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id'))
    .addColumn('goes_empty', 'integer', (c) => c.notNull().check(sql`goes_empty in (0, 1)`))
    .addColumn('wiped_at', 'text')
    .addColumn('wiped_by_id', 'text')
    .addPrimaryKeyConstraint('approval_devices_key', ['approval_id', 'device_id'])
    .execute()
  await db.schema.createIndex('approval_devices_by_device').on('approval_devices').columns(['device_id', 'approval_id']).execute()
  await sql`create index approval_devices_to_wipe on approval_devices (approval_id) where goes_empty = 1 and wiped_at is null`.execute(db)
}

async function createDeputies(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('deputies')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id'))
    .addColumn('from_day', 'text', (c) => c.notNull())
    .addColumn('until_day', 'text')
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by_id', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('ended_by_id', 'text')
    .addCheckConstraint('deputy_ends_after_it_begins', sql`from_day <= until_day`)
    .addCheckConstraint('deputy_named_by_somebody_else', sql`person_id <> made_by_id`)
    .execute()
  await db.schema.createIndex('deputies_open').on('deputies').columns(['person_id', 'from_day']).where(sql.ref('ended_at'), 'is', null).execute()
}

type When = 'insert' | 'update' | 'delete'

const changes = (columns: string[]) => columns.map((column) => `new.${column} is distinct from old.${column}`).join(' or ')
const filledOnce = (said: string, columns: string[]) => `(old.${said} is not null and (${changes(columns)}))`
const IS_OPEN = 'exists (select 1 from approvals a where a.id = new.approval_id and a.decision is null and a.type_id is null)'

/** What was asked and decided stays as it was; it can only be decided once, revoked once, accepted once, wiped once. */
const REFUSED: [name: string, when: When, table: string, rule: string][] = [
  ['approvals_kept', 'update', 'approvals', `${changes(ASKED)} or ${filledOnce('decision', DECIDED)} or ${filledOnce('revoked_at', [...DECIDED, ...REVOKED])}`],
  ['approvals_not_deleted', 'delete', 'approvals', 'true'],
  ['approval_devices_not_added', 'insert', 'approval_devices', `not ${IS_OPEN}`],
  ['approval_devices_kept', 'update', 'approval_devices',
    `${changes(['approval_id', 'device_id', 'goes_empty'])} or old.goes_empty = 0 or ${filledOnce('wiped_at', ['wiped_at', 'wiped_by_id'])}`],
  ['approval_devices_not_deleted', 'delete', 'approval_devices', 'true'],
  ['trips_kept', 'update', 'trips', `${changes(['id', 'leader_id', 'name', 'place', 'first_day', 'last_day', 'made_at', 'made_by_id'])}
    or ${filledOnce('accepted_at', ['accepted_at', 'accepted_by_id'])}`],
  ['trips_not_deleted', 'delete', 'trips', 'true'],
  ['deputies_kept', 'update', 'deputies', `${changes(['id', 'person_id', 'from_day', 'until_day', 'made_at', 'made_by_id'])}
    or ${filledOnce('ended_at', ['ended_at', 'ended_by_id'])}`],
  ['deputies_not_deleted', 'delete', 'deputies', 'true'],
]

async function refuse(db: Kysely<unknown>, name: string, when: When, table: string, rule: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on ${table} for each row when ${rule}
      begin select raise(abort, 'append-only'); end`)
    return
  }
  const row = when === 'delete' ? 'old' : 'new'
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${rule} then raise exception 'append-only'; end if; return ${row}; end $$`)
  await run(`create trigger ${name} before ${when} on ${table} for each row execute function ${name}()`)
}
