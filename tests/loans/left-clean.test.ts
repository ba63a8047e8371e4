import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { atDesk, signedIn } from '../support/app.ts'
import { smallDeskSchool } from '../support/desk-school.ts'
import { lastScanOf, scan, send } from '../support/desk-taps.ts'
import { bookOut } from '../../src/loans/lend.ts'

async function school() {
  const kit = await smallDeskSchool()
  const { loans: [loan] } = await bookOut(kit.db, {
    device_ids: [kit.laptop], borrower_id: kit.marlo, class_id: null, answers_id: null, purpose: 'Maths', until: null, source: 'own account',
    actor: { person_id: kit.marlo, desk_id: null },
  }, kit.clock.now)
  const answers = () => kit.db.selectFrom('return_answers').select(['loan_id', 'left_clean']).execute()
  return { ...kit, loan: loan!.id, answers }
}

const ASKED = 'Logged off, nothing of children left on it?'

test('the desk asks it with one tap, the last answer counts, and the device’s page tells it', async () => {
  const kit = await school()
  const desk = await atDesk(kit)
  expect((await send(desk, '/desk/scans', { code: 'LT-0001' })).text).toContain(ASKED)
  const scan_id = await lastScanOf(kit.db, 'LT-0001')
  await send(desk, '/desk/clean', { scan_id, left_clean: '0' })
  expect((await (await signedIn(kit, kit.lead)).get('/devices/LT-0001')).text).toContain('not cleaned yet')
  await send(desk, '/desk/clean', { scan_id, left_clean: '1' })
  expect(await kit.answers()).toEqual([{ loan_id: kit.loan, left_clean: 1 }])
  expect((await (await signedIn(kit, kit.lead)).get('/devices/LT-0001')).text).toContain('left clean')
})

test('another desk, or a scan that brought nothing back, says nothing', async () => {
  const kit = await school()
  await scan(await atDesk(kit), 'LT-0001')
  const scan_id = await lastScanOf(kit.db, 'LT-0001')
  await send(await atDesk(kit, 'Trolley'), '/desk/clean', { scan_id, left_clean: '1' })
  await send(await atDesk(kit, 'Corridor'), '/desk/clean', { scan_id: 'none', left_clean: '1' })
  expect(await kit.answers()).toEqual([])
})

test.each([['yes', [1]], ['no', [0]], ['', []], ['perhaps', []]])('brought back on one’s own page, clean: "%s"', async (left_clean, expected) => {
  const kit = await school()
  const own = await signedIn(kit, kit.marlo)
  expect((await own.get('/devices/LT-0001')).text).toContain('nothing of children left on it?')
  await own.post(`/loans/${kit.loan}/return`).type('form').send({ left_clean, form_key: 'a-form-key-of-sixteen' })
  expect((await kit.answers()).map((row) => row.left_clean)).toEqual(expected)
})

test('a school that does not want it is not asked', async () => {
  const kit = await school()
  await writeSettings(kit.db, { return_checklist: false })
  expect((await (await signedIn(kit, kit.marlo)).get('/devices/LT-0001')).text).not.toContain('nothing of children')
  expect((await send(await atDesk(kit), '/desk/scans', { code: 'LT-0001' })).text).not.toContain(ASKED)
})
