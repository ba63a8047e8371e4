import { expect, test } from 'vitest'
import { newFormKey } from '../../src/http/forms.ts'
import type { Wish } from '../../src/reservations/reserve.ts'
import { signedIn } from '../support/app.ts'
import { idOf, reservingSchool } from '../reservations/support.ts'

async function school(changes: Partial<Wish> = {}) {
  const kit = await reservingSchool()
  kit.clock.now = new Date('2026-11-24T08:30:00.000Z')
  const reservation = idOf(await kit.ask({ day: '2026-11-24', lessons: ['10:45'], what: { code: 'IP-0001' }, class_id: kit.oak, purpose: 'Maps', ...changes }))
  kit.clock.now = new Date('2026-11-24T10:30:00.000Z')
  const bookOut = async (person: string, more: Record<string, string> = {}) => (await signedIn(kit, person)).post('/loans').type('form')
    .send({ form_key: newFormKey(), device_id: kit.ipads[0], purpose: 'Reading', until: '', borrower_id: person, class_id: '', answers_id: '', ...more })
  const loans = () => kit.db.selectFrom('loans as l').leftJoin('reservation_loans as x', 'x.loan_id', 'l.id').select(['l.borrower_id', 'l.due_at', 'x.reservation_id']).execute()
  return { ...kit, reservation, bookOut, loans }
}

test('one’s own account is refused what somebody has reserved, and told of it beforehand', async () => {
  const kit = await school()
  const { text } = await (await signedIn(kit, kit.marlo)).get('/loans/new?device=IP-0001')
  expect(text).toContain('IP-0001 is reserved by Imogen Vale for After break')
  const { status, text: refused } = await kit.bookOut(kit.marlo, { lead_says_yes: '1' })
  expect([status, await kit.loans()]).toEqual([422, []])
  expect(refused).toContain('Take another one, or ask the computing lead')
  expect(refused).not.toContain('I say yes, although somebody has reserved it')
})

test('the computing lead is refused as well, and may then say yes', async () => {
  const kit = await school()
  const { text } = await kit.bookOut(kit.lead)
  expect(text).toContain('I say yes, although somebody has reserved it')
  expect((await kit.bookOut(kit.lead, { lead_says_yes: '1' })).status).toBe(303)
  expect(await kit.loans()).toEqual([{ borrower_id: kit.lead, due_at: '2026-11-24T15:30:00.000Z', reservation_id: null }])
})

test('whoever reserved it finds the form filled in, and it is theirs until their lesson ends', async () => {
  const kit = await school()
  const { text } = await (await signedIn(kit, kit.imogen)).get('/loans/new?device=IP-0001')
  expect(text).toMatch(/name="purpose"[^>]*value="Maps"/)
  expect(text).toMatch(/value=""[^>]* checked[^>]*>\s*<label[^>]*>\s*today 12:00 pm, as reserved/)
  expect((await kit.bookOut(kit.imogen, { purpose: 'Maps', until: '' })).status).toBe(303)
  expect(await kit.loans()).toEqual([{ borrower_id: kit.imogen, due_at: '2026-11-24T12:00:00.000Z', reservation_id: kit.reservation }])
})

test('whoever reserved it may keep it until the school day ends, if they say so', async () => {
  const kit = await school()
  const { text } = await (await signedIn(kit, kit.imogen)).get('/loans/new?device=IP-0001')
  expect(text).toContain('today 3:30 pm, end of the school day')
  await kit.bookOut(kit.imogen, { purpose: 'Maps', until: '15:30' })
  expect(await kit.loans()).toEqual([{ borrower_id: kit.imogen, due_at: '2026-11-24T15:30:00.000Z', reservation_id: kit.reservation }])
})
