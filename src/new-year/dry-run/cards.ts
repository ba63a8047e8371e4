import { fold } from '../../text/fold.ts'
import type { Card, Contradiction, Line, PlanFacts } from './facts.ts'

type Named = Line & { name: string }
/** A card that goes on; `anew`: what is printed on it is no longer so. */
export type MovedCard = { card: Card, line: Named, answers_id: string, purpose: string, anew: boolean }
export type CardPlan = { moved: MovedCard[], withdrawn: Card[], made: { line: Named, answers_id: string, purpose: string }[] }

export function linesToCome(lines: readonly Line[]): Named[] {
  return lines.filter((line): line is Named => line.name !== null)
}

/** The cards of last year's class of the same name: a printed card says a name, so it goes with the name. */
export function stayingCards({ name }: Pick<Line, 'name'>, { old_classes, cards }: PlanFacts): Card[] {
  const old = old_classes.filter((one) => name !== null && fold(one.name) === fold(name)).map(({ id }) => id)
  return cards.filter(({ class_id }) => old.includes(class_id))
}

/**
 * What becomes of the class cards: a text means one class only, so it goes on for the class of the same name, or means nothing from
 * the day on; a class without a card gets a new one. Of several cards each keeps its purpose. What a stopped class has is left.
 */
export function planCards(facts: PlanFacts, contradictions: readonly Contradiction[]): CardPlan {
  const stopped = stoppedLines(contradictions)
  const begin = linesToCome(facts.lines).filter(({ id }) => !stopped.has(id))
  const staying = new Set(linesToCome(facts.lines).flatMap((line) => stayingCards(line, facts)).map(({ id }) => id))
  const plans = begin.map((line) => ofLine(line, facts, contradictions))
  return {
    moved: plans.flatMap(({ moved }) => moved), made: plans.flatMap(({ made }) => made),
    withdrawn: [...plans.flatMap(({ withdrawn }) => withdrawn), ...facts.cards.filter(({ id }) => !staying.has(id))],
  }
}

/** Ids of the planned classes that do not begin. */
export function stoppedLines(contradictions: readonly Contradiction[]): Set<string> {
  return new Set(contradictions.filter(({ code }) => code === 'name twice' || code === 'there already').map(({ about }) => about.line_id!))
}

/** Whether somebody who is planned for a class can be put there. */
export function mayHave(lineId: string, personId: string, contradictions: readonly Contradiction[]): boolean {
  return !contradictions.some(({ stops, about }) => stops && about.line_id === lineId && about.person_id === personId)
}

function ofLine(line: Named, facts: PlanFacts, contradictions: readonly Contradiction[]): CardPlan {
  const cards = stayingCards(line, facts)
  const planned = line.answers_id !== null && mayHave(line.id, line.answers_id, contradictions) ? line.answers_id : null
  const moved = cards.flatMap((card): MovedCard[] => {
    const answers_id = planned ?? (isHere(card.answers_id, facts) ? card.answers_id : null)
    const purpose = cards.length === 1 && line.purpose !== '' ? line.purpose : card.purpose
    return answers_id === null ? [] : [{ card, line, answers_id, purpose, anew: answers_id !== card.answers_id || purpose !== card.purpose }]
  })
  const made = cards.length === 0 && planned !== null && line.purpose !== '' ? [{ line, answers_id: planned, purpose: line.purpose }] : []
  return { moved, made, withdrawn: cards.filter(({ id }) => !moved.some(({ card }) => card.id === id)) }
}

function isHere(personId: string, { people, starts_on }: PlanFacts): boolean {
  const person = people.get(personId)
  return person !== undefined && (person.last_day === null || person.last_day >= starts_on)
}
