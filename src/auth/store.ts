import type { Db } from '../database/open.ts'

export function findAccountByEmail(db: Db, email: string) {
  return db.selectFrom('accounts as a').innerJoin('people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.person_id', 'a.password_hash', 'a.closed_at', 'p.last_day'])
    .where('a.email', '=', email).executeTakeFirst()
}

export async function hasAccount(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst())
}
