import { expect, test } from 'vitest'
import { actsAs, type Course, type Decider, mayDecide, type Need, needOf, type Standing, standingOn, type Wanted } from '../../src/approvals/rules.ts'
import type { Role } from '../../src/database/tables.ts'

const PLAIN = { carries_personal_data: false, video_calls: false, goes_empty: false, on_trip: false }

test.each<[Wanted['rules'], Partial<Wanted>, Need]>([
  [['yes'], {}, 'yes'], [['lead'], {}, 'lead'], [['head'], {}, 'head'], [['no'], {}, 'no'],
  [['yes', 'lead'], {}, 'lead'], [['lead', 'head', 'yes'], {}, 'head'], [['head', 'no'], {}, 'no'], [['no', 'yes'], {}, 'no'],
  [['yes'], { carries_personal_data: true }, 'head'], [['lead'], { video_calls: true }, 'head'], [['lead'], { goes_empty: true }, 'head'],
  [['yes'], { on_trip: true }, 'lead'], [['head'], { on_trip: true }, 'head'],
  [['no'], { carries_personal_data: true }, 'no'], [[], {}, 'yes'],
])('types that say %s, with %o, need: %s', (rules, changes, need) => expect(needOf({ ...PLAIN, rules, ...changes })).toBe(need))

test.each<[Role[], boolean, ReturnType<typeof actsAs>]>([
  [['head'], false, 'head'], [['lead'], false, 'lead'], [['lead', 'head'], false, 'head'], [['staff'], true, 'head'],
  [['lead'], true, 'head'], [['staff', 'office', 'technician', 'business'], false, null], [[], false, null],
])('%s (deputy: %s) decides as %s', (roles, deputises, as) => expect(actsAs({ roles, deputises })).toBe(as))

const decider = (roles: Role[], deputises = false, id = 'wren'): Decider => ({ id, roles, deputises })

test.each<[string, Decider, Need, boolean]>([
  ['the head, what the head has to', decider(['head']), 'head', true],
  ['the head, what the lead may', decider(['head']), 'lead', true],
  ['the lead, what the lead may', decider(['lead']), 'lead', true],
  ['the lead, what the head has to', decider(['lead']), 'head', false],
  ['who stands in for the head', decider(['staff'], true), 'head', true],
  ['a lead who stands in for the head', decider(['lead'], true), 'head', true],
  ['a teacher', decider(['staff']), 'lead', false],
  ['the business manager', decider(['business']), 'head', false],
  ['the head, for themselves', decider(['head'], false, 'imogen'), 'head', false],
  ['the head, what they asked for somebody else', decider(['head'], false, 'otis'), 'head', false],
  ['the lead, for themselves', decider(['lead'], false, 'imogen'), 'lead', false],
  ['a deputy, for themselves', decider(['staff'], true, 'imogen'), 'head', false],
])('%s', (_name, who, need, may) => expect(mayDecide(who, { person_id: 'imogen', asked_by_id: 'otis', need })).toBe(may))

const course = (changes: Partial<Course>): Course => ({
  from_day: '2026-11-25', until_day: '2026-11-27', decision: null, granted_until: null, revoked_at: null, ...changes,
})
const approved = { decision: 'approved', granted_until: '2026-11-30' } as const
const revoked_at = '2026-11-26T08:00:00.000Z'

test.each<[string, Partial<Course>, string, Standing]>([
  ['asked', {}, '2026-11-24', 'waiting'], ['asked, on its last day', {}, '2026-11-27', 'waiting'],
  ['asked, the day after', {}, '2026-11-28', 'not answered'], ['taken back by whoever asked', { revoked_at }, '2026-11-26', 'withdrawn'],
  ['declined', { decision: 'declined' }, '2026-11-26', 'declined'], ['declined, long ago', { decision: 'declined' }, '2027-11-26', 'declined'],
  ['approved, before its first day', approved, '2026-11-24', 'approved ahead'], ['approved, on its first day', approved, '2026-11-25', 'in force'],
  ['approved, on the last day that was granted', approved, '2026-11-30', 'in force'], ['approved, the day after', approved, '2026-12-01', 'run out'],
  ['revoked', { ...approved, revoked_at }, '2026-11-26', 'revoked'], ['revoked, long ago', { ...approved, revoked_at }, '2027-11-26', 'revoked'],
])('%s', (_name, changes, today, standing) => expect(standingOn(course(changes), today)).toBe(standing))
