import { expect, it } from 'vitest'
import { pinMatches, setPin, takePinAway } from '../../src/accounts/pin.ts'
import { addPerson, TUESDAY } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

const after = (minutes: number) => new Date(TUESDAY.getTime() + minutes * 60_000)

async function personWithPin() {
  const db = await freshDatabase()
  const person = await addPerson(db, { name: 'Marlo Finch' })
  await setPin(db, person, '2580', TUESDAY)
  return { db, person }
}

it('knows the right PIN from a wrong one and from none', async () => {
  const { db, person } = await personWithPin()
  const other = await addPerson(db, { name: 'Imogen Vale' })
  expect(await pinMatches(db, person, '2580', TUESDAY)).toBe('right')
  expect(await pinMatches(db, person, '2581', TUESDAY)).toBe('wrong')
  expect(await pinMatches(db, other, '2580', TUESDAY)).toBe('not set')
})

it('keeps no PIN, only an Argon2id hash of it', async () => {
  const { db } = await personWithPin()
  const rows = JSON.stringify([await db.selectFrom('pins').selectAll().execute(), await db.selectFrom('events').selectAll().execute()])
  expect(rows).toContain('$argon2id$')
  expect(rows).not.toContain('2580')
})

it('locks after five wrong ones for a quarter of an hour, also for the right one', async () => {
  const { db, person } = await personWithPin()
  for (let i = 0; i < 4; i++) expect(await pinMatches(db, person, '0001', TUESDAY)).toBe('wrong')
  expect(await pinMatches(db, person, '0001', TUESDAY)).toBe('locked')
  expect(await pinMatches(db, person, '2580', after(14))).toBe('locked')
  expect(await pinMatches(db, person, '2580', after(15))).toBe('right')
})

it('counts afresh after a lock and after a right one', async () => {
  const { db, person } = await personWithPin()
  for (let i = 0; i < 5; i++) await pinMatches(db, person, '0001', TUESDAY)
  for (let i = 0; i < 4; i++) expect(await pinMatches(db, person, '0001', after(16))).toBe('wrong')
  expect(await pinMatches(db, person, '2580', after(16))).toBe('right')
  for (let i = 0; i < 4; i++) expect(await pinMatches(db, person, '0001', after(17))).toBe('wrong')
  expect(await pinMatches(db, person, '0001', after(17))).toBe('locked')
})

it('lets nobody slip past the lock by asking many times at once', async () => {
  const { db, person } = await personWithPin()
  const guesses = Array.from({ length: 30 }, (_, i) => String(3000 + i))
  const answers = await Promise.all(guesses.map((pin) => pinMatches(db, person, pin, TUESDAY)))
  expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(4)
  expect(answers.filter((answer) => answer === 'locked')).toHaveLength(26)
})

it('forgets the lock with a new PIN, and the PIN when it is taken away', async () => {
  const { db, person } = await personWithPin()
  for (let i = 0; i < 5; i++) await pinMatches(db, person, '0001', TUESDAY)
  await setPin(db, person, '9041', TUESDAY)
  expect(await pinMatches(db, person, '9041', TUESDAY)).toBe('right')
  await takePinAway(db, person, TUESDAY)
  expect(await pinMatches(db, person, '9041', TUESDAY)).toBe('not set')
})
