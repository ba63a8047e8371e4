import type { Db } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

export type Letter = Row<'outbox'>

export async function insertLetter(db: Db, letter: Letter): Promise<void> {
  await db.insertInto('outbox').values(letter).execute()
}

export function listDueLetters(db: Db, now: Date, limit: number) {
  return db.selectFrom('outbox').select(['id', 'next_try_at']).where('next_try_at', '<=', now.toISOString())
    .where('sent_at', 'is', null).orderBy('next_try_at').orderBy('id').limit(limit).execute()
}

/** Takes a letter up for sending, unless another process has done so since it was listed. */
export function claimLetter(db: Db, id: string, seenDue: string, until: string): Promise<Letter | undefined> {
  return db.updateTable('outbox').set((e) => ({ next_try_at: until, tries: e('tries', '+', 1) }))
    .where('id', '=', id).where('next_try_at', '=', seenDue).where('sent_at', 'is', null)
    .returningAll().executeTakeFirst()
}

/** Puts a claimed letter back as it was, to be looked at again at `next_try_at`; that was no try. */
export async function giveBack(db: Db, { id, tries }: Letter, next_try_at: string): Promise<void> {
  await db.updateTable('outbox').set({ next_try_at, tries: tries - 1 }).where('id', '=', id).where('next_try_at', 'is not', null).execute()
}

type Ending = Pick<Letter, 'sent_at' | 'next_try_at' | 'last_error'> & Partial<Pick<Letter, 'body_text' | 'body_html'>>

export async function endTry(db: Db, id: string, ending: Ending): Promise<void> {
  await db.updateTable('outbox').set(ending).where('id', '=', id).execute()
}

/** A person says: try it once more, now. Whether there is such a letter; one that has gone or is not to go stays as it is. */
export async function tryAgain(db: Db, id: string, now: Date): Promise<boolean> {
  await db.updateTable('outbox').set({ next_try_at: now.toISOString(), tries: 0 })
    .where('id', '=', id).where('sent_at', 'is', null).where('not_sent_because', 'is', null).execute()
  return await db.selectFrom('outbox').select('id').where('id', '=', id).executeTakeFirst() !== undefined
}

/** Letters that are not to go after all; they stay readable, and why. */
export async function cancelLetters(db: Db, ids: string[], not_sent_because: NonNullable<Letter['not_sent_because']>): Promise<void> {
  await db.updateTable('outbox').set({ next_try_at: null, tries: 0, last_error: null, not_sent_because })
    .where('id', 'in', ids).where('sent_at', 'is', null).execute()
}

export async function rewriteLetter(db: Db, id: string, words: Pick<Letter, 'subject' | 'body_text' | 'body_html'>): Promise<void> {
  await db.updateTable('outbox').set(words).where('id', '=', id).where('sent_at', 'is', null).where('body_text', '<>', words.body_text).execute()
}

/** The newest letters first, those before `before` (a letter's id) when it is given. */
export function listLetters(db: Db, before: string | null, limit: number) {
  return db.selectFrom('outbox').selectAll().$if(before !== null, (q) => q.where('id', '<', before!))
    .orderBy('id', 'desc').limit(limit).execute()
}

export async function countUnsent(db: Db): Promise<number> {
  const row = await db.selectFrom('outbox').select((e) => e.fn.countAll<number>().as('unsent'))
    .where('sent_at', 'is', null).where('not_sent_because', 'is', null)
    .executeTakeFirstOrThrow()
  return row.unsent
}
