import { expect, test } from 'vitest'
import type { CustodyFacts } from '../../src/custody/facts.ts'
import { changesOf } from '../../src/new-year/dry-run/changes.ts'
import { planCards } from '../../src/new-year/dry-run/cards.ts'
import type { Code, Keeping, Line, PersonFact, PlanFacts } from '../../src/new-year/dry-run/facts.ts'
import { contradictionsOf } from '../../src/new-year/dry-run/rules.ts'
import { mendOf, wordsOf } from '../../src/new-year/dry-run/words.ts'
import { opensOn, plannedYear, stateOf } from '../../src/new-year/rules.ts'

test.each([
  ['2027-06-30', '07-01', null], ['2027-07-01', '07-01', '2027/28'], ['2027-08-31', '07-01', '2027/28'], ['2027-09-01', '07-01', '2027/28'],
  ['2027-10-30', '07-01', '2027/28'], ['2027-10-31', '07-01', null], ['2027-04-02', '04-01', '2027/28'], ['2026-12-25', '07-01', null],
])('on %s, with plans from %s on, %s can be planned', (day, from, year) => {
  expect(plannedYear(day, from)?.name ?? null).toBe(year)
})

test('the day it opens lies in the summer of the school year', () => {
  expect(opensOn({ name: '2026/27', starts_on: '2026-09-01', ends_on: '2027-08-31' }, '07-01')).toBe('2027-07-01')
})

test.each([
  [{ ready_at: null, in_effect_at: null }, 'draft'], [{ ready_at: 'x', in_effect_at: null }, 'ready'], [{ ready_at: 'x', in_effect_at: 'y' }, 'in effect'], [{ ready_at: null, in_effect_at: 'y' }, 'in effect'],
])('a plan %j is %s', (plan, state) => {
  expect(stateOf(plan)).toBe(state)
})

const person = (id: string, rest: Partial<PersonFact> = {}): [string, PersonFact] => [id, { id, name: `${id} Vale`, kind: 'staff', first_day: null, last_day: null, has_account: true, signed: true, ...rest }]
const line = (rest: Partial<Line> = {}): Line => ({ id: 'line', from_class_id: 'oak', from_name: 'Year 4 Oak', name: 'Year 4 Oak', answers_id: 'stays', purpose: 'Computing', adult_ids: [], ...rest })
const device = (rest: Partial<CustodyFacts> = {}) => ({ device_id: 'd', code: 'LT-0001', keeper_id: null, keeper: null, because: null, out_of_use_since: null, loan_id: null, borrower_id: null, borrower: null, due_at: null, ...rest }) as CustodyFacts
const keeping = (rest: Partial<Keeping> = {}): Keeping => ({ id: 'k', device: device(), not_for: [], keeper_id: 'stays', was_keeper_id: null, ...rest })

function facts(rest: Partial<PlanFacts> = {}): PlanFacts {
  return {
    today: '2027-07-05', starts_on: '2027-09-01', first_staff_day: '2027-09-02', lines: [line()], old_classes: [{ id: 'oak', name: 'Year 4 Oak' }], cards: [{ id: 'c', class_id: 'oak', code: 'CL-4OAK', answers_id: 'stays', purpose: 'Computing' }], there: [],
    people: new Map([person('stays'), person('leaves', { last_day: '2027-07-21' }), person('joins', { first_day: '2027-09-01' }), person('late', { first_day: '2027-09-06' })]),
    trolleys: [], keepings: [], kept: [], ...rest,
  }
}

