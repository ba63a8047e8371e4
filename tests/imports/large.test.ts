import { expect, it } from 'vitest'
import { apply, counts, everything, read, school, undo } from './support/imports.ts'

/** PostgreSQL answers each row by a round trip: a tenth shows the same there. */
const LINES = process.env['TEST_POSTGRES_URL'] ? 2_000 : 20_000

/** A big trust's list: every line with a serial number, a price, a date, a trolley or a place. */
function bigList(): string {
  const lines = Array.from({ length: LINES }, (_, i) => {
    const n = String(i + 1).padStart(5, '0')
    return `LT-${n},Laptop,Dell Inc.,Latitude 3520,S${n}X,PC-${n},${(i % 28) + 1}/09/2023,£450.00,${i % 4 ? 'ICT suite' : `Trolley ${i % 400}`},note ${i}`
  })
  return ['Asset No,Item,Manufacturer,Model,Serial No,Computer name,Purchase date,Cost,Location,Notes', ...lines].join('\r\n')
}

it(`${LINES} devices: read, applied, unchanged the second time, undone`, { timeout: 300_000 }, async () => {
  const db = await school()
  const empty = await everything(db)
  const first = await timed('read', () => read(db, bigList()))
  expect(await counts(db, first)).toEqual({ 'device new': LINES, 'set new': 100 })
  const applied = await timed('apply', () => apply(db, first))
  expect(applied.state).toBe('applied')
  expect(await counts(db, await timed('read again', () => read(db, bigList())))).toEqual({ 'device unchanged': LINES })
  expect(await timed('undo', () => undo(db, first))).toEqual({ undone: true })
  expect(await everything(db)).toEqual(empty)
})

async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await run()
  if (process.env['TEST_LOG']) console.log(`${what}: ${Math.round(performance.now() - start)} ms`)
  return result
}
