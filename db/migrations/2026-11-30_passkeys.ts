import type { Kysely } from 'kysely'

/** Passkeys as a second step of signing in, and the one question that a browser half-way in, or making one, answers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('passkeys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('credential', 'text', (c) => c.notNull().unique())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('counter', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('made_at', 'text', (c) => c.notNull())
    .addColumn('last_used_at', 'text')
    .execute()
  await db.schema.createIndex('passkeys_by_account').on('passkeys').column('account_id').execute()
  await db.schema.alterTable('half_sign_ins').addColumn('challenge', 'text', (c) => c.notNull().defaultTo('')).execute()
  await db.schema.alterTable('sessions').addColumn('challenge', 'text').execute()
}
