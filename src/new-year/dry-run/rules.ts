import { dayOf } from '../../calendar/days.ts'
import { fold } from '../../text/fold.ts'
import { type Contradiction, isJoiner, isLeaver, type Keeping, type Line, type PersonFact, type PlanFacts } from './facts.ts'
import { linesToCome, stayingCards, stoppedLines } from './cards.ts'

/** All that stands against a plan as things are today; what `stops` is left undone on the day, the rest is worth knowing. */
export function contradictionsOf(facts: PlanFacts): Contradiction[] {
  const ofClasses = facts.lines.flatMap((line) => ofLine(line, facts))
  const left = stoppedLines(ofClasses)
  return [
    ...ofClasses, ...notPlanned(facts),
    ...facts.trolleys.filter(({ line_id }) => left.has(line_id) || nameOf(line_id, facts) === null)
      .map(({ set_id, set_name, line_id }) => found('class left', true, { set_id, set_name, class_name: nameOf(line_id, facts) })),
    ...facts.keepings.flatMap((keeping) => ofKeeping(keeping, facts)),
    ...leaversKeep(facts), ...withoutAccount(facts),
  ]
}

const found = (code: Contradiction['code'], stops: boolean, about: Contradiction['about']): Contradiction => ({ code, stops, about })

function nameOf(lineId: string, { lines }: PlanFacts): string | null {
  return lines.find(({ id }) => id === lineId)?.name ?? null
}

function ofLine(line: Line, facts: PlanFacts): Contradiction[] {
  if (line.name === null) return []
  const about = { line_id: line.id, class_name: line.name }
  const first = linesToCome(facts.lines).find(({ name }) => fold(name) === fold(line.name!))
  const adults = [...new Set([line.answers_id ?? '', ...line.adult_ids])].filter((id) => id !== '')
  return [
    ...first!.id === line.id ? [] : [found('name twice', true, about)],
    ...facts.there.includes(fold(line.name)) ? [found('there already', true, about)] : [],
    ...adults.flatMap((id) => ofAdult(facts.people.get(id), id, facts).map((one) => ({ ...one, about: { ...about, ...one.about } }))),
    ...line.answers_id === null ? [found('no adult', false, about)] : [],
    ...line.answers_id !== null && line.purpose === '' && stayingCards(line, facts).length === 0 ? [found('no card', false, about)] : [],
  ]
}

function ofAdult(person: PersonFact | undefined, person_id: string, facts: PlanFacts): Contradiction[] {
  const about = { person_id, person: person?.name ?? null }
  if (!person || hasLeft(person, facts)) return [found('adult gone', true, { ...about, day: person?.last_day ?? null })]
  const begins = later(facts.first_staff_day, facts.today)
  return person.first_day !== null && person.first_day > begins ? [found('adult not begun', true, { ...about, day: person.first_day })] : []
}

const later = (one: string, other: string) => (one > other ? one : other)

/** Whether somebody is here no more when the plan takes effect. */
function hasLeft({ last_day }: PersonFact, { today, starts_on }: PlanFacts): boolean {
  return last_day !== null && last_day < later(today, starts_on)
}

function notPlanned({ old_classes, lines }: PlanFacts): Contradiction[] {
  const planned = new Set(lines.map(({ from_class_id }) => from_class_id))
  return old_classes.filter(({ id }) => !planned.has(id)).map(({ name }) => found('not planned', false, { class_name: name }))
}

function ofKeeping(keeping: Keeping, facts: PlanFacts): Contradiction[] {
  const { device, keeper_id, not_for } = keeping
  const about = { device_id: device.device_id, device: device.code }
  const keeper = keeper_id === null ? null : facts.people.get(keeper_id)
  const stands = [...ofDevice(keeping, facts), ...keeper === undefined ? [found('keeper gone', true, { person_id: keeper_id, person: null })] : []]
  const theirs = keeper ? ofKeeper(keeper, facts, not_for, device.keeper_id) : []
  return [...stands, ...theirs].map((one) => ({ ...one, about: { ...about, ...one.about } }))
}

/** What stands against handing on the device itself. */
function ofDevice({ device, keeper_id, was_keeper_id }: Keeping, facts: PlanFacts): Contradiction[] {
  const { because, loan_id, borrower, due_at } = device
  const now = device.keeper_id
  const with_now = { person_id: now, person: device.keeper }
  const lasts = loan_id !== null && (facts.today >= facts.starts_on || dayOf(due_at!) >= facts.starts_on)
  const keeper = now === null ? undefined : facts.people.get(now)
  const last_day = keeper?.last_day ?? null
  return [
    because === null ? null : found('out of use', true, { day: device.out_of_use_since && dayOf(device.out_of_use_since) }),
    loan_id === null ? null : found('out', lasts, { person_id: device.borrower_id, person: borrower, day: dayOf(due_at!) }),
    now === null || now === was_keeper_id || now === keeper_id ? null : found('changed since', true, with_now),
    last_day !== null && last_day < facts.starts_on && now !== keeper_id ? found('not back', last_day < facts.today, { ...with_now, day: last_day }) : null,
  ].filter((one) => one !== null)
}

function ofKeeper(keeper: PersonFact, facts: PlanFacts, not_for: readonly string[], nowWith: string | null): Contradiction[] {
  const about = { person_id: keeper.id, person: keeper.name }
  if (hasLeft(keeper, facts)) return [found('keeper gone', true, { ...about, day: keeper.last_day })]
  return [
    not_for.includes(keeper.kind) ? found('wrong kind', true, about) : null,
    nowWith === keeper.id ? found('same', false, about) : null,
    keeper.first_day !== null && keeper.first_day > later(facts.starts_on, facts.today) ? found('waits', false, { ...about, day: keeper.first_day }) : null,
    keeper.signed ? null : found('unsigned', false, about),
  ].filter((one) => one !== null)
}

/** What leavers look after and nobody has said where it goes. */
function leaversKeep({ kept, keepings, people }: PlanFacts): Contradiction[] {
  const planned = new Set(keepings.map(({ device }) => device.device_id))
  return kept.filter(({ device_id }) => !planned.has(device_id)).map(({ device_id, code, keeper_id }) => {
    const keeper = people.get(keeper_id)
    return found('leaver keeps', false, { device_id, device: code, person_id: keeper_id, person: keeper?.name ?? null, day: keeper?.last_day ?? null })
  })
}

function withoutAccount(facts: PlanFacts): Contradiction[] {
  const joiners = [...facts.people.values()].filter((person) => isJoiner(person, facts) && !isLeaver(person, facts) && !person.has_account)
  return joiners.map(({ id, name, first_day }) => found('no account', false, { person_id: id, person: name, day: first_day }))
}
