import { act, type Act, isUniqueViolation } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { Told } from '../errors.ts'
import { fieldsHash } from './forms.ts'

/** A form's key came back with other fields: somebody changed the form behind our back. */
export class KeyReused extends Told {
  readonly status = 422
}

/**
 * Runs an act once for a form's key, inside the act's own transaction; the same key with the same fields
 * gets the earlier result, with other fields it throws KeyReused. A result that `acted` denies (a refusal)
 * leaves the key unused, so that the form can be put right and sent again.
 */
export async function once<T>(
  db: Db, key: string, fields: unknown, now: Date, run: () => Promise<T>, acted: (result: T) => boolean = () => true,
): Promise<T> {
  const hash = fieldsHash(fields)
  const earlier = await db.selectFrom('form_keys').selectAll().where('key', '=', key).executeTakeFirst()
  if (earlier && earlier.fields_hash !== hash) throw new KeyReused('This form was already used. Open the page again.')
  if (earlier) return JSON.parse(earlier.result)
  const result = await run()
  if (!acted(result)) return result
  await db.insertInto('form_keys')
    .values({ key, fields_hash: hash, result: JSON.stringify(result), at: now.toISOString() }).execute()
  return result
}

/** What the form of this key did, if it was sent. */
export async function earlierResult<T>(db: Db, key: string): Promise<T | null> {
  const earlier = await db.selectFrom('form_keys').select('result').where('key', '=', key).executeTakeFirst()
  return earlier ? JSON.parse(earlier.result) : null
}

/**
 * An act of its own that runs once for a form's key. Who loses a race to one of the database's unique rules is judged
 * again, and so gets the earlier result or the refusal. Throws KeyReused.
 */
export function actOnce<T>(
  db: Db, key: string, fields: unknown, now: Date, fn: (db: Act) => Promise<T>, acted?: (result: T) => boolean,
): Promise<T> {
  const run = () => act(db, (db) => once(db, key, fields, now, () => fn(db), acted))
  return run().catch((error: unknown) => {
    if (isUniqueViolation(error)) return run()
    throw error
  })
}
