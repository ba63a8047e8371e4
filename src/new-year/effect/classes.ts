import { cardCode } from '../../classes/rules.ts'
import { insertCard, moveCard, removeCard } from '../../classes/cards/store.ts'
import { addAdult, insertClass } from '../../classes/store.ts'
import type { Act } from '../../database/act.ts'
import { newId } from '../../database/ids.ts'
import { record } from '../../events/record.ts'
import { insertTag, listTagsLike } from '../../tags/store.ts'
import { type CardPlan, linesToCome, mayHave, planCards, stoppedLines } from '../dry-run/cards.ts'
import { updateLine } from '../lines/store.ts'
import type { Effect } from './effect.ts'

/** The classes of the new year with their adults and cards; last year's stay as they were. Returns the new classes by their line. */
export async function beginClasses(db: Act, effect: Effect, now: Date): Promise<Map<string, string>> {
  const { facts, contradictions, year_id, actor } = effect
  const stopped = stoppedLines(contradictions)
  const classes = new Map<string, string>()
  for (const { id, name, answers_id, adult_ids } of linesToCome(facts.lines)) {
    if (stopped.has(id)) continue
    const class_id = await insertClass(db, name, year_id)
    classes.set(id, class_id)
    await record(db, actor, now, { verb: 'class.added', subject: 'class', subject_id: class_id })
    const adults = [answers_id, ...adult_ids].filter((person) => person !== null && mayHave(id, person, contradictions))
    for (const person of adults) await addAdult(db, class_id, person!)
  }
  const cards = planCards(facts, contradictions)
  await giveCards(db, effect, cards, classes, now)
  const print = new Set([...cards.moved.filter(({ anew }) => anew), ...cards.made].map(({ line }) => line.id))
  for (const [line, class_id] of classes) await updateLine(db, line, { class_id, print_cards: print.has(line) ? 1 : 0 })
  return classes
}

/** A text that was withdrawn is not given to another class in the same breath. */
async function giveCards(db: Act, { actor }: Effect, { moved, made, withdrawn }: CardPlan, classes: Map<string, string>, now: Date): Promise<void> {
  const taken = await listTagsLike(db, 'CL')
  const told = (verb: string, class_id: string, card_id: string) => record(db, actor, now, { verb, subject: 'class', subject_id: class_id, data: { card_id } })
  for (const { card, line, answers_id, purpose } of moved) {
    await moveCard(db, { id: card.id, class_id: classes.get(line.id)!, answers_id, purpose })
    await told('class card.moved', classes.get(line.id)!, card.id)
  }
  for (const { id, class_id } of withdrawn) {
    await removeCard(db, class_id, id)
    await told('class card.withdrawn', class_id, id)
  }
  for (const { line, answers_id, purpose } of made) {
    const [card, code] = [{ id: newId(), class_id: classes.get(line.id)!, answers_id, purpose }, cardCode(line.name, taken)]
    taken.push(code)
    await insertCard(db, card)
    await insertTag(db, code, 'class card', { class_card_id: card.id }, now)
    await told('class card.made', card.class_id, card.id)
  }
}
