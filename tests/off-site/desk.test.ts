import { expect, test } from 'vitest'
import { atDesk, signedIn } from '../support/app.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addApproval, addPass, awaySchool } from '../support/off-site.ts'
import { listOpenLoans } from '../support/desk-school.ts'
import { scan, send, tap } from '../support/desk-taps.ts'

async function deskWith(kit: Awaited<ReturnType<typeof awaySchool>>) {
  const desk = await atDesk(kit)
  await scan(desk, 'P-0001')
  await tap(desk, '/desk/purpose', { purpose: 'Planning' })
  return desk
}

test('whether the school’s field counts as in school is said where one chooses, at the desk and on one’s own page', async () => {
  const kit = await awaySchool()
  const own = await signedIn(kit, kit.marlo)
  const said = async () => [(await (await deskWith(kit)).get('/desk')).text, (await own.get('/off-site/new?device=LT-0001')).text]
  const [atDesk, onPage] = await said()
  expect([atDesk!.includes('or on our field'), onPage!.includes('field counts as in school')]).toEqual([true, true])
  await writeSettings(kit.db, { field_is_on_site: false })
  const [strict, strictly] = await said()
  expect([strict!.includes('or on our field'), strictly!.includes('field counts as out of school')]).toEqual([false, true])
})

test('badge, "off-site", PIN, scan: one tap more and the PIN', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  const desk = await deskWith(kit)
  const page = (await send(desk, '/desk/away', { away: '1' })).text
  expect(page).toContain('I keep the device with me or locked away')
  expect(page).not.toContain('Your badge')
  expect(await scan(desk, 'LT-0001')).toBe('LT-0001 goes off-site with Marlo Finch')
  expect(await listOpenLoans(kit)).toEqual([])
  expect(await tap(desk, '/desk/terms', { pin: '0000' })).toBe('That badge and PIN are not Marlo Finch’s')
  const out = (await send(desk, '/desk/terms', { pin: '4711' })).text
  expect(out).toContain('LT-0001 out to Marlo Finch')
  expect(out).toContain('Off-site · Planning · due back tomorrow 8:40 am')
  expect(await listOpenLoans(kit)).toMatchObject([{ off_site: 1, due_at: '2026-11-25T08:40:00.000Z' }])
  expect(await kit.db.selectFrom('terms_acceptances').select(['person_id', 'how']).execute()).toEqual([{ person_id: kit.marlo, how: 'badge and PIN' }])
})

test('a tapped name proves nothing: the badge is asked for as well', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  const desk = await atDesk(kit)
  await tap(desk, '/desk/person', { person_id: kit.marlo })
  await tap(desk, '/desk/purpose', { purpose: 'Planning' })
  expect((await send(desk, '/desk/away', { away: '1' })).text).toContain('Your badge')
  expect(await tap(desk, '/desk/terms', { pin: '4711' })).toBe('That badge and PIN are not Marlo Finch’s')
  expect(await tap(desk, '/desk/terms', { pin: '9001', badge: 'P-0009' })).toBe('That badge and PIN are not Marlo Finch’s')
  await tap(desk, '/desk/terms', { pin: '4711', badge: 'P-0001' })
  expect(await scan(desk, 'LT-0001')).toBe('LT-0001 out to Marlo Finch')
})

test('before anybody types a PIN, everything that is missing is said at once, and the head can let it go', async () => {
  const kit = await awaySchool()
  const desk = await deskWith(kit)
  await tap(desk, '/desk/away', { away: '1' })
  const refused = (await send(desk, '/desk/scans', { code: 'IP-0001' })).text
  for (const words of ['IP-0001 cannot go out', 'Encryption of IP-0001', 'The head teacher has not permitted it', 'The terms for taking it off-site are not accepted', 'The head teacher says yes']) {
    expect(refused).toContain(words)
  }
  const yes = { device_id: kit.pad, badge: 'P-0009', pin: '9001', reason: 'Moderation meeting' }
  expect(await tap(desk, '/desk/head-says-yes', { ...yes, pin: '1111' })).toBe('That badge and PIN are not the head teacher’s')
  expect(await tap(desk, '/desk/head-says-yes', { ...yes, badge: 'P-0001', pin: '4711' })).toBe('That badge and PIN are not the head teacher’s')
  expect(await tap(desk, '/desk/head-says-yes', yes)).toBe('IP-0001 goes off-site with Marlo Finch')
  expect(await tap(desk, '/desk/terms', { pin: '4711' })).toBe('IP-0001 out to Marlo Finch')
  expect(await kit.db.selectFrom('off_site_overrides').select(['by_id', 'person_id', 'reason']).execute())
    .toEqual([{ by_id: kit.head, person_id: kit.marlo, reason: 'Moderation meeting' }])
})