const out = { loan_id: 'l', borrower_id: 'stays', borrower: 'stays Vale' }
const cases: [string, Partial<PlanFacts>, string[]][] = [
  ['nothing against the same again', {}, []],
  ['a class planned twice stops the second', { lines: [line(), line({ id: 'two', name: 'year 4 óak', from_class_id: null })] }, ['name twice!']],
  ['a class that is there already', { there: ['year 4 oak'] }, ['there already!']],
  ['an adult who leaves', { lines: [line({ answers_id: 'leaves' })] }, ['adult gone!']],
  ['an adult who is listed no more', { lines: [line({ adult_ids: ['nobody'] })] }, ['adult gone!']],
  ['an adult who begins after the first school day', { lines: [line({ adult_ids: ['late'] })] }, ['adult not begun!']],
  ['an adult who begins on the first of September', { lines: [line({ answers_id: 'joins' })] }, []],
  ['a class without an adult', { lines: [line({ answers_id: null })] }, ['no adult']],
  ['a class without a card or a purpose for one', { cards: [], lines: [line({ purpose: '' })] }, ['no card']],
  ['a class of which nobody says what becomes', { lines: [] }, ['not planned']],
  ['a class that ends', { lines: [line({ name: null })] }, []],
  ['a trolley of a class that does not begin', { there: ['year 4 oak'], trolleys: [{ set_id: 's', set_name: 'Trolley A', line_id: 'line' }] }, ['class left!', 'there already!']],
  ['a trolley of a class that ends', { lines: [line({ name: null })], trolleys: [{ set_id: 's', set_name: 'Trolley A', line_id: 'line' }] }, ['class left!']],
  ['a keeper who stays', { keepings: [keeping()] }, []],
  ['a keeper who leaves', { keepings: [keeping({ keeper_id: 'leaves' })] }, ['keeper gone!']],
  ['a keeper who is listed no more', { keepings: [keeping({ keeper_id: 'nobody' })] }, ['keeper gone!']],
  ['a keeper who begins on the day', { keepings: [keeping({ keeper_id: 'joins' })] }, []],
  ['a keeper who begins later', { keepings: [keeping({ keeper_id: 'late' })] }, ['waits']],
  ['a keeper of a kind it is not lent to', { keepings: [keeping({ not_for: ['staff'] })] }, ['wrong kind!']],
  ['a keeper who has not signed', { people: new Map([person('stays', { signed: false })]), keepings: [keeping()] }, ['unsigned']],
  ['a keeper who has it already', { keepings: [keeping({ device: device({ keeper_id: 'stays' }), was_keeper_id: 'stays' })] }, ['same']],
  ['a device in repair', { keepings: [keeping({ device: device({ because: 'in repair', out_of_use_since: '2027-06-01T09:00:00.000Z' }) })] }, ['out of use!']],
  ['a device that is out and due before', { keepings: [keeping({ device: device({ ...out, due_at: '2027-07-05T14:30:00.000Z' }) })] }, ['out']],
  ['a device that is out over the summer', { keepings: [keeping({ device: device({ ...out, due_at: '2027-09-02T07:30:00.000Z' }) })] }, ['out!']],
  ['a device that went to somebody else since', { keepings: [keeping({ device: device({ keeper_id: 'late' }), was_keeper_id: 'joins' })] }, ['changed since!']],
  ['a device that its leaver still has', { keepings: [keeping({ device: device({ keeper_id: 'leaves', keeper: 'x' }), was_keeper_id: 'leaves' })] }, ['not back']],
  ['a device that a leaver still has after the last day', { today: '2027-08-01', keepings: [keeping({ keeper_id: null, device: device({ keeper_id: 'leaves' }), was_keeper_id: 'leaves' })] }, ['not back!']],
  ['a device back to the store', { keepings: [keeping({ keeper_id: null, device: device({ keeper_id: 'stays' }), was_keeper_id: 'stays' })] }, []],
  ['what a leaver keeps and nobody planned', { kept: [{ device_id: 'd', code: 'LT-0001', keeper_id: 'leaves' }] }, ['leaver keeps']],
  ['a joiner without an account', { people: new Map([person('stays'), person('joins', { first_day: '2027-09-01', has_account: false })]) }, ['no account']],
]

test.each(cases)('%s', (_name, rest, expected) => {
  expect(contradictionsOf(facts(rest)).map(({ code, stops }) => `${code}${stops ? '!' : ''}`).toSorted()).toEqual(expected)
})

test('every kind of contradiction is met above, and each has words and a way to mend it', () => {
  const met = new Set(cases.flatMap(([, rest]) => contradictionsOf(facts(rest)).map((one) => {
    expect(wordsOf(one, (day) => `the ${day}`)).not.toMatch(/undefined|null/)
    expect(mendOf(one).href).toMatch(/^\/[a-z]/)
    return one.code
  })))

  // 'not given' is what the rules of giving say on the day itself.
  const all: Exclude<Code, 'not given'>[] = ['name twice', 'there already', 'adult gone', 'adult not begun', 'class left', 'out of use', 'out', 'keeper gone', 'wrong kind', 'changed since', 'not back', 'no adult', 'no card', 'not planned', 'same', 'waits', 'unsigned', 'no account', 'leaver keeps']
  expect([...met].toSorted()).toEqual(all.toSorted())
})

