import { act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import type { Db } from '../../database/open.ts'
import { type Actor, record } from '../../events/record.ts'
import { insertTag, removeTag, whoseTag } from '../../tags/store.ts'
import { findCard, insertCard, removeCard, updateCard } from './store.ts'

export type CardWish = { class_id: string, answers_id: string, purpose: string, code: string }

/** Makes a class card; the answer is why its code cannot be had, or null when it is made. */
export function makeCard(db: Db, wish: CardWish, actor: Actor, now: Date): Promise<string | null> {
  return act(db, async (db) => {
    const taken = await whoseTag(db, wish.code)
    if (taken) return taken
    const { code, ...columns } = wish
    const card = { id: newId(), ...columns }
    await insertCard(db, card)
    await insertTag(db, code, 'class card', { class_card_id: card.id }, now)
    await record(db, actor, now, { verb: 'class card.made', subject: 'class', subject_id: wish.class_id, data: { card_id: card.id } })
    return null
  })
}

/** Changes who answers, the purpose or the code; a new code ends the old card. The answer is as makeCard's. */
export function changeCard(db: Db, id: string, wish: CardWish, actor: Actor, now: Date): Promise<string | null> {
  return act(db, async (db) => {
    const card = await findCard(db, wish.class_id, id)
    if (!card) return 'This card is no longer there'
    const taken = wish.code === card.code ? null : await whoseTag(db, wish.code)
    if (taken) return taken
    await updateCard(db, id, wish)
    if (wish.code !== card.code) {
      if (card.code) await removeTag(db, card.code)
      await insertTag(db, wish.code, 'class card', { class_card_id: id }, now)
    }
    await record(db, actor, now, { verb: 'class card.changed', subject: 'class', subject_id: wish.class_id, data: { card_id: id } })
    return null
  })
}

/** Its code means nothing from now on. */
export function withdrawCard(db: Db, classId: string, id: string, actor: Actor, now: Date): Promise<void> {
  return act(db, async (db) => {
    await removeCard(db, classId, id)
    await record(db, actor, now, { verb: 'class card.withdrawn', subject: 'class', subject_id: classId, data: { card_id: id } })
  })
}
