import { expect, test } from 'vitest'
import { offerReservations } from '../../src/reservations/offer.ts'
import { cancelReservation } from '../../src/reservations/change.ts'
import { signedIn } from '../support/app.ts'
import { ADDRESS, idOf, reservingSchool } from '../reservations/support.ts'

test('the sheet for a power cut says what is reserved for the rest of today, by when it starts', async () => {
  const school = await reservingSchool()
  const { db, clock, oak, marlo, imogen, lead } = school
  clock.now = new Date('2026-11-24T08:00:00.000Z')
  const today = '2026-11-24'
  await school.ask({ day: today, lessons: ['13:00'], wanted: 1, purpose: 'Stop-motion', class_id: oak })
  await school.ask({ day: today, lessons: ['10:45'], wanted: 2, person_id: marlo, purpose: 'Reading' })
  await school.ask({ day: today, lessons: ['09:00'], wanted: 1, purpose: 'Early' })
  await school.ask({ day: '2026-11-25', purpose: 'Tomorrow' })
  const actor = { person_id: lead, desk_id: null }
  await cancelReservation(db, idOf(await school.ask({ day: today, lessons: ['13:00'], wanted: 1, purpose: 'Cancelled' })), { ...actor, for_others: true, address: ADDRESS }, clock.now)
  const offered = idOf(await school.ask({ day: today, lessons: ['13:00'], wanted: 1, purpose: 'Offered' }))
  await offerReservations(db, { person_id: imogen, reservation_ids: [offered], actor }, clock.now)
  const read = async () => (await (await signedIn(school, marlo)).get('/paper/sheet')).text
  clock.now = new Date('2026-11-24T09:20:00.000Z')
  const html = await read()
  expect(html).toMatch(/Reserved for later today[^]*10:45 am, After break[^]*2 × iPad[^]*Marlo Finch[^]*Reading[^]*1:00 pm, Afternoon[^]*1 × iPad[^]*4 Oak, Imogen Vale[^]*Stop-motion/)
  expect(html).not.toMatch(/Early|Tomorrow|Cancelled|Offered/)
  clock.now = new Date('2026-11-24T15:20:00.000Z')
  expect(await read()).not.toContain('Reserved for later today')
})
