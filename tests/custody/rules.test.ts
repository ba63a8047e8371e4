import { expect, test } from 'vitest'
import { type Borrower, holderOf, type LendingFacts, reasonsNotToLend, sinceOf, stateOf, warningsToLend } from '../../src/custody/rules.ts'
import { NO_LIMITS } from '../../src/custody/limits.ts'
import { type AwayFacts, isHeads, overriddenBy } from '../../src/custody/away.ts'
import { deviceFacts, keptBy, outTo } from '../support/facts.ts'

test.each([
  ['nobody has it', deviceFacts(), 'in store', null, '2026-09-01T08:00:00.000Z'],
  ['it is booked out', outTo('p'), 'out', 'p', '2026-11-24T08:00:00.000Z'],
  ['somebody looks after it', keptBy('k'), 'looked after', 'k', '2026-09-02T08:00:00.000Z'],
  ['its keeper lent it', outTo('p', { keeper_id: 'k', keeper: 'K' }), 'out', 'p', '2026-11-24T08:00:00.000Z'],
  ['it is in repair', deviceFacts({ because: 'in repair', out_of_use_since: '2026-11-01T08:00:00.000Z' }), 'in repair', null, '2026-11-01T08:00:00.000Z'],
  ['it was lost while looked after', keptBy('k', { because: 'lost', out_of_use_since: '2026-11-02T08:00:00.000Z' }), 'lost', 'k', '2026-11-02T08:00:00.000Z'],
])('state, holder and since when %s', (_name, facts, state, holder, since) => {
  expect([stateOf(facts), holderOf(facts)?.id ?? null, sinceOf(facts)]).toEqual([state, holder, since])
})

const borrower: Borrower = { id: 'p', kind: 'staff', first_day: null, last_day: null, answers_kind: null }
const away: AwayFacts = { rule: 'yes', check: null, permissions: [], permission_ends: null, terms_accepted: true, overridden: false, only_warn: false }
const codes = (facts: Partial<LendingFacts>) =>
  reasonsNotToLend({ device: deviceFacts(), not_for: [], to_wipe: false, keeper_says_yes: false, reserved: null, borrower, limits: NO_LIMITS, today: '2026-11-24', due_day: '2026-11-24', away: null, agreement: 'signed', unsigned_may: 'borrow here', unpermitted: null, ...facts }).map(({ code }) => code)

test.each<[string, Partial<LendingFacts>, string[]]>([
  ['in store', {}, []],
  ['on the first day', { borrower: { ...borrower, first_day: '2026-11-24' } }, []],
  ['the day before the first', { borrower: { ...borrower, first_day: '2026-11-25' } }, ['not-started']],
  ['on the last day', { borrower: { ...borrower, last_day: '2026-11-24' } }, []],
  ['after the last day', { borrower: { ...borrower, last_day: '2026-11-23' } }, ['left']],
  ['out already', { device: outTo('q') }, ['out']],
  ['looked after by another', { device: keptBy('k') }, ['looked-after']],
  ['looked after by the borrower', { device: keptBy('p') }, []],
  ['looked after by somebody who says yes', { device: keptBy('k'), keeper_says_yes: true }, []],
  ['looked after by somebody who says yes, and out', { device: keptBy('k', { loan_id: 'l', borrower: 'Q' }), keeper_says_yes: true }, ['out']],
  ['back from a trip and not wiped', { to_wipe: true }, ['to-wipe']],
  ['out, and to be wiped once it is back', { device: outTo('q'), to_wipe: true }, ['out']],
  ['stolen', { device: deviceFacts({ because: 'stolen' }) }, ['out-of-use']],
  ['a volunteer without somebody who answers', { borrower: { ...borrower, kind: 'volunteer' } }, ['needs-answer']],
  ['a visitor for whom a volunteer answers', { borrower: { ...borrower, kind: 'visitor', answers_kind: 'volunteer' } }, ['needs-answer']],
  ['a visitor for whom staff answer', { borrower: { ...borrower, kind: 'visitor', answers_kind: 'staff' } }, []],
  ['a type not for volunteers', { not_for: ['volunteer'], borrower: { ...borrower, kind: 'volunteer', answers_kind: 'staff' } }, ['not-for-kind']],
  ['signed, off-site', { away }, []],
  ['unsigned, in school', { agreement: 'unsigned' }, []],
  ['unsigned, off-site', { agreement: 'unsigned', away }, ['not-signed']],
  ['unsigned where they may borrow all the same', { agreement: 'unsigned', away, unsigned_may: 'borrow' }, []],
  ['unsigned where they may borrow nothing', { agreement: 'unsigned', unsigned_may: 'nothing' }, ['not-signed']],
  ['unsigned while it is only a warning', { agreement: 'warn', away, unsigned_may: 'nothing' }, []],
  ['a helper without the permission to borrow', { unpermitted: { by: 'head', only_warn: false } }, ['not-permitted']],
  ['a helper without it while that is only a warning', { unpermitted: { by: 'head', only_warn: true } }, []],
  ['for the day only, due today', { limits: { on_site_only: false, same_day: true } }, []],
  ['for the day only, due tomorrow', { limits: { on_site_only: false, same_day: true }, due_day: '2026-11-25' }, ['same-day']],
  ['in school only, in school', { limits: { on_site_only: true, same_day: false } }, []],
  ['in school only, off-site', { limits: { on_site_only: true, same_day: false }, away }, ['on-site-only']],
  ['in school only, off-site, though the head lets the device go', { limits: { on_site_only: true, same_day: false }, away: { ...away, overridden: true } }, ['on-site-only']],
  ['everything at once', {
    unpermitted: { by: 'lead', only_warn: false },
    device: keptBy('k', { because: 'retired' }), to_wipe: true, keeper_says_yes: false, not_for: ['visitor'],
    borrower: { ...borrower, kind: 'visitor', last_day: '2026-11-01' }, agreement: 'unsigned', unsigned_may: 'nothing', limits: { on_site_only: true, same_day: true }, due_day: '2026-11-25', away,
  }, ['out-of-use', 'to-wipe', 'looked-after', 'left', 'not-for-kind', 'on-site-only', 'same-day', 'not-permitted', 'needs-answer', 'not-signed']],
])('%s', (_name, facts, reasons) => expect(codes(facts)).toEqual(reasons))

