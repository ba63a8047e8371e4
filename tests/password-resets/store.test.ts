import { expect, test } from 'vitest'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { dayOf } from '../../src/calendar/days.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { isRefusedBy, isUniqueViolation } from '../../src/database/act.ts'
import { newId } from '../../src/database/ids.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { keepKnownTo } from '../../src/password-resets/known-to.ts'
import { listKnownTo } from '../../src/password-resets/known-store.ts'
import { recordResets } from '../../src/password-resets/record-resets.ts'
import { periodOn } from '../../src/password-resets/rules.ts'
import { devicesOf, everyDevice, owedIn, readPeriods } from '../../src/password-resets/standing.ts'
import { insertResets, listAllDevices, listDevicesLacking, listDevicesOf, listResetsBetween } from '../../src/password-resets/store.ts'
import { readSettings } from '../../src/settings/store.ts'
import { strikeOutReset, undoResets } from '../../src/password-resets/take-back.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { given } from '../support/keepers.ts'
import { lend } from '../support/loans.ts'
import { watchedDatabase } from '../support/plans.ts'

const refusal = (run: Promise<unknown>) => run.then(() => null, (error: unknown) => error)

async function school() {
  const kit = await startApp()
  const { db, clock, lead } = kit
  await enterHalfTerms(db)
  const [laptop, second] = [await addDevice(db, 'LT-0001'), await addDevice(db, 'LT-0002')]
  await addDevice(db, 'IP-0001', 'iPad')
  await db.updateTable('devices').set({ created_at: '2025-09-10T09:00:00.000Z' }).execute()
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const actor = { person_id: lead, desk_id: null }
  const reset = (changes: object = {}, key = newFormKey()) =>
    recordResets(db, key, { device_ids: [laptop], day: '2026-11-24', done_by: lead, how: 'several at once', actor, ...changes }, clock.now)
  const kept = () => db.selectFrom('password_resets').selectAll().orderBy('id').execute()
  return { ...kit, laptop, second, marlo, actor, reset, kept }
}

const periodAt = async ({ db, clock }: Pick<Awaited<ReturnType<typeof school>>, 'db' | 'clock'>) =>
  periodOn(dayOf(clock.now), await readCalendar(db), await readSettings(db))

test('what is written down says who and when, is in the log, and stays as it was', async () => {
  const { db, reset, kept, laptop, lead, marlo } = await school()
  await reset({ done_by: marlo })
  expect(await kept()).toMatchObject([{ device_id: laptop, day: '2026-11-24', by_id: marlo, recorded_by_id: lead, undone_at: null }])
  const event = await db.selectFrom('events').select(['verb', 'subject_id', 'actor_id']).where('verb', '=', 'password.reset').executeTakeFirst()
  expect(event).toEqual({ verb: 'password.reset', subject_id: laptop, actor_id: lead })
  for (const change of [{ day: '2026-11-23' }, { by_id: lead }, { device_id: newId() }]) {
    expect(isRefusedBy(await refusal(db.updateTable('password_resets').set(change).execute()), 'append-only')).toBe(true)
  }
  expect(isRefusedBy(await refusal(db.deleteFrom('password_resets').execute()), 'append-only')).toBe(true)
  expect(await refusal(db.updateTable('password_resets').set({ by_id: null }).execute())).toBeNull()
})

test('a device is reset once a day: the second time says so, one form acts once, and the database holds it', async () => {
  const { db, reset, kept, lead, laptop } = await school()
  const key = newFormKey()
  expect(await reset({}, key)).toEqual(await reset({}, key))
  expect(await reset()).toMatchObject({ recorded: 0, already: 1 })
  const row = { id: newId(), device_id: laptop, day: '2026-11-24', by_id: lead, recorded_by_id: lead, how: 'own device' as const, at: '', act_id: newId() }
  expect(isUniqueViolation(await refusal(insertResets(db, [row])))).toBe(true)
  expect(await kept()).toHaveLength(1)
})

