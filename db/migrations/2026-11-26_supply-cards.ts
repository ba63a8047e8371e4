import { type Kysely, sql } from 'kysely'

/** "Supply 1" to "Supply 10": who was handed which card on which day. It is that person's badge until the day ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('supply_cards')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('number', 'integer', (c) => c.notNull().check(sql`number between 1 and 999`))
    .addColumn('person_id', 'text', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('given_at', 'text', (c) => c.notNull())
    .addColumn('back_at', 'text')
    .execute()
  for (const column of ['number', 'person_id']) {
    await db.schema.createIndex(`one_supply_card_by_${column}`).unique().on('supply_cards').columns(['day', column])
      .where(sql.ref('back_at'), 'is', null).execute()
  }
  await db.schema.createIndex('supply_cards_by_person').on('supply_cards').column('person_id').execute()
}
