import { expect, test } from 'vitest'
import { conditionWords, type Declared, mayAuthorise, problemsOf, standingOn } from '../../src/personal-devices/rules.ts'

const base: Declared = { needs: 'head', from_day: '2026-11-01', until_day: null, authorised_at: '2026-11-02T09:00:00.000Z', withdrawn_at: null, last_day: null }

test.each<[string, Partial<Declared>, string]>([
  ['authorised', {}, 'in use'],
  ['not authorised', { authorised_at: null }, 'waiting'],
  ['in need of nobody’s yes', { needs: 'nobody', authorised_at: null }, 'in use'],
  ['on its last day', { until_day: '2026-11-24' }, 'in use'],
  ['the day after its last', { until_day: '2026-11-23' }, 'run out'],
  ['on its owner’s last day', { last_day: '2026-11-24' }, 'in use'],
  ['after its owner’s last day', { last_day: '2026-11-23' }, 'left'],
  ['before its first day', { from_day: '2026-11-25' }, 'ahead'],
  ['not authorised in time', { authorised_at: null, until_day: '2026-11-23' }, 'run out'],
  ['withdrawn, whatever else', { withdrawn_at: '2026-11-20T09:00:00.000Z', last_day: '2026-11-01' }, 'withdrawn'],
])('a declaration that is %s', (_name, changes, standing) => {
  expect(standingOn({ ...base, ...changes }, '2026-11-24')).toBe(standing)
})

test.each<[string, Parameters<typeof mayAuthorise>[0], 'nobody' | 'lead' | 'head', boolean]>([
  ['the head where the head has to', { id: 'h', roles: ['head'], deputises: false }, 'head', true],
  ['the lead where the head has to', { id: 'l', roles: ['lead'], deputises: false }, 'head', false],
  ['whoever stands in for the head', { id: 'd', roles: ['staff'], deputises: true }, 'head', true],
  ['the lead where the lead has to', { id: 'l', roles: ['lead'], deputises: false }, 'lead', true],
  ['the head where the lead has to', { id: 'h', roles: ['head'], deputises: false }, 'lead', true],
  ['a teacher', { id: 't', roles: ['staff'], deputises: false }, 'lead', false],
  ['the head for their own', { id: 'p', roles: ['head'], deputises: false }, 'head', false],
  ['anybody where nobody has to', { id: 'h', roles: ['head'], deputises: false }, 'nobody', false],
])('%s', (_name, decider, needs, may) => expect(mayAuthorise(decider, { person_id: 'p', needs })).toBe(may))

const declaring = { ticked: ['locked', 'encrypted'], asked: ['locked', 'encrypted'] as const, from_day: '2026-11-24', until_day: null }

test.each<[string, Partial<Parameters<typeof problemsOf>[0]>, string[]]>([
  ['everything ticked', {}, []],
  ['one of them not ticked', { ticked: ['locked'] }, ['conditions']],
  ['nothing asked', { ticked: [], asked: [] }, []],
  ['an end before the beginning', { until_day: '2026-11-23' }, ['until_day']],
  ['over already', { from_day: '2026-10-01', until_day: '2026-11-23' }, ['until_day']],
  ['over today', { from_day: '2026-10-01', until_day: '2026-11-24' }, []],
  ['both', { ticked: [], until_day: '2026-11-01' }, ['conditions', 'until_day']],
])('declared with %s', (_name, changes, names) => {
  expect(problemsOf({ ...declaring, ...changes }, '2026-11-24').map(({ name }) => name)).toEqual(names)
})

test('what was said of it in words', () => expect(conditionWords(['locked', 'nothing-kept'])).toBe('locked, nothing of the school kept on it'))
