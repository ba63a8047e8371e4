import { expect, test } from 'vitest'
import { bookOut, type BookOut } from '../../src/loans/lend.ts'
import { extendLoan } from '../../src/extensions/extend.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

const AWAY = { acceptance: 'now' as const, carries_personal_data: false, video_calls: false }

async function school() {
  const kit = await startApp()
  const { db, clock, lead } = kit
  await db.updateTable('device_types').set({ off_site: 'yes', encryption: null }).where('name', '=', 'Chromebook').execute()
  const odile = await addPerson(db, { name: 'Odile Marsh', kind: 'visitor' })
  const devices = [await addDevice(db, 'CB-0001', 'Chromebook'), await addDevice(db, 'CB-0002', 'Chromebook')]
  const lendTo = (changes: Partial<BookOut> = {}) => bookOut(db, {
    device_ids: devices.slice(0, 1), borrower_id: odile, class_id: null, answers_id: lead, purpose: 'Music', until: null, source: 'desk', actor: { person_id: lead, desk_id: null }, ...changes,
  }, clock.now)
  return { ...kit, odile, devices, lendTo }
}

const codesOf = ({ refusals }: Awaited<ReturnType<typeof bookOut>>) => refusals.map(({ reasons }) => reasons.map(({ code }) => code))

test('a visitor takes nothing off-site, not one device and not several, and is told so with everything else', async () => {
  const { lendTo, devices } = await school()
  expect(codesOf(await lendTo({ away: AWAY }))).toEqual([['on-site-only']])
  const all = ['on-site-only', 'needs-answer', 'terms']
  expect(codesOf(await lendTo({ away: { ...AWAY, acceptance: null }, device_ids: devices, answers_id: null }))).toEqual([all, all])
})

test('where the school allows it off-site but for the day only, it is due at the end of the day', async () => {
  const { lendTo, db } = await school()
  await writeSettings(db, { on_site_only_kinds: [] })
  const { loans } = await lendTo({ away: AWAY })
  expect(loans.map(({ due_at, off_site }) => [due_at, off_site])).toEqual([['2026-11-24T15:30:00.000Z', 1]])
})

test('when the school day is over a visitor borrows nothing without saying until when today', async () => {
  const { lendTo, clock } = await school()
  clock.now = new Date('2026-11-24T16:00:00.000Z')
  expect(codesOf(await lendTo())).toEqual([['same-day']])
  expect((await lendTo({ until: '17:45' })).loans.map(({ due_at }) => due_at)).toEqual(['2026-11-24T17:45:00.000Z'])
})

test('a visitor’s loan is not extended past its day, by the lead neither', async () => {
  const { lendTo, db, clock, lead } = await school()
  const [loan] = (await lendTo()).loans
  const wish = { loan_id: loan!.id, by: { person_id: lead, is_lead: true }, wanted: null }
  expect(await extendLoan(db, newFormKey(), wish, clock.now)).toMatchObject({ refusals: [{ message: expect.stringContaining('for the day only') }] })
  await writeSettings(db, { same_day_kinds: [] })
  expect(await extendLoan(db, newFormKey(), wish, clock.now)).toEqual({ due_at: '2026-11-25T15:30:00.000Z' })
})

test('the limits are ticked by kind under Settings, and a kind that is none is refused', async () => {
  const kit = await school()
  const lead = await signedIn(kit, kit.lead)
  expect((await lead.get('/settings')).text).toContain('href="/settings/limits"')
  const page = (await lead.get('/settings/limits')).text
  expect(page.match(/name="on_site_only_kinds" value="\w+"\s+checked/g)).toHaveLength(1)
  const send = (fields: object) => lead.post('/settings/limits').type('form').send(fields)
  expect((await send({ same_day_kinds: ['supply', 'visitor'] })).status).toBe(303)
  const { on_site_only_kinds, same_day_kinds } = await readSettings(kit.db)
  expect([on_site_only_kinds, same_day_kinds]).toEqual([[], ['supply', 'visitor']])
  expect((await send({ same_day_kinds: ['staff'] })).status).toBe(422)
})
