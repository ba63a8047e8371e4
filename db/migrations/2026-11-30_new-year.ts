import { type Kysely, sql, SqliteAdapter } from 'kysely'

type Db = Kysely<unknown>

/** Which class a trolley stands with in a school year; and the plan of a coming school year, line by line. */
export async function up(db: Db): Promise<void> {
  await trolleysOfClasses(db)
  await plans(db)
  await plannedClasses(db)
  await plannedDevices(db)
  await leftLines(db)
  for (const when of ['update', 'delete'] as const) await refuse(db, when)
}

async function trolleysOfClasses(db: Db): Promise<void> {
  await db.schema.createTable('class_sets')
    .addColumn('set_id', 'text', (c) => c.notNull().references('sets.id').onDelete('cascade'))
    .addColumn('school_year_id', 'text', (c) => c.notNull().references('school_years.id').onDelete('cascade'))
    .addColumn('class_id', 'text', (c) => c.notNull().references('classes.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('class_sets_pk', ['set_id', 'school_year_id'])
    .execute()
  await db.schema.createIndex('class_sets_by_class').on('class_sets').column('class_id').execute()
}

async function plans(db: Db): Promise<void> {
  await db.schema.createTable('new_year_plans')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('school_year', 'text', (c) => c.notNull().unique())
    .addColumn('starts_on', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('made_by_id', 'text')
    .addColumn('ready_at', 'text')
    .addColumn('ready_by_id', 'text')
    .addColumn('in_effect_at', 'text')
    .addColumn('in_effect_by_id', 'text')
    .execute()
}

/** A line without a name says that a class of the year before ends. */
async function plannedClasses(db: Db): Promise<void> {
  await db.schema.createTable('new_year_classes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('new_year_plans.id').onDelete('cascade'))
    .addColumn('from_class_id', 'text', (c) => c.references('classes.id').onDelete('set null'))
    .addColumn('name', 'text')
    .addColumn('answers_id', 'text')
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('class_id', 'text', (c) => c.references('classes.id').onDelete('set null'))
    .addColumn('print_cards', 'integer', (c) => c.notNull().check(sql`print_cards in (0, 1)`))
    .execute()
  await db.schema.createIndex('new_year_classes_by_plan').on('new_year_classes').column('plan_id').execute()
  await db.schema.createTable('new_year_adults')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('line_id', 'text', (c) => c.notNull().references('new_year_classes.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('new_year_adults_by_line').on('new_year_adults').column('line_id').execute()
}

async function plannedDevices(db: Db): Promise<void> {
  await db.schema.createTable('new_year_trolleys')
    .addColumn('plan_id', 'text', (c) => c.notNull().references('new_year_plans.id').onDelete('cascade'))
    .addColumn('set_id', 'text', (c) => c.notNull().references('sets.id').onDelete('cascade'))
    .addColumn('line_id', 'text', (c) => c.notNull().references('new_year_classes.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('new_year_trolleys_pk', ['plan_id', 'set_id'])
    .execute()
  await db.schema.createTable('new_year_keepers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('new_year_plans.id').onDelete('cascade'))
    .addColumn('device_id', 'text', (c) => c.notNull().references('devices.id').onDelete('cascade'))
    .addColumn('keeper_id', 'text')
    .addColumn('was_keeper_id', 'text')
    .addColumn('done_at', 'text')
    .addUniqueConstraint('one_keeper_in_a_plan', ['plan_id', 'device_id'])
    .execute()
}

async function leftLines(db: Db): Promise<void> {
  await db.schema.createTable('new_year_left')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('plan_id', 'text', (c) => c.notNull().references('new_year_plans.id').onDelete('cascade'))
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('line_id', 'text')
    .addColumn('set_id', 'text')
    .addColumn('device_id', 'text')
    .addColumn('person_id', 'text')
    .execute()
  await db.schema.createIndex('new_year_left_by_plan').on('new_year_left').column('plan_id').execute()
}

/** A plan that is in effect stands. */
async function refuse(db: Db, when: 'update' | 'delete'): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db)
  const [name, condition] = [`new_year_plan_no_${when}`, 'old.in_effect_at is not null']
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await run(`create trigger ${name} before ${when} on new_year_plans for each row when ${condition} begin select raise(abort, 'append-only'); end`)
    return
  }
  await run(`create function ${name}() returns trigger language plpgsql as $$ begin
    if ${condition} then raise exception 'append-only'; end if;
    return ${when === 'delete' ? 'old' : 'new'}; end $$`)
  await run(`create trigger ${name} before ${when} on new_year_plans for each row execute function ${name}()`)
}