test('back in school again, nothing of the other way stays', async () => {
  const kit = await awaySchool()
  const desk = await deskWith(kit)
  await tap(desk, '/desk/away', { away: '1' })
  await tap(desk, '/desk/due', { until: '2026-11-30' })
  await tap(desk, '/desk/away', { away: '0' })
  expect(await scan(desk, 'LT-0001')).toBe('LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toMatchObject([{ off_site: 0, due_at: '2026-11-24T15:30:00.000Z' }])
})

test('a keeper takes home what may leave, and nothing else', async () => {
  const kit = await awaySchool()
  await kit.db.insertInto('allocations').values({ id: 'a1', device_id: kit.laptop, keeper_id: kit.marlo, from_at: kit.clock.now.toISOString(), until_at: null }).execute()
  const desk = await deskWith(kit)
  expect(await scan(desk, 'LT-0001')).toBe('LT-0001 is yours to look after')
  const refused = (await send(desk, '/desk/choice', { device_id: kit.laptop, choice: 'going' })).text
  expect(refused).toContain('Encryption of LT-0001: owed')
  expect(refused).toContain('The terms for taking it off-site are not accepted')
  await addPass(kit.db, kit.laptop)
  await kit.db.insertInto('terms_acceptances').values({ id: 't1', person_id: kit.marlo, terms_id: 'first', text_hash: 'h', accepted_at: kit.clock.now.toISOString(), how: 'own account', desk_id: null }).execute()
  expect(await tap(desk, '/desk/choice', { device_id: kit.laptop, choice: 'going' })).toBe('LT-0001 goes home with Marlo Finch tonight')
})

test('who has left takes nothing home, whatever their badge says', async () => {
  const kit = await awaySchool()
  await kit.db.insertInto('allocations').values({ id: 'a1', device_id: kit.laptop, keeper_id: kit.marlo, from_at: kit.clock.now.toISOString(), until_at: null, until_day: null }).execute()
  const desk = await deskWith(kit)
  await kit.db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', kit.marlo).execute()
  const refused = (await send(desk, '/desk/choice', { device_id: kit.laptop, choice: 'going' })).text
  expect(refused).toContain('Their last day has passed')
})

test('where the school asks for it, personal data needs the permission for it, said with the same one tap', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  const desk = await deskWith(kit)
  expect((await send(desk, '/desk/away', { away: '1' })).text).not.toContain('with personal data on it')
  await writeSettings(kit.db, { ask_personal_data: true })
  const page = (await send(desk, '/desk/away', { away: '1', carries_personal_data: '1' })).text
  expect(page).toMatch(/aria-pressed="true">Off-site<small>with personal data on it/)
  expect(page).not.toContain('for video calls')
  const refused = (await send(desk, '/desk/scans', { code: 'LT-0001' })).text
  expect(refused).toContain('There is no permission to carry personal data on it')
  kit.clock.now = new Date(kit.clock.now.getTime() + 5000)
  await tap(desk, '/desk/away', { away: '1' })
  expect(await scan(desk, 'LT-0001')).toBe('LT-0001 goes off-site with Marlo Finch')
})

test('what a permission for personal data let go is written down beside the loan', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  await writeSettings(kit.db, { ask_personal_data: true })
  await addApproval(kit.db, { person_id: kit.marlo, device_id: kit.laptop, by_id: kit.head, carries_personal_data: 1 })
  const desk = await deskWith(kit)
  await tap(desk, '/desk/away', { away: '1', carries_personal_data: '1' })
  await tap(desk, '/desk/terms', { pin: '4711' })
  expect(await scan(desk, 'LT-0001')).toBe('LT-0001 out to Marlo Finch')
  expect(await kit.db.selectFrom('off_site_loans').select(['carries_personal_data', 'video_calls']).execute()).toEqual([{ carries_personal_data: 1, video_calls: 0 }])
})
