import { type Kysely, sql } from 'kysely'

/**
 * Who answers for what a card's holder borrows that day, and in which class they are. Of names that were cut several cards of
 * one day may be left that never came back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('supply_cards').addColumn('answers_id', 'text', (c) => c.references('people.id').onDelete('set null')).execute()
  await db.schema.alterTable('supply_cards').addColumn('class_id', 'text', (c) => c.references('classes.id').onDelete('set null')).execute()
  await db.schema.dropIndex('one_supply_card_by_person_id').execute()
  await sql`create unique index one_supply_card_by_person_id on supply_cards (day, person_id) where back_at is null and person_id <> 'former'`.execute(db)
}
