import { beforeEach, expect, test } from 'vitest'
import { extendLoan } from '../../src/extensions/extend.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { reservingSchool, type ReservingSchool } from '../reservations/support.ts'
import { lend } from '../support/loans.ts'

let school: ReservingSchool
let loan_id: string

/** Marlo has IP-0001 until this afternoon. */
beforeEach(async () => {
  school = await reservingSchool()
  await lend(school, school.marlo, 'IP-0001')
  loan_id = (await school.db.selectFrom('loans').select('id').executeTakeFirstOrThrow()).id
})

const extend = (is_lead = false) => extendLoan(school.db, newFormKey(), { loan_id, wanted: null, by: { person_id: is_lead ? school.lead : school.marlo, is_lead } }, school.clock.now)

test.each([
  ['its trolley', () => ({ what: { set_id: school.trolley } })], ['itself', () => ({ what: { code: 'IP-0001' } })], ['all of its type', () => ({ wanted: 3 })],
])('whoever has it cannot keep it over a lesson for which somebody else has reserved %s, but for the lead', async (_, wish) => {
  await school.ask(wish())
  expect(await extend()).toEqual({ refusals: [{ name: '', message: 'Imogen Vale has reserved it before then: bring it back in time, or ask the computing lead' }] })
  expect(await extend(true)).toEqual({ due_at: '2026-11-25T15:30:00.000Z' })
})

test('what leaves enough for others, comes after it is back, or is their own stands in nobody’s way', async () => {
  await school.ask({ wanted: 2 })
  await school.ask({ what: { code: 'IP-0001' }, day: '2026-11-26' })
  await school.ask({ what: { code: 'IP-0001' }, person_id: school.marlo, lessons: ['13:00'] })
  expect(await extend()).toEqual({ due_at: '2026-11-25T15:30:00.000Z' })
})
