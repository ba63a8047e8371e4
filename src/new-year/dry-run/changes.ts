import { planCards } from './cards.ts'
import { type Contradiction, isJoiner, isLeaver, type Keeping, type Line, type PlanFacts } from './facts.ts'

/** `standing`: whether it happens on the day, is left undone, or waits for somebody's first day. */
export type Change = { part: 'Classes' | 'Class cards' | 'Trolleys' | 'Looked after' | 'Leavers' | 'Joiners', words: string, standing: 'will be' | 'is left' | 'waits' }

/** Everything that a plan changes, in the order in which one reads it; `day` says a day. */
export function changesOf(facts: PlanFacts, contradictions: readonly Contradiction[], day: (day: string) => string): Change[] {
  const stands = (is: (about: Contradiction['about']) => boolean): Change['standing'] => {
    const of = contradictions.filter(({ about }) => is(about))
    if (of.some(({ stops }) => stops)) return 'is left'
    return of.some(({ code }) => code === 'waits') ? 'waits' : 'will be'
  }
  const nameOf = (id: string | null) => (id === null ? null : facts.people.get(id)?.name ?? 'somebody who is listed no more')
  return [
    ...facts.lines.map((line): Change => ({ part: 'Classes', words: classWords(line, nameOf), standing: ofClass(line, contradictions) })),
    ...cardChanges(facts, contradictions, nameOf),
    ...facts.trolleys.map(({ set_id, set_name, line_id }): Change => ({
      part: 'Trolleys', words: `${set_name} stands with ${facts.lines.find(({ id }) => id === line_id)?.name ?? 'no class'}`, standing: stands((about) => about.set_id === set_id),
    })),
    ...facts.keepings.map((keeping): Change => ({
      part: 'Looked after', words: keepingWords(keeping, nameOf), standing: stands((about) => about.device_id === keeping.device.device_id),
    })),
    ...personChanges(facts, day),
  ]
}

function ofClass({ id }: Line, contradictions: readonly Contradiction[]): Change['standing'] {
  const stopped = contradictions.some(({ stops, about }) => stops && about.line_id === id && about.person_id === undefined)
  return stopped ? 'is left' : 'will be'
}

type NameOf = (id: string | null) => string | null

function classWords({ name, from_name, answers_id, adult_ids }: Line, nameOf: NameOf): string {
  if (name === null) return `${from_name ?? 'A class'} ends`
  const begins = from_name === null || from_name === name ? `${name} begins${from_name === name ? ' anew' : ''}` : `${from_name} becomes ${name}`
  const others = adult_ids.map(nameOf).join(', ')
  return [begins, answers_id && `${nameOf(answers_id)} answers`, others && `with ${others}`].filter(Boolean).join('; ')
}

function cardChanges(facts: PlanFacts, contradictions: readonly Contradiction[], nameOf: NameOf): Change[] {
  const { moved, made, withdrawn } = planCards(facts, contradictions)
  const card = (words: string): Change => ({ part: 'Class cards', words, standing: 'will be' })
  return [
    ...moved.map(({ card: { code }, line, answers_id, purpose, anew }) => card(`${code} goes on for ${line.name}${anew ? `, now for ${nameOf(answers_id)} and ${purpose}: print it again` : ''}`)),
    ...made.map(({ line, answers_id, purpose }) => card(`${line.name} gets a new card, for ${nameOf(answers_id)} and ${purpose}: print it`)),
    ...withdrawn.map(({ code }) => card(`${code} is withdrawn: it means nothing from then on`)),
  ]
}

function keepingWords({ device, keeper_id }: Keeping, nameOf: NameOf): string {
  const from = device.keeper ?? 'the store'
  return keeper_id === null ? `${device.code} goes back from ${from} to the store` : `${device.code} goes from ${from} to ${nameOf(keeper_id)}`
}

function personChanges(facts: PlanFacts, day: (day: string) => string): Change[] {
  const people = [...facts.people.values()]
  return [
    ...people.filter((person) => isLeaver(person, facts)).map(({ name, last_day }): Change => ({ part: 'Leavers', words: `${name}, last day ${day(last_day!)}`, standing: 'will be' })),
    ...people.filter((person) => isJoiner(person, facts)).map(({ name, first_day }): Change => ({ part: 'Joiners', words: `${name}, first day ${day(first_day!)}`, standing: 'will be' })),
  ]
}
