import { expect, test } from 'vitest'
import { Forbidden } from '../../src/errors.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { acceptForTrip } from '../../src/trips/accept.ts'
import { newId } from '../../src/database/ids.ts'
import { backFromTrip, tripOf } from '../../src/trips/running.ts'
import { addDevice, addPerson, startApp, TUESDAY } from '../support/app.ts'
import { permit } from '../support/approvals.ts'
import { larkfieldYear } from '../support/calendar.ts'

async function tripOut(changes: Partial<Parameters<typeof permit>[1]> = {}) {
  const { db, lead } = await startApp()
  const leader_id = await addPerson(db, { name: 'Imogen Vale' })
  const [camera, other] = [await addDevice(db, 'CAM-0001', 'Camera'), await addDevice(db, 'CAM-0002', 'Camera')]
  const trip = { id: newId(), leader_id, name: 'Residential', place: 'The coast', first_day: '2026-11-24', last_day: '2026-11-26' }
  await db.insertInto('trips').values({ ...trip, made_at: TUESDAY.toISOString(), made_by_id: leader_id, accepted_at: null, accepted_by_id: null, acceptance_id: null }).execute()
  await permit(db, { person_id: leader_id, by_id: lead, trip_id: trip.id, device_ids: [camera], goes_empty: true, from_day: '2026-11-24', until_day: '2026-11-27', ...changes })
  return { db, lead, leader_id, camera, other, trip }
}

test('the leader’s devices are on the trip while it runs, and nothing else is', async () => {
  const { db, lead, leader_id, camera, other, trip } = await tripOut()
  const fact = { trip_id: trip.id, name: 'Residential', first_day: '2026-11-24', last_day: '2026-11-26', acceptance_id: null }
  expect(await tripOf(db, leader_id, [camera, other], '2026-11-24')).toEqual(new Map([[camera, fact], [other, null]]))
  expect((await tripOf(db, leader_id, [camera], '2026-11-26')).get(camera)).toEqual(fact)
  for (const day of ['2026-11-23', '2026-11-27']) expect((await tripOf(db, leader_id, [camera], day)).get(camera), day).toBeNull()
  expect((await tripOf(db, lead, [camera], '2026-11-24')).get(camera)).toBeNull()
  expect((await tripOf(db, leader_id, [], '2026-11-24')).size).toBe(0)
})

test('the terms are the leader’s to accept, once', async () => {
  const { db, lead, leader_id, camera, trip } = await tripOut()
  const at = TUESDAY.toISOString()
  await expect(db.updateTable('trips').set({ accepted_at: at, accepted_by_id: lead }).execute()).rejects.toThrow('trip_accepted_by_its_leader')
  await expect(acceptForTrip(db, newFormKey(), { id: trip.id, person_id: lead }, TUESDAY)).rejects.toThrow(Forbidden)
  const key = newFormKey()
  await acceptForTrip(db, key, { id: trip.id, person_id: leader_id }, TUESDAY)
  await acceptForTrip(db, key, { id: trip.id, person_id: leader_id }, TUESDAY)
  await acceptForTrip(db, newFormKey(), { id: trip.id, person_id: leader_id }, TUESDAY)
  const [acceptance, ...more] = await db.selectFrom('terms_acceptances').select(['id', 'person_id', 'how']).execute()
  expect([acceptance, more]).toEqual([{ id: expect.any(String), person_id: leader_id, how: 'own account' }, []])
  expect((await tripOf(db, leader_id, [camera], '2026-11-24')).get(camera)?.acceptance_id).toBe(acceptance!.id)
  for (const change of [{ accepted_at: null, accepted_by_id: null }, { acceptance_id: null }, { last_day: '2027-01-01' }]) {
    await expect(db.updateTable('trips').set(change).execute(), JSON.stringify(change)).rejects.toThrow('append-only')
  }
})

test.each([[null, null], ['declined', null]] as const)('a trip without a permission is none (%s)', async (decision, granted_until) => {
  const { db, leader_id, camera } = await tripOut({ decision, granted_until })
  expect((await tripOf(db, leader_id, [camera], '2026-11-24')).get(camera)).toBeNull()
})

test.each([
  ['a day trip: the next morning', '2026-11-24', '2026-11-25'],
  ['until Friday: Monday', '2026-11-27', '2026-11-30'],
  ['until a Sunday: Monday', '2026-11-29', '2026-11-30'],
  ['until the last day of term: the first day back', '2026-12-18', '2027-01-04'],
])('%s', (_name, last_day, due) => expect(backFromTrip({ last_day }, larkfieldYear())).toBe(due))

test('what its leader takes away on a trip is due when the trip is back, whoever asks for no other day', async () => {
  const { db, lead, leader_id, camera, other } = await tripOut()
  const take = async (device: string, until: string | null) => {
    const { loans, refusals } = await bookOut(db, {
      device_ids: [device], borrower_id: leader_id, class_id: null, answers_id: null, purpose: 'Residential', until, source: 'own account',
      actor: { person_id: leader_id, desk_id: null }, away: { acceptance: 'now', carries_personal_data: false, video_calls: false },
    }, TUESDAY)
    return loans[0]?.due_at ?? refusals[0]!.reasons.map(({ code }) => code)
  }
  expect(await take(camera, null)).toBe('2026-11-27T08:40:00.000Z')
  expect(await take(other, null)).toEqual(['no-permission'])
  await permit(db, { person_id: leader_id, by_id: lead, device_ids: [other], from_day: '2026-11-24', until_day: '2026-11-27' })
  expect(await take(other, null)).toBe('2026-11-25T08:40:00.000Z')
})
