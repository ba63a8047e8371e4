import { expect, test } from 'vitest'
import { bookQuery } from '../../src/book/forms.ts'
import { bookHref, countWords, driveOf, entryState, type Found, isLookedThrough } from '../../src/book/rules.ts'

const nothing: Found = { device_ids: null, person_ids: null, class_id: null, any: null }
const filters = bookQuery.parse({})

test.each([
  ['nothing asked', '', {}, 'time', false],
  ['one device', '', { device_ids: ['a'] }, 'device_id', false],
  ['two devices', '', { device_ids: ['a', 'b'] }, 'time', true],
  ['no such device', '', { device_ids: [] }, 'time', true],
  ['one person', '', { person_ids: ['a'] }, 'borrower_id', false],
  ['one person of two', '', { person_ids: ['a', 'b'] }, 'time', true],
  ['a class', '', { class_id: 'a' }, 'class_id', false],
  ['a device and a person', '', { device_ids: ['a'], person_ids: ['b'] }, 'device_id', true],
  ['a person and a class', '', { person_ids: ['b'], class_id: 'c' }, 'borrower_id', true],
  ['what is out, of a device', 'out', { device_ids: ['a'] }, 'open', true],
  ['overdue', 'overdue', {}, 'open', true],
  ['off-site', 'off-site', {}, 'open', true],
  ['back', 'returned', {}, 'time', true],
  ['struck out, of a class', 'voided', { class_id: 'a' }, 'class_id', true],
  ['anything like it', '', { any: { device_ids: [], person_ids: [], class_ids: [] } }, 'time', true],
] as const)('%s reads the index by %s', (_, state, asked, by, through) => {
  const found = { ...nothing, ...asked } as unknown as Found
  const drive = driveOf(state, found)
  expect(drive.by).toBe(by)
  expect(isLookedThrough({ ...filters, state }, found, drive)).toBe(through)
})

test.each([
  [{ counted: 0, most: 1000, complete: true }, '0 entries'],
  [{ counted: 1, most: 1000, complete: true }, '1 entry'],
  [{ counted: 1000, most: 1000, complete: true }, '1,000 entries'],
  [{ counted: 1001, most: 1000, complete: false }, 'more than 1,000 entries'],
  [{ counted: 37, most: 1000, complete: false }, '37 entries among the newest 5,000'],
])('%o is said as "%s"', (count, words) => {
  expect(countWords(count)).toBe(words)
})

const place = { taken_at: '2026-11-24T09:00:00.000Z', id: '0190a1b2-0000-7000-8000-000000000001' }

test('an address of the book is read as it was written', () => {
  const asked = { q: 'a&b=c', from: '2026-11-01', to: '2026-11-24', device: 'LT-0427', person: 'Ŵyn', class: 'x', purpose: '50%', state: 'out' as const }
  const href = bookHref('/book', asked, { before: place })
  expect(bookQuery.parse(Object.fromEntries(new URLSearchParams(href.split('?')[1])))).toEqual({ ...asked, before: place })
  expect(bookHref('/book', {})).toBe('/book')
})

test.each([
  [{ state: 'stolen', from: 'tomorrow', before: 'x', after: "' or 1=1 --" }, { state: '', from: '', before: undefined, after: undefined }],
  [{ q: 'x'.repeat(200), to: '24/11/26' }, { q: '', to: '2026-11-24' }],
  [{ q: ['a', 'b'] }, { q: '' }],
])('of %o what cannot be read is left out', (given, expected) => {
  expect(bookQuery.parse(given)).toMatchObject(expected)
})

test.each([
  [{ voided_at: 'x', returned_at: null, due_at: '2026-11-24T08:00:00.000Z' }, 'struck out'],
  [{ voided_at: null, returned_at: 'x', due_at: '2026-11-24T08:00:00.000Z' }, 'back'],
  [{ voided_at: null, returned_at: null, due_at: '2026-11-24T08:59:59.999Z' }, 'overdue'],
  [{ voided_at: null, returned_at: null, due_at: '2026-11-24T08:59:59.999Z' }, 'out', '2026-11-24'],
  [{ voided_at: null, returned_at: null, due_at: '2026-11-24T09:00:00.000Z' }, 'out'],
])('%o is %s', (entry, expected, return_by: string | null = null) => {
  expect(entryState(entry, { now: '2026-11-24T09:00:00.000Z', spared: [] }, return_by)).toBe(expected)
})
