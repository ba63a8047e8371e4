import { expect, test } from 'vitest'
import { daysFrom } from './play/calendar-page.ts'
import { simulate, wordsOf } from './play/run.ts'
import { newCounts } from './play/simulation.ts'

const seed = Number(process.env['SIMULATE_SEED'] ?? 1)
const years = Number(process.env['SIMULATE_YEARS'] ?? 1)
const HALF_AN_HOUR = 30

test('every day of the school year the app and the model agree', async () => {
  const all = newCounts()
  for (let i = 0; i < years; i++) {
    console.log(`The school year 2026/27, seed ${seed + i}`)
    const counts = await simulate({ seed: seed + i, days: daysFrom('2026-09-01', '2027-08-31'), every: HALF_AN_HOUR, tell: console.log })
    for (const [name, count] of Object.entries(counts)) all[name as keyof typeof all] += count
  }
  console.log(`The app and the model agree: ${wordsOf(all)}`)
  expect(all.loans).toBeGreaterThan(1000 * years)
})
