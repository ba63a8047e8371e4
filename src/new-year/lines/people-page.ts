import type { Db } from '../../database/open.ts'
import { formOf, type Form } from '../../http/forms.ts'
import { sayFor } from '../../http/say.ts'
import { isJoiner, isLeaver, type PersonFact, type PlanFacts } from '../dry-run/facts.ts'
import { readFacts } from '../dry-run/read.ts'
import type { Plan } from '../store.ts'
import { STORE } from './change.ts'

type Choice = { value: string, label: string }

/** What views/new-year/people.ejs needs: leavers with what they have, joiners with what they get, and everybody a gap can be filled with. */
export async function peopleModel(db: Db, plan: Plan, form: Form, now: Date) {
  const facts = await readFacts(db, plan, now)
  const people = [...facts.people.values()]
  const leavers = people.filter((person) => isLeaver(person, facts))
  const ofLeavers = new Set(leavers.map(({ id }) => id))
  return {
    form, choices: choicesOf(people, facts, now), store: { value: STORE, label: 'Back to the store' },
    leavers: leavers.map((leaver) => leaverOf(leaver, facts)),
    joiners: people.filter((person) => isJoiner(person, facts)).map((joiner) => ({ ...joiner, gets: getsOf(joiner, facts) })),
    others: facts.keepings.filter(({ device, was_keeper_id }) => !ofLeavers.has(device.keeper_id ?? was_keeper_id ?? '')).map(({ device, keeper_id }) => gapOf(device.device_id, device.code, keeper_id ?? STORE, device.keeper)),
  }
}

/** Joiners in front, then whoever stays. */
function choicesOf(people: PersonFact[], facts: PlanFacts, now: Date): Choice[] {
  const stay = people.filter((person) => person.last_day === null || person.last_day >= facts.starts_on)
  const { day } = sayFor(now)
  const joiners = stay.filter((person) => isJoiner(person, facts)).map(({ id, name, first_day }) => ({ value: id, label: `${name}, begins ${day(first_day!)}` }))
  return [...joiners, ...stay.filter((person) => !isJoiner(person, facts)).map(({ id, name }) => ({ value: id, label: name }))]
}

const gapOf = (device_id: string, code: string, goes_to: string, from: string | null) => ({ device_id, code, from, form: formOf({ goes_to }) })

function leaverOf(leaver: PersonFact, { lines, keepings, kept }: PlanFacts) {
  const planned = keepings.filter(({ device, was_keeper_id }) => (device.keeper_id ?? was_keeper_id) === leaver.id)
  const open = kept.filter(({ keeper_id, device_id }) => keeper_id === leaver.id && !planned.some(({ device }) => device.device_id === device_id))
  const had = lines.filter(({ name }) => name !== null)
  return {
    ...leaver,
    answers: had.filter(({ answers_id }) => answers_id === leaver.id).map(({ id, name }) => ({ line_id: id, name: name! })),
    helps: had.filter(({ adult_ids }) => adult_ids.includes(leaver.id)).map(({ id, name }) => ({ line_id: id, name: name! })),
    devices: [...planned.map(({ device, keeper_id }) => gapOf(device.device_id, device.code, keeper_id ?? STORE, device.keeper)), ...open.map(({ device_id, code }) => gapOf(device_id, code, '', leaver.name))],
  }
}

function getsOf({ id }: PersonFact, { lines, keepings }: PlanFacts): string[] {
  const classes = lines.filter(({ name, answers_id, adult_ids }) => name !== null && (answers_id === id || adult_ids.includes(id)))
  return [...classes.map(({ name, answers_id }) => (answers_id === id ? `answers for ${name}` : `with ${name}`)), ...keepings.filter(({ keeper_id }) => keeper_id === id).map(({ device }) => device.code)]
}