const plansOf = (rest: Partial<PlanFacts>) => {
  const all = facts(rest)
  const { moved, withdrawn, made } = planCards(all, contradictionsOf(all))
  return [...moved.map(({ card, line, answers_id, anew }) => `${card.code} to ${line.name} (${answers_id}${anew ? ', anew' : ''})`), ...withdrawn.map(({ code }) => `${code} withdrawn`), ...made.map(({ line }) => `new for ${line.name}`)]
}

const elsewhere = { cards: [{ id: 'c', class_id: 'oak', code: 'CL-4OAK', answers_id: 'leaves', purpose: 'Computing' }] }

test.each<[string, Partial<PlanFacts>, string[]]>([
  ['a card goes on for the class of the same name', {}, ['CL-4OAK to Year 4 Oak (stays)']],
  ['a card that names another adult now is printed again', { lines: [line({ answers_id: 'joins' })] }, ['CL-4OAK to Year 4 Oak (joins, anew)']],
  ['a card is withdrawn with the name, and the new name gets a new one', { lines: [line({ name: 'Year 5 Elm' })] }, ['CL-4OAK withdrawn', 'new for Year 5 Elm']],
  ['a card of a class that ends is withdrawn', { lines: [line({ name: null })] }, ['CL-4OAK withdrawn']],
  ['a card goes by the name, not by the children', { lines: [line({ name: 'Year 5 Elm' }), line({ id: 'new', from_class_id: null, from_name: null })] }, ['CL-4OAK to Year 4 Oak (stays)', 'new for Year 5 Elm']],
  ['a class without an adult keeps its card while whoever it names is here', { lines: [line({ answers_id: null })] }, ['CL-4OAK to Year 4 Oak (stays)']],
  ['a card is withdrawn when nobody is left to answer', { lines: [line({ answers_id: 'leaves' })], ...elsewhere }, ['CL-4OAK withdrawn']],
  ['the card of a class that does not begin is left as it is', { there: ['year 4 oak'] }, []],
])('%s', (_name, rest, expected) => {
  expect(plansOf(rest)).toEqual(expected)
})

test('the dry run says every change in words, and which are left', () => {
  const all = facts({
    lines: [line({ name: 'Year 5 Elm', answers_id: 'joins', adult_ids: ['stays'] }), line({ id: 'b', from_class_id: null, from_name: null, name: 'Nursery', answers_id: null }), line({ id: 'c', name: null })],
    trolleys: [{ set_id: 's', set_name: 'Trolley A', line_id: 'line' }],
    keepings: [keeping({ device: device({ because: 'lost' }) }), keeping({ id: 'k2', keeper_id: 'late', device: device({ device_id: 'd2', code: 'LT-0002' }) }), keeping({ id: 'k3', keeper_id: null, device: device({ device_id: 'd3', code: 'LT-0003', keeper_id: 'stays', keeper: 'stays Vale' }), was_keeper_id: 'stays' })],
  })
  expect(changesOf(all, contradictionsOf(all), (day) => day).map(({ words, standing }) => `${words}: ${standing}`)).toEqual([
    'Year 4 Oak becomes Year 5 Elm; joins Vale answers; with stays Vale: will be', 'Nursery begins: will be', 'Year 4 Oak ends: will be',
    'Year 5 Elm gets a new card, for joins Vale and Computing: print it: will be', 'CL-4OAK is withdrawn: it means nothing from then on: will be',
    'Trolley A stands with Year 5 Elm: will be',
    'LT-0001 goes from the store to stays Vale: is left', 'LT-0002 goes from the store to late Vale: waits', 'LT-0003 goes back from stays Vale to the store: will be',
    'leaves Vale, last day 2027-07-21: will be', 'joins Vale, first day 2027-09-01: will be', 'late Vale, first day 2027-09-06: will be',
  ])
})
