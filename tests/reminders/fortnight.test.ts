import { expect, test } from 'vitest'
import { between, pick, type Random, randomFrom } from '../../db/seeds/random.ts'
import { linesOf, type Section, told } from '../../src/reminders/ledger.ts'
import { type LoanOut, type Owed, remindersOwed } from '../../src/reminders/rules.ts'
import { calendarOf, specialDays } from '../support/calendar.ts'
import { adult, loanOut, reminderFacts } from '../support/reminders.ts'

const FIVE_MINUTES = 5 * 60_000
/** Monday 19 October to Sunday 1 November 2026: the clocks go back in the middle. One day is closed, one for staff only. */
const [FROM, UNTIL] = [Date.parse('2026-10-19T00:00:00Z'), Date.parse('2026-11-02T00:00:00Z')]
const CLOSED = ['2026-10-24', '2026-10-25', '2026-10-28', '2026-10-31', '2026-11-01']
const calendar = calendarOf({ special: specialDays(['2026-10-28', 'closed'], ['2026-10-29', 'staff only']) })
const adults = [adult('marlo'), adult('imogen'), adult('wren', { roles: ['lead'] }), adult('hedda', { roles: ['head'], last_day: '2026-10-29' })]

type Lent = { loan: LoanOut, back: number }

const STEPS = (UNTIL - FROM) / FIVE_MINUTES

/** A school of up to six loans, made up by chance: taken, due and back whenever, some for a class. */
function schoolOf(random: Random): Lent[] {
  return Array.from({ length: between(random, 1, 6) }, (_, i) => {
    const taken = FROM + between(random, 0, STEPS) * FIVE_MINUTES
    const times = { taken_at: new Date(taken).toISOString(), due_at: new Date(taken + between(random, 0, 60) * 3600_000).toISOString() }
    const answers_id = pick(random, ['marlo', 'imogen'])
    const class_id = pick(random, ['c1', null])
    const loan = loanOut(`LT-000${i}`, pick(random, ['marlo', 'imogen', 'wren']), { ...times, answers_id, class_id })
    return { loan, back: taken + between(random, 0, STEPS) * FIVE_MINUTES }
  })
}

const seeds = (count: number) => Array.from({ length: count }, (_, i) => ({ seed: i, random: randomFrom(i) }))

type Sent = Owed & { at: string }

/** What is sent when somebody looks at these moments, each letter written into the ledger. */
function run(lents: Lent[], moments: number[]): Sent[] {
  const ledger = new Set<string>()
  return moments.flatMap((moment) => {
    const at = new Date(moment).toISOString()
    const loans = lents.filter(({ loan, back }) => loan.taken_at <= at && back > moment).map(({ loan }) => loan)
    const owed = remindersOwed(reminderFacts({ calendar, loans, adults, ledger }), new Date(moment))
    for (const one of owed) linesOf(one).forEach((line) => ledger.add(told(one.adult.id, line)))
    return owed.map((one) => ({ ...one, at }))
  })
}

const isLong = ({ kind }: Section) => kind === 'escalation'
const isEmpty = ({ late, later }: Section) => late.length + later.length === 0

const everyFiveMinutes = Array.from({ length: STEPS }, (_, i) => FROM + i * FIVE_MINUTES)
/** Midnight is at 23:00 UTC until the clocks go back; nothing is sent in the hour between. */
const sentOn = ({ at }: Sent) => at.slice(0, 10)
const repeated = (keys: string[]) => keys.filter((key, i) => keys.indexOf(key) !== i)

test('every five minutes through a fortnight: at most one letter a day, none on a closed day, each long overdue loan told once', () => {
  let all = 0
  for (const { seed, random } of seeds(5)) {
    const sent = run(schoolOf(random), everyFiveMinutes)
    all += sent.length
    expect(repeated(sent.map((one) => `${one.adult.id} ${one.day}`)), `seed ${seed}`).toEqual([])
    expect(sent.filter((one) => CLOSED.includes(sentOn(one))), `seed ${seed}`).toEqual([])
    expect(sent.filter((one) => one.adult.id === 'hedda' && sentOn(one) > '2026-10-29'), `seed ${seed}`).toEqual([])
    expect(repeated(sent.map((one) => `${one.adult.id} ${sentOn(one)}`)), `seed ${seed}`).toEqual([])
    const long = sent.flatMap(({ adult, sections }) => sections.filter(isLong).flatMap(({ late }) => late.map(({ code }) => `${adult.id} ${code}`)))
    expect(repeated(long), `seed ${seed}`).toEqual([])
    expect(sent.flatMap(({ sections }) => sections).filter(isEmpty), `seed ${seed}`).toEqual([])
    expect(sent.filter(({ sections }) => sections.length === 0), `seed ${seed}`).toEqual([])
  }
  expect(all).toBeGreaterThan(40)
})

test('a look once, late, sends each owed thing once, and the next look nothing', () => {
  let all = 0
  for (const { seed, random } of seeds(200)) {
    const lents = schoolOf(random)
    const moment = FROM + between(random, 0, STEPS) * FIVE_MINUTES
    const sent = run(lents, [moment, moment, moment])
    all += sent.length
    expect(repeated(sent.map(({ adult }) => adult.id)), `seed ${seed}`).toEqual([])
    expect(run(lents, [moment]), `seed ${seed}`).toEqual(sent)
  }
  expect(all).toBeGreaterThan(60)
})
