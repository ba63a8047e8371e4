import { expect, test } from 'vitest'
import { presetOf } from '../../src/presets/presets.ts'
import { changesTo, type Standing, standingWords, type TypeNow } from '../../src/presets/rules.ts'
import type { PresetId } from '../../src/presets/shape.ts'
import { linesOf } from '../../src/presets/words.ts'

const laptop: TypeNow = {
  id: 'l', name: 'Laptop', search_name: 'laptop', off_site: 'yes', not_for: [], holds_data: 1, encryption: 'BitLocker', check_days: 365, password_reset: 1,
}
const on = (preset: PresetId | null, types: TypeNow[], settings: Partial<Standing['settings']> = {}): Standing =>
  ({ preset, settings: { ...presetOf(preset).settings, ...settings }, types })
const laptopThen = (to: PresetId, type: Partial<TypeNow>, from: PresetId | null = null) =>
  changesTo(presetOf(to), on(from, [{ ...laptop, ...type }])).types[0]?.then

test('what the school has as the preset has it is not in the changes', () => {
  expect(changesTo(presetOf('signed-at-induction'), on('signed-at-induction', [laptop]))).toEqual({ settings: [], types: [] })
})

test('a setting that the school changed itself is shown as it is and as it would be', () => {
  const { settings } = changesTo(presetOf('signed-yearly'), on('signed-yearly', [], { password_reset_every: 'off' }))
  expect(settings).toEqual([{ key: 'password_reset_every', now: 'off', then: 'term' }])
  expect(linesOf({ settings, types: [] })).toEqual([{ of: 'Passwords of devices are reset', href: '/settings/password-resets', now: 'not at fixed times', then: 'every term' }])
})

test.each<[string, PresetId, Partial<TypeNow>, PresetId | null, string | null | undefined]>([
  ['the product that a preset names', 'signing-out-book', {}, null, 'DESlock'],
  ['what the school agreed on itself', 'signed-yearly', { encryption: 'FileVault', off_site: 'no' }, null, 'FileVault'],
  ['the usual one where there is none', 'signed-yearly', { encryption: null }, null, 'BitLocker'],
  ['the usual one where only the earlier preset named another', 'signed-yearly', { encryption: 'DESlock' }, null, 'BitLocker'],
  ['what the school has chosen since', 'signed-yearly', { encryption: 'DESlock', off_site: 'no' }, 'signed-yearly', 'DESlock'],
])('a laptop is then encrypted with %s', (_name, to, type, from, product) => {
  expect(laptopThen(to, type, from)?.encryption).toBe(product)
})

test('what has to be encrypted then keeps data and has a check that lasts', () => {
  expect(laptopThen('signed-yearly', { encryption: null, holds_data: 0, check_days: null })).toMatchObject({ holds_data: 1, check_days: 365 })
  expect(laptopThen('signed-yearly', { encryption: null, check_days: 90 })).toMatchObject({ check_days: 90 })
})

test('the same kinds in another order are no change, and each rule that changes is a line of its own', () => {
  const pad: TypeNow = { ...laptop, id: 'p', name: 'iPad', search_name: 'ipad', encryption: 'iPadOS passcode', password_reset: 0, off_site: 'head', not_for: ['volunteer', 'visitor'] }
  expect(changesTo(presetOf(null), on(null, [{ ...pad, not_for: ['visitor', 'volunteer'] }])).types).toEqual([])
  const lines = linesOf({ settings: [], types: changesTo(presetOf('signed-yearly'), on(null, [{ ...pad, off_site: 'no' }])).types })
  expect(lines).toEqual([
    { of: 'iPad: may it leave the school', href: '/settings/types/p', now: 'no', then: 'if the head teacher says yes' },
    { of: 'iPad: it is not lent to', href: '/settings/types/p', now: 'visitors or volunteers', then: 'visitors' },
  ])
})

test('a type that is the school’s own is nobody else’s business', () => {
  expect(changesTo(presetOf('asked-first'), on('asked-first', [{ ...laptop, name: 'Drone', search_name: 'drone', off_site: 'no' }])).types).toEqual([])
})

test.each([[0, 'as they stand'], [1, 'with one difference'], [2, 'with 2 differences']])('%i differences', (n, words) => expect(standingWords(n)).toBe(words))
