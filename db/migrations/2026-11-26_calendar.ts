import { type Kysely, sql } from 'kysely'

type Rows = {
  settings: { key: string, value: string }
  weekday_times: { weekday: number, starts: string, ends: string }
  clubs: { id: string, weekday: number, name: string, ends: string }
}



/** The school's calendar: half-terms, the week, lessons, clubs, days unlike others, bank holidays, pauses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await halfTerms(db)
  await week(db)
  await days(db)
  await fillWeek(db)
}

async function halfTerms(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('half_terms')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('school_year_id', 'text', (c) => c.notNull().references('school_years.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull().check(sql`length(name) > 0`))
    .addColumn('first_day', 'text', (c) => c.notNull())
    .addColumn('last_day', 'text', (c) => c.notNull())
    .addCheckConstraint('half_term_in_order', sql`first_day <= last_day`)
    .addUniqueConstraint('half_term_once', ['school_year_id', 'position'])
    .execute()
}

async function week(db: Kysely<unknown>): Promise<void> {
  const weekday = sql`weekday between 1 and 7`
  await db.schema.createTable('weekday_times')
    .addColumn('weekday', 'integer', (c) => c.primaryKey().check(weekday))
    .addColumn('starts', 'text', (c) => c.notNull())
    .addColumn('ends', 'text', (c) => c.notNull())
    .addCheckConstraint('weekday_in_order', sql`starts < ends`)
    .execute()
  await db.schema.createTable('slots')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('weekday', 'integer', (c) => c.notNull().check(weekday))
    .addColumn('name', 'text', (c) => c.notNull().check(sql`length(name) > 0`))
    .addColumn('starts', 'text', (c) => c.notNull())
    .addColumn('ends', 'text', (c) => c.notNull())
    .addCheckConstraint('slot_in_order', sql`starts < ends`)
    .addUniqueConstraint('slot_once_a_day', ['weekday', 'starts'])
    .execute()
  await db.schema.createTable('clubs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('weekday', 'integer', (c) => c.notNull().check(weekday))
    .addColumn('name', 'text', (c) => c.notNull().check(sql`length(name) > 0`))
    .addColumn('ends', 'text', (c) => c.notNull())
    .addUniqueConstraint('club_once_a_day', ['weekday', 'name'])
    .execute()
}

async function days(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('special_days')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('staff only', 'closed', 'short', 'open')`))
    .addColumn('name', 'text', (c) => c.notNull().defaultTo(''))
    .addColumn('ends', 'text')
    .addColumn('said_at', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addCheckConstraint('short_day_ends', sql`(kind = 'short') = (ends is not null)`)
    .execute()
  await db.schema.createTable('bank_holidays')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createTable('pauses')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('from_at', 'text', (c) => c.notNull())
    .addColumn('until_at', 'text')
    .addColumn('by_id', 'text')
    .addColumn('ended_by_id', 'text')
    .addCheckConstraint('pause_in_order', sql`until_at is null or until_at >= from_at`)
    .execute()
  await db.schema.createIndex('one_open_pause').unique().on('pauses').expression(sql`coalesce(until_at, '')`)
    .where(sql.ref('until_at'), 'is', null).execute()
}

/** The one start, end and club that the settings held become those of Monday to Friday. */
async function fillWeek(db: Kysely<Rows>): Promise<void> {
  const rows = await db.selectFrom('settings').select(['key', 'value'])
    .where('key', 'in', ['day_starts', 'day_ends', 'club_ends']).execute()
  const held = new Map(rows.map(({ key, value }) => [key, JSON.parse(value) as string]))
  const [starts, ends, club] = [held.get('day_starts') ?? '08:40', held.get('day_ends') ?? '15:30', held.get('club_ends') ?? '17:45']
  const weekdays = [1, 2, 3, 4, 5]
  await db.insertInto('weekday_times').values(weekdays.map((weekday) => ({ weekday, starts, ends }))).execute()
  if (club !== '') await db.insertInto('clubs').values(weekdays.map((weekday) => ({ id: clubId(weekday), weekday, name: 'Club', ends: club }))).execute()
  await db.deleteFrom('settings').where('key', 'in', ['day_starts', 'day_ends', 'club_ends']).execute()
}

function clubId(weekday: number): string {
  return `00000000-0000-7000-8000-00000000000${weekday}`
}
