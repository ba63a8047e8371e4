import { expect, test } from 'vitest'
import type { Order } from '../../src/labels/items.ts'
import { keepPrints } from '../../src/labels/prints.ts'
import { TUESDAY } from '../support/app.ts'

const order: Order = {
  items: [{ kind: 'blank', code: 'LT-0001', name: '', more: [] }], sheet: 'L7160', placing: { first: 1, x: 0, y: 0 },
  border: false, link: null, school: { name: 'Larkfield Primary School', phone: '01632 960123' },
}
const asked = (id: string) => ({ id, person_id: 'wren', title: '1 label', file: 'labels.pdf', codes: [] })
const after = (minutes: number) => new Date(TUESDAY.getTime() + minutes * 60_000)

test('A print is drawn, found by who asked for it, and forgotten after half an hour', async () => {
  const prints = keepPrints(() => {})
  const print = prints.start(asked('one'), order, TUESDAY)
  expect(prints.find('one', 'wren', TUESDAY)?.result).toBeNull()
  await print.finished
  expect(print).toMatchObject({ done: 1, count: 1, failed: false })
  expect(prints.find('one', 'wren', after(30))?.result?.length).toBeGreaterThan(1000)
  expect(prints.find('one', 'somebody else', TUESDAY)).toBeNull()
  expect(prints.find('one', 'wren', after(31))).toBeNull()
})

test('The same print asked for again is not drawn again', () => {
  const prints = keepPrints(() => {})
  expect(prints.start(asked('one'), order, TUESDAY)).toBe(prints.start(asked('one'), order, after(1)))
})

test('Thirty are kept at once, the newest', () => {
  const prints = keepPrints(() => {})
  for (let n = 1; n <= 32; n++) prints.start(asked(`print ${n}`), order, TUESDAY)
  const kept = prints.listOf('wren', TUESDAY)
  expect([kept.length, kept[0]!.id, kept.at(-1)!.id]).toEqual([30, 'print 32', 'print 3'])
})

test('One that cannot be drawn says so, tells why to the log, and does not hold up the next', async () => {
  const complaints: unknown[] = []
  const prints = keepPrints((error) => complaints.push(error))
  const bad = prints.start(asked('bad'), { ...order, sheet: 'L1' }, TUESDAY)
  const good = prints.start(asked('good'), order, TUESDAY)
  await good.finished
  expect([bad.failed, bad.result, good.failed]).toEqual([true, null, false])
  expect(String(complaints)).toContain('L1')
})