test('twenty who say it at once are one reset', async () => {
  const { reset, kept } = await school()
  const done = await Promise.all(Array.from({ length: 20 }, () => reset()))
  expect(done.filter((one) => 'recorded' in one && one.recorded === 1)).toHaveLength(1)
  expect(await kept()).toHaveLength(1)
})

test.each([
  ['a day to come', { day: '2026-11-25' }, 'day'], ['an earlier school year', { day: '2026-08-31' }, 'day'],
  ['nobody', { done_by: 'nobody' }, 'done_by'], ['nothing ticked', { device_ids: [] }, 'device_ids'],
  ['no such device', { device_ids: ['no'] }, 'device_ids'],
])('%s is refused beside its field, and nothing is kept', async (_name, changes, field) => {
  const { reset, kept } = await school()
  expect(await reset(changes)).toMatchObject({ problems: [{ name: field }] })
  expect(await kept()).toEqual([])
})

test('an iPad has no password that is reset, and what is lost cannot be', async () => {
  const { db, reset, laptop, kept } = await school()
  const { id } = await db.selectFrom('devices').select('id').where('code', '=', 'IP-0001').executeTakeFirstOrThrow()
  expect(await reset({ device_ids: [id] })).toHaveProperty('problems')
  await db.insertInto('out_of_use').values({ id: newId(), device_id: laptop, because: 'lost', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  expect(await reset()).toMatchObject({ problems: [{ message: 'LT-0001 is lost: put it back in use first' }] })
  expect(await kept()).toEqual([])
})

test('a slip is undone within five minutes by whoever made it; then it can be said again', async () => {
  const { db, clock, reset, actor, marlo, kept } = await school()
  const done = await reset() as { act_id: string }
  expect(await undoResets(db, done.act_id, { person_id: marlo, desk_id: null }, clock.now)).toBe(0)
  expect(await undoResets(db, done.act_id, actor, new Date(clock.now.getTime() + 5 * 60_000 + 1))).toBe(0)
  expect(await undoResets(db, done.act_id, actor, new Date(clock.now.getTime() + 5 * 60_000))).toBe(1)
  expect(await reset()).toMatchObject({ recorded: 1, already: 0 })
  expect((await kept()).map(({ undone_at }) => undone_at !== null)).toEqual([true, false])
})

test('the lead strikes out later, once, with a reason that stays', async () => {
  const { db, clock, reset, actor, kept } = await school()
  await reset()
  const { id } = (await kept())[0]!
  const strike = () => strikeOutReset(db, newFormKey(), { id, reason: 'It was LT-0002', actor }, clock.now)
  expect(await strike()).toBe(1)
  expect(await refusal(strike())).toMatchObject({ status: 404 })
  expect(await kept()).toMatchObject([{ undone_reason: 'It was LT-0002', undone_by_id: actor.person_id }])
})

test('done by whoever has each device: the borrower, else the keeper, else whoever writes it down', async () => {
  const kit = await school()
  const { db, clock, laptop, second, marlo, lead, actor, reset, kept } = kit
  const third = await addDevice(db, 'LT-0003')
  const imogen = await addPerson(db, { name: 'Imogen Ashby', roles: ['staff'] })
  await giveToKeeper(db, newFormKey(), { ...given, device_id: second, keeper_id: imogen, actor }, clock.now)
  await lend(kit, marlo, 'LT-0001')
  await reset({ device_ids: [laptop, second, third], done_by: 'holder' })
  expect(new Map((await kept()).map(({ device_id, by_id }) => [device_id, by_id]))).toEqual(new Map([[laptop, marlo], [second, imogen], [third, lead]]))
})

test('every laptop owes it, allocated or not, in repair too; a lost one and one first issued now do not', async () => {
  const kit = await school()
  const { db, clock, laptop, second, reset } = kit
  const owed = async () => (await owedIn(db, await periodAt(kit), clock.now)).map(({ code, cell }) => [code, cell.standing])
  expect(await owed()).toEqual([['LT-0001', 'late'], ['LT-0002', 'late']])
  await db.insertInto('out_of_use').values({ id: newId(), device_id: laptop, because: 'in repair', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  expect(await owed()).toHaveLength(2)
  await lend(kit, kit.marlo, 'LT-0002')
  expect(await owed()).toEqual([['LT-0001', 'late']])
  await reset()
  expect(await owed()).toEqual([])
  expect(second).not.toBe(laptop)
})

test('one’s own are what one looks after and what one has for oneself, not a class set', async () => {
  const kit = await school()
  const { db, clock, marlo } = kit
  await lend(kit, marlo, 'LT-0001')
  expect((await devicesOf(db, marlo, await periodAt(kit), clock.now)).map(({ code }) => code)).toEqual(['LT-0001'])
  const { id } = await db.insertInto('school_years').values({ id: newId(), name: '2027/28', starts_on: '2027-09-01', ends_on: '2028-08-31' }).returning('id').executeTakeFirstOrThrow()
  const room = newId()
  await db.insertInto('classes').values({ id: room, school_year_id: id, name: '4 Oak', search_name: '4 oak' }).execute()
  await db.updateTable('loans').set({ class_id: room }).execute()
  expect(await devicesOf(db, marlo, await periodAt(kit), clock.now)).toEqual([])
})

test('who else knows a password is kept until the next reset, and an undone slip brings it back', async () => {
  const { db, clock, reset, actor, kept, marlo } = await school()
  await reset({ day: '2026-11-20' })
  const [first] = await kept()
  const know = (person_ids: string[]) => keepKnownTo(db, newFormKey(), { reset_id: first!.id, person_ids, actor }, clock.now)
  expect(await know([marlo])).toEqual({ code: 'LT-0001' })
  expect(await know(['nobody'])).toHaveProperty('problems')
  expect(await listKnownTo(db, first!.id)).toEqual([{ id: marlo, name: 'Marlo Finch' }])
  const slip = await reset() as { act_id: string }
  await undoResets(db, slip.act_id, actor, clock.now)
  expect(await listKnownTo(db, first!.id)).toHaveLength(1)
  await reset({ day: '2026-11-23' })
  await reset({ day: '2026-11-24' })
  expect(await db.selectFrom('password_known_to').selectAll().execute()).toEqual([])
})

test('the grid walks indexes to each device’s first loan and to the year’s resets, and asks as much for sixty devices as for one', async () => {
  const { db, plansOf } = await watchedDatabase()
  const details = (await plansOf(async () => {
    await listAllDevices(db)
    await listResetsBetween(db, '2026-09-01', '2027-08-31')
  })).flatMap((plan) => plan.details).join('\n')
  expect(details).toMatch(/SEARCH f USING (COVERING )?INDEX loans_by_device/)
  expect(details).toMatch(/SEARCH f USING (COVERING )?INDEX allocations_by_device/)
  expect(details).toMatch(/SEARCH r USING INDEX password_resets_by_day/)
  const lacking = (await plansOf(() => listDevicesLacking(db, '2026-09-01', '2026-10-23'))).flatMap((plan) => plan.details).join('\n')
  expect(lacking).toMatch(/^SCAN t\b.*\nSEARCH d USING INDEX devices_by_type/)
  const own = (await plansOf(() => listDevicesOf(db, 'somebody'))).flatMap((plan) => plan.details).join('\n')
  expect(own).toMatch(/SEARCH allocations USING INDEX allocations_by_keeper/)
  expect(own).toMatch(/SEARCH loans USING INDEX open_loans_by_borrower/)
  expect(own).not.toMatch(/SCAN d\b/)
  await enterHalfTerms(db)
  const count = async () => (await plansOf(async () => everyDevice(db, await readPeriods(db), new Date('2026-11-24T09:00:00.000Z')))).length
  await addDevice(db, 'LT-0001')
  await count()
  const one = await count()
  for (let i = 2; i <= 60; i++) await addDevice(db, `LT-${i}`)
  expect(await count()).toBe(one)
})