test.each<[Pick<LendingFacts, 'agreement' | 'unsigned_may' | 'away'>, number]>([
  [{ agreement: 'signed', unsigned_may: 'nothing', away }, 0],
  [{ agreement: 'warn', unsigned_may: 'nothing', away }, 1],
  [{ agreement: 'unsigned', unsigned_may: 'borrow here', away: null }, 1],
  [{ agreement: 'unsigned', unsigned_may: 'borrow here', away }, 0],
])('what is lent all the same comes with a warning: %o', (facts, warnings) => {
  expect(warningsToLend({ device: deviceFacts(), unpermitted: null, reserved: null, ...facts })).toHaveLength(warnings)
})

test.each([
  [null, []],
  [{ by: 'lead' as const, only_warn: false }, []],
  [{ by: 'head' as const, only_warn: true }, ['The head teacher has not permitted them to borrow']],
])('a permission to borrow that is wanting is only told of before the school’s day: %o', (unpermitted, words) => {
  expect(warningsToLend({ device: deviceFacts(), away: null, agreement: 'signed', unsigned_may: 'borrow here', reserved: null, unpermitted }).map((reason) => reason.words)).toEqual(words)
})

const wanting: Partial<AwayFacts> = { check: 'owed', permissions: ['no permission'], permission_ends: 'Monday' }

test.each<[string, Partial<AwayFacts>, string[], string[]]>([
  ['nothing wanting', {}, [], []],
  ['a type that stays in school', { rule: 'no' }, ['stays-here'], []],
  ['without a check', { check: 'owed' }, ['not-checked'], []],
  ['without permission', { permissions: ['no permission'] }, ['no-permission'], []],
  ['without permission, for personal data neither', { permissions: ['a', 'b'] }, ['no-permission', 'no-permission'], []],
  ['permitted for less', { permission_ends: 'Monday' }, ['permission-ends'], []],
  ['without the terms accepted', { terms_accepted: false }, ['terms'], []],
  ['everything at once', { ...wanting, rule: 'no', terms_accepted: false }, ['stays-here', 'not-checked', 'no-permission', 'permission-ends', 'terms'], []],
  ['overridden by the head', { ...wanting, overridden: true }, [], []],
  ['overridden by the head, but not accepted', { ...wanting, overridden: true, terms_accepted: false }, ['terms'], []],
  ['overridden by the head, of a type that stays', { ...wanting, overridden: true, rule: 'no' }, ['stays-here'], []],
  ['before the school’s day', { ...wanting, only_warn: true }, [], ['not-checked', 'no-permission', 'permission-ends']],
  ['before the school’s day, not accepted', { ...wanting, only_warn: true, terms_accepted: false }, ['terms'], ['not-checked', 'no-permission', 'permission-ends']],
])('off-site %s', (_name, changes, reasons, warnings) => {
  const facts = { device: deviceFacts(), away: { ...away, ...changes }, agreement: 'signed' as const, unsigned_may: 'nothing' as const, unpermitted: null, reserved: null }
  expect(codes(facts)).toEqual(reasons)
  expect(warningsToLend(facts).map(({ code }) => code)).toEqual(warnings)
})

test('the head overrides checks and permissions, and nothing else', () => {
  const all = reasonsNotToLend({
    device: deviceFacts(), not_for: [], to_wipe: false, keeper_says_yes: false, unpermitted: null, reserved: null, borrower, limits: NO_LIMITS, today: '2026-11-24', due_day: '2026-11-24', agreement: 'unsigned', unsigned_may: 'nothing',
    away: { ...away, ...wanting, rule: 'no', terms_accepted: false },
  })
  expect(all.filter(isHeads).map(({ code }) => code)).toEqual(['not-checked', 'no-permission', 'permission-ends'])
  expect(overriddenBy(deviceFacts(), { ...away, ...wanting, overridden: true })).toEqual(['not-checked', 'no-permission', 'permission-ends'])
  expect(overriddenBy(deviceFacts(), { ...away, ...wanting })).toEqual([])
})
