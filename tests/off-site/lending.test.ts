import { expect, test } from 'vitest'
import { bookOut } from '../../src/loans/lend.ts'
import { override } from '../../src/off-site/override.ts'
import { act } from '../../src/database/act.ts'
import { type Settings, writeSettings } from '../../src/settings/store.ts'
import { addApproval, addPass, awaySchool } from '../support/off-site.ts'

type Kit = Awaited<ReturnType<typeof awaySchool>>

function take(kit: Kit, device: string, changes: { until?: string, acceptance?: 'now' | null, carries_personal_data?: boolean } = {}) {
  const { until = null, acceptance = 'now', carries_personal_data = false } = changes
  return bookOut(kit.db, {
    device_ids: [device], borrower_id: kit.marlo, class_id: null, answers_id: null, purpose: 'Planning', until, source: 'own account',
    actor: { person_id: kit.marlo, desk_id: null }, away: { acceptance, carries_personal_data, video_calls: false },
  }, kit.clock.now)
}

const codes = ({ refusals }: Awaited<ReturnType<typeof take>>) => refusals.flatMap(({ reasons }) => reasons.map(({ code }) => code))

test('a checked laptop leaves until the next school day, and the record says by what', async () => {
  const kit = await awaySchool()
  const check_id = await addPass(kit.db, kit.laptop)
  const { loans: [loan] } = await take(kit, kit.laptop)
  expect(loan).toMatchObject({ off_site: 1, due_at: '2026-11-25T08:40:00.000Z' })
  const kept = await kit.db.selectFrom('off_site_loans as o').innerJoin('terms_acceptances as a', 'a.id', 'o.acceptance_id').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({ loan_id: loan!.id, check_id, approval_id: null, override_id: null, overrode: '', person_id: kit.marlo, how: 'own account' })
})

test('everything that is missing is said at once, and nothing is written', async () => {
  const kit = await awaySchool()
  expect(codes(await take(kit, kit.pad, { acceptance: null, carries_personal_data: true }))).toEqual(['not-checked', 'no-permission', 'no-permission', 'terms'])
  expect(await kit.db.selectFrom('terms_acceptances').selectAll().execute()).toEqual([])
})

test('a permission covers the nights up to its last day, and says when it ends', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.pad)
  const approval_id = await addApproval(kit.db, { person_id: kit.marlo, device_id: kit.pad, by_id: kit.head, until: '2026-11-26' })
  expect(codes(await take(kit, kit.pad, { until: '2026-11-30' }))).toEqual(['permission-ends'])
  const { loans: [loan] } = await take(kit, kit.pad, { until: '2026-11-27' })
  expect(loan!.due_at).toBe('2026-11-27T08:40:00.000Z')
  expect(await kit.db.selectFrom('off_site_loans').select('approval_id').executeTakeFirst()).toEqual({ approval_id })
})

test('what the lead permits does not do where the head has to', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.pad)
  await addApproval(kit.db, { person_id: kit.marlo, device_id: kit.pad, by_id: kit.lead, as: 'lead' })
  expect(codes(await take(kit, kit.pad))).toEqual(['no-permission'])
})

test.each<[Partial<Settings>, string[], number]>([
  [{ off_site_warn_until: null }, ['not-checked'], 0],
  [{ off_site_warn_until: '2026-11-25' }, [], 1],
  [{ off_site_warn_until: '2026-11-24' }, ['not-checked'], 0],
])('with %o an unchecked laptop is refused %j', async (settings, refused, warned) => {
  const kit = await awaySchool()
  await writeSettings(kit.db, settings)
  const done = await take(kit, kit.laptop)
  expect([codes(done), done.warnings.length]).toEqual([refused, warned])
})

test('the head lets it go for a day, for somebody else only, and it is marked for ever', async () => {
  const kit = await awaySchool()
  const wish = { device_id: kit.pad, person_id: kit.marlo, until_day: '2026-11-24', reason: 'Moderation meeting', by_id: kit.head, desk_id: null }
  expect(await act(kit.db, (db) => override(db, { ...wish, person_id: kit.head }, kit.clock.now))).toMatchObject({ problems: [{ name: 'person_id' }] })
  await act(kit.db, (db) => override(db, wish, kit.clock.now))
  expect((await take(kit, kit.pad)).loans).toHaveLength(1)
  expect(await kit.db.selectFrom('off_site_loans').select(['overrode']).executeTakeFirst()).toEqual({ overrode: 'not-checked no-permission' })
  await expect(kit.db.deleteFrom('off_site_overrides').execute()).rejects.toThrow('append-only')
  await expect(kit.db.updateTable('off_site_loans').set({ overrode: '' }).execute()).rejects.toThrow('append-only')
  await expect(kit.db.insertInto('off_site_overrides').values({ id: 'x', device_id: kit.pad, person_id: kit.head, reason: 'r', until_day: '2026-11-24', at: 'now', by_id: kit.head }).execute()).rejects.toThrow(/never_for_oneself/)
})

test('accepted once a school year where the school says so, and anew when the words change', async () => {
  const kit = await awaySchool()
  await addPass(kit.db, kit.laptop)
  await writeSettings(kit.db, { terms_hold: 'school year' })
  expect(codes(await take(kit, kit.laptop, { acceptance: null }))).toEqual(['terms'])
  await take(kit, kit.laptop)
  await kit.db.updateTable('loans').set({ returned_at: kit.clock.now.toISOString(), outcome: 'returned' }).execute()
  kit.clock.now = new Date('2026-11-25T09:00:00.000Z')
  expect((await take(kit, kit.laptop, { acceptance: null })).loans).toHaveLength(1)
  await kit.db.updateTable('loans').set({ returned_at: '2026-11-25T09:00:00.000Z', outcome: 'returned' }).where('returned_at', 'is', null).execute()
  kit.clock.now = new Date('2026-11-25T10:00:00.000Z')
  await kit.db.insertInto('terms').values({ id: 'second', text: 'I bring it back.', text_hash: 'h', from_at: '2026-11-25T09:30:00.000Z', by_id: null }).execute()
  expect(codes(await take(kit, kit.laptop, { acceptance: null }))).toEqual(['terms'])
})
