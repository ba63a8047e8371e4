import { expect, test } from 'vitest'
import type { Around, LoanThen, Moment } from '../../src/custody/at.ts'
import { whoHadIt } from '../../src/who-had-it/rules.ts'

const at = (time: string) => `2026-11-10T${time}:00.000Z`
const loan = (facts: Partial<LoanThen> = {}): LoanThen => ({
  id: 'l', borrower: 'Marlo Finch', class_name: null, answers: 'Marlo Finch', purpose: 'Maths', taken_at: at('09:00'),
  due_at: at('15:30'), returned_at: at('11:00'), outcome: 'returned', source: 'desk', ...facts,
})
const moment = (facts: Partial<Moment> = {}): Moment => ({
  device_id: 'd', moment: at('10:00'), created_at: at('08:00'), last_id: null, prior_id: null, after_id: null, keeper: null,
  because: null, because_since: null, seen_before: null, seen_place: null, seen_after: null, seen_after_place: null, ...facts,
})
const open = { returned_at: null, outcome: null }

type Case = [string, Partial<Moment>, Partial<Around>, string, string, string]

test.each<Case>([
  ['a loan recorded at both ends', {}, { at: loan() }, 'known', 'Marlo Finch', 'returned'],
  ['a loan passed on', {}, { at: loan({ outcome: 'passed on' }) }, 'known', 'Marlo Finch', 'passed on'],
  ['an open loan', {}, { at: loan(open) }, 'known', 'Marlo Finch', 'still out'],
  ['an open loan after its time', { moment: at('16:00') }, { at: loan(open) }, 'likely', 'Marlo Finch', 'not scanned back'],
  ['a late return that was scanned', { moment: at('16:00') }, { at: loan({ returned_at: at('17:00') }) }, 'known', 'Marlo Finch', 'returned'],
  ['returned unscanned', {}, { at: loan({ outcome: 'returned unscanned' }) }, 'likely', 'Marlo Finch', 'was not scanned'],
  ['lost while out', {}, { at: loan({ outcome: 'lost' }) }, 'likely', 'Marlo Finch', 'never came back'],
  ['from paper', {}, { at: loan({ source: 'paper' }) }, 'likely', 'Marlo Finch', 'from paper'],
  ['from a list', {}, { at: loan({ source: 'import' }) }, 'likely', 'Marlo Finch', 'from a list'],
  ['a keeper', { keeper: 'Imogen Vale' }, {}, 'likely', 'Imogen Vale', 'looked after'],
  ['in repair', { because: 'in repair', because_since: at('08:30') }, { before: loan() }, 'likely', 'Nobody', 'in repair'],
  ['retired', { because: 'retired', because_since: at('08:30') }, {}, 'likely', 'Nobody', 'retired'],
  ['lost', { because: 'lost', because_since: at('08:30') }, { before: loan({ outcome: 'lost' }) }, 'not known', 'Not known', 'Marlo Finch had it before'],
  ['stolen', { because: 'stolen', because_since: at('08:30') }, {}, 'not known', 'Not known', 'stolen'],
  ['back in the suite', {}, { before: loan() }, 'known', 'Nobody', 'It came back'],
  ['back by paper', {}, { before: loan({ source: 'paper' }) }, 'likely', 'Nobody', 'written in'],
  ['after an unscanned return', {}, { before: loan({ outcome: 'returned unscanned' }) }, 'likely', 'Nobody', 'was not scanned'],
  ['after it was found again', {}, { before: loan({ outcome: 'lost' }) }, 'not known', 'Not known', 'reported lost'],
  ['passed on to a struck-out entry', {}, { before: loan({ outcome: 'passed on' }) }, 'not known', 'Not known', 'struck out'],
  ['before any loan', {}, {}, 'not known', 'Not known', 'no loan of it before'],
  ['before Kitbook knew it', { created_at: at('12:00') }, {}, 'not known', 'Not known', 'only from'],
])('%s', (_name, found, around, certainty, who, why) => {
  const asked = { moment: found.moment ?? at('10:00'), exact: true, note: null }
  const said = whoHadIt(asked, moment(found), { at: null, before: null, after: null, ...around }, (instant) => instant)
  expect(said).toMatchObject({ certainty, who, why: expect.stringContaining(why) })
})

test('a minute in which it changed hands is only likely; a second is not', () => {
  const around = { at: loan({ returned_at: '2026-11-10T10:00:30.000Z' }), before: null, after: null }
  const ask = (exact: boolean) => whoHadIt({ moment: at('10:00'), exact, note: null }, moment(), around, (instant) => instant)
  expect(ask(false)).toMatchObject({ certainty: 'likely', why: expect.stringContaining('within that minute') })
  expect(ask(true)).toMatchObject({ certainty: 'known' })
  const taken = { at: null, before: loan(), after: loan({ taken_at: '2026-11-10T10:00:30.000Z' }) }
  expect(whoHadIt({ moment: at('10:00'), exact: false, note: null }, moment(), taken, (instant) => instant)).toMatchObject({ certainty: 'likely' })
})
