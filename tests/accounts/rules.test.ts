import { expect, it } from 'vitest'
import { browserName, isWeakPin, linkEnds, mayTakeInHand } from '../../src/accounts/rules.ts'
import type { Role } from '../../src/database/tables.ts'

it.each(['0000', '1234', '4321', '9876', '7890', '123456', '55555555', '1212', '123123', '1010'])('refuses the PIN %s', (pin) => {
  expect(isWeakPin(pin)).toBe(true)
})

it.each(['2580', '1357', '9041', '1223', '112358', '12343'])('takes the PIN %s', (pin) => {
  expect(isWeakPin(pin)).toBe(false)
})

it('lets a link work for a day', () => {
  expect(linkEnds(new Date('2026-11-24T09:00:00.000Z'))).toBe('2026-11-25T09:00:00.000Z')
})

it.each<[Role[], Role[], boolean, boolean]>([
  [['lead'], ['staff'], false, true],
  [['lead'], ['staff', 'office'], false, true],
  [['lead'], ['head'], false, false],
  [['lead'], ['staff', 'business'], false, false],
  [['head'], ['business', 'lead'], false, true],
  [['business'], ['head'], false, true],
  [['lead'], [], false, true],
  [['head'], ['head'], true, false],
  [['office'], ['staff'], false, false],
])('as %o takes the account of %o in hand (own: %s): %s', (granter, roles, self, may) => {
  expect(mayTakeInHand({ granter, roles, self })).toBe(may)
})

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge on Windows'],
  ['Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36', 'Chrome on a Chromebook'],
  ['Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605 Version/12.1 Mobile Safari/604.1', 'Safari on an iPad'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox on Linux'],
  ['curl/8', 'A browser'],
])('calls %s "%s"', (label, name) => {
  expect(browserName(label)).toBe(name)
})
