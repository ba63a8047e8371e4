import { expect, test } from 'vitest'
import { decideDevice, decideSet, type Place, whatIsMissing } from '../../src/desk/decide.ts'
import { atDeskNow, NOBODY } from '../../src/desk/state.ts'
import { distinctWishes } from '../../src/desk/usual.ts'
import { deviceFacts, keptBy, outTo } from '../support/facts.ts'

const nobody: Place = { desk_id: 'desk', lane: 'desk', at_desk: NOBODY, person_kind: null, moment: '2026-11-24T09:00:00.000Z' }
const p: Place = { ...nobody, at_desk: { ...NOBODY, person_id: 'p', purpose: 'Maths' }, person_kind: 'staff' }
const back: Place = { ...p, lane: 'back' }
const justTaken = { taken_at: '2026-11-24T08:58:30.000Z' }

test.each([
  ['in store, nobody', deviceFacts(), nobody, 'wait for who'],
  ['in store, P', deviceFacts(), p, 'lend'],
  ['in store, P without a purpose', deviceFacts(), { ...p, at_desk: { ...NOBODY, person_id: 'p' } }, 'wait for purpose'],
  ['in store, a volunteer for whom nobody answers', deviceFacts(), { ...p, person_kind: 'volunteer' as const }, 'wait for who answers'],
  ['in store, the back lane', deviceFacts(), back, 'see'],
  ['out to P, nobody', outTo('p'), nobody, 'take back'],
  ['out to P, P', outTo('p'), p, 'take back'],
  ['out to P, who took it here 90 seconds ago', outTo('p', justTaken), p, 'ask if sure'],
  ['out to P, who took it elsewhere 90 seconds ago', outTo('p', { ...justTaken, out_desk_id: 'other' }), p, 'take back'],
  ['out to A, P', outTo('a'), p, 'ask whose'],
  ['out to A, nobody', outTo('a'), nobody, 'take back'],
  ['out to A, the back lane', outTo('a'), back, 'take back'],
  ['looked after, nobody', keptBy('k'), nobody, 'see'],
  ['looked after by P, P', keptBy('p'), p, 'keeper is here'],
  ['looked after by K, P', keptBy('k'), p, 'tell of keeper'],
  ['lent by its keeper to P, P', outTo('p', { keeper_id: 'k', keeper: 'K' }), p, 'take back'],
  ['lost', deviceFacts({ because: 'lost' }), p, 'out of use'],
  ['retired, the back lane', deviceFacts({ because: 'retired' }), back, 'out of use'],
])('%s', (_name, device, place, doing) => expect(decideDevice(device, place).do).toBe(doing))

const set = [deviceFacts({ device_id: 'a' }), outTo('p', { device_id: 'b' }), outTo('q', { device_id: 'c' }), deviceFacts({ device_id: 'd', because: 'in repair' })]

test.each([
  ['whatever is in store goes out', [set[0]!, set[2]!, set[3]!], p, 'lend', ['a']],
  ['what is out to P comes back first', set, p, 'take back', ['b']],
  ['with nobody all that is out comes back', set, nobody, 'take back', ['b', 'c']],
  ['with nobody and nothing out it waits for a name', [set[0]!], nobody, 'wait for who', ['a']],
  ['nothing to lend', [set[3]!], p, 'nothing to take', []],
  ['an empty set', [], p, 'nothing to take', []],
  ['nothing out in the back lane', [set[0]!], back, 'nothing to take', ['a']],
] as const)('a set: %s', (_name, devices, place, doing, ids) => {
  expect(decideSet([...devices], place)).toEqual({ do: doing, device_ids: ids })
})

const just = outTo('p', { device_id: 'b', ...justTaken })

test.each([
  ['some of it in store', [set[0]!, just], p, { do: 'ask if sure', device_ids: ['b'], rest: true }],
  ['nothing of it in store', [just, set[3]!], p, { do: 'ask if sure', device_ids: ['b'], rest: false }],
  ['some of it out to P for longer', [just, outTo('p', { device_id: 'e' })], p, { do: 'ask if sure', device_ids: ['b', 'e'], rest: false }],
  ['taken at another desk', [outTo('p', { device_id: 'b', ...justTaken, out_desk_id: 'other' })], p, { do: 'take back', device_ids: ['b'] }],
  ['taken by somebody else', [outTo('q', { device_id: 'b', ...justTaken })], p, { do: 'nothing to take', device_ids: [] }],
  ['in the back lane', [just], back, { do: 'take back', device_ids: ['b'] }],
  ['with nobody at the desk', [just], nobody, { do: 'take back', device_ids: ['b'] }],
])('a set of which P took some here 90 seconds ago, %s', (_name, devices, place, decision) => {
  expect(decideSet(devices, place)).toEqual(decision)
})

test('nothing is missing once a member of staff answers for a visitor', () => {
  expect(whatIsMissing({ ...p, person_kind: 'visitor', at_desk: { ...p.at_desk, answers_id: 's' } })).toBe('lend')
})

test.each([[30_000, 'p'], [30_001, null]])('a person idle for %d ms', (idle, person) => {
  const stored = JSON.stringify({ ...NOBODY, person_id: 'p', at: '2026-11-24T09:00:00.000Z' })
  expect(atDeskNow(stored, new Date(Date.parse('2026-11-24T09:00:00.000Z') + idle).toISOString()).person_id).toBe(person)
})

test('devices that wait for a name wait two minutes', () => {
  const stored = JSON.stringify({ ...NOBODY, waiting: ['d'], at: '2026-11-24T09:00:00.000Z' })
  expect(atDeskNow(stored, '2026-11-24T09:02:00.000Z').waiting).toEqual(['d'])
  expect(atDeskNow(stored, '2026-11-24T09:02:00.001Z').waiting).toEqual([])
})

test('the usual purpose is the most frequent one, the newest among equals, whatever its case', () => {
  const wish = (purpose: string, class_id: string | null = 'c') => ({ purpose, class_id, class_name: class_id })
  const wishes = distinctWishes([wish('PPA', null), wish('Maths'), wish('Art'), wish('maths'), wish('Art'), wish('Maths', 'other')])
  expect(wishes.map(({ purpose, class_id }) => [purpose, class_id])).toEqual([['Maths', 'c'], ['Art', 'c'], ['PPA', null], ['Maths', 'other']])
})
