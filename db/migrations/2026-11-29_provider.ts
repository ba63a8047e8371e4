import type { Kysely } from 'kysely'

/** Whose account of the school's provider signs whom in, and who has come from there and has not yet said yes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('provider_subjects')
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('linked_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('provider_subjects_key', ['issuer', 'subject'])
    .addUniqueConstraint('one_subject_an_account', ['account_id', 'issuer'])
    .execute()
  await db.schema.createTable('provider_arrivals')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('issuer', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('shown', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .execute()
}
