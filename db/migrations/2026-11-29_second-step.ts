import type { Kysely } from 'kysely'

/** The second step of signing in: an authenticator, the codes for when it is lost, and who is half-way in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('authenticators')
    .addColumn('account_id', 'text', (c) => c.primaryKey().references('accounts.id').onDelete('cascade'))
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('confirmed_at', 'text')
    .addColumn('last_step', 'integer', (c) => c.notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('locked_until', 'text')
    .execute()
  await db.schema.createTable('recovery_codes')
    .addColumn('code_hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('used_at', 'text')
    .execute()
  await db.schema.createIndex('recovery_codes_by_account').on('recovery_codes').column('account_id').execute()
  await db.schema.createTable('half_sign_ins')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('accounts.id').onDelete('cascade'))
    .addColumn('next', 'text', (c) => c.notNull())
    .addColumn('ends_at', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('half_sign_ins_by_account').on('half_sign_ins').column('account_id').execute()
}
