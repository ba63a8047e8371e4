import type { Db } from '../../database/open.ts'
import type { Row } from '../../database/tables.ts'

function cards(db: Db) {
  return db.selectFrom('class_cards as k').innerJoin('people as p', 'p.id', 'k.answers_id')
    .leftJoin('tags as t', 't.class_card_id', 'k.id')
    .select(['k.id', 'k.class_id', 'k.answers_id', 'k.purpose', 'p.name as answers', 'p.last_day', 't.text as code'])
}

export function listCards(db: Db, classId: string) {
  return cards(db).where('k.class_id', '=', classId).orderBy('t.text').orderBy('k.id').execute()
}

export function findCard(db: Db, classId: string, id: string) {
  return cards(db).where('k.class_id', '=', classId).where('k.id', '=', id).executeTakeFirst()
}

export async function insertCard(db: Db, card: Row<'class_cards'>): Promise<void> {
  await db.insertInto('class_cards').values(card).execute()
}

export async function updateCard(db: Db, id: string, { answers_id, purpose }: { answers_id: string, purpose: string }): Promise<void> {
  await db.updateTable('class_cards').set({ answers_id, purpose }).where('id', '=', id).execute()
}

/** Its text goes on meaning this one card, which is another class's from now on. */
export async function moveCard(db: Db, { id, ...to }: Row<'class_cards'>): Promise<void> {
  await db.updateTable('class_cards').set(to).where('id', '=', id).execute()
}

export async function removeCard(db: Db, classId: string, id: string): Promise<void> {
  await db.deleteFrom('class_cards').where('class_id', '=', classId).where('id', '=', id).execute()
}
