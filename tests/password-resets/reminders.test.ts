import { expect, test } from 'vitest'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { recordResets } from '../../src/password-resets/record-resets.ts'
import { sendReminders } from '../../src/reminders/send.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, startApp } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'
import { given } from '../support/keepers.ts'

/** Marlo looks after LT-0001; nobody looks after LT-0002. */
async function school() {
  const kit = await startApp()
  const { db, lead, clock } = kit
  await enterHalfTerms(db)
  await writeSettings(db, { remind_keepers: false })
  const laptop = await addDevice(db, 'LT-0001')
  await addDevice(db, 'LT-0002')
  await db.updateTable('devices').set({ created_at: '2025-09-10T09:00:00.000Z' }).execute()
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const actor = { person_id: lead, desk_id: null }
  await giveToKeeper(db, newFormKey(), { ...given, device_id: laptop, keeper_id: marlo, actor }, new Date('2025-09-11T09:00:00.000Z'))
  const remindOn = (...days: string[]) => days.reduce(async (before, day) => {
    await before
    clock.now = new Date(`${day}T16:00:00.000Z`)
    await sendReminders(db, 'https://kitbook.larkfield.example', clock.now)
  }, Promise.resolve())
  const letters = async () => (await db.selectFrom('outbox').select(['to_address', 'subject', 'created_at', 'body_text']).orderBy('created_at').orderBy('to_address').execute())
    .map(({ to_address, subject, created_at, ...rest }) => ({ line: `${created_at.slice(5, 10)} ${to_address.split('@')[0]}: ${subject}`, ...rest }))
  return { ...kit, laptop, marlo, actor, remindOn, letters }
}

test('the keeper is told when resets open, on the day they are due, and weekly while late; the lead weekly of all that are late', async () => {
  const { remindOn, letters } = await school()
  await remindOn('2026-11-02', '2026-11-03', '2026-11-04', '2026-11-06', '2026-11-09', '2026-11-10', '2026-11-11', '2026-11-17')
  const all = await letters()
  expect(all.map(({ line }) => line)).toEqual([
    '11-03 marlo.finch: Please reset the password of LT-0001', '11-09 marlo.finch: Please reset the password of LT-0001',
    '11-10 marlo.finch: Please reset the password of LT-0001', '11-10 wren.calloway: Please see to the passwords that are late',
    '11-17 marlo.finch: Please reset the password of LT-0001', '11-17 wren.calloway: Please see to the passwords that are late',
  ])
  for (const words of ['LT-0001: Due by Mon 9 Nov', '/password-resets/mine']) expect(all[0]!.body_text).toContain(words)
  for (const words of ['LT-0001', 'LT-0002', '/password-resets?show=late']) expect(all[3]!.body_text).toContain(words)
})

test('a server that was off while they opened tells what holds now, once; what is done is not told', async () => {
  const { db, laptop, marlo, actor, remindOn, letters, clock } = await school()
  await remindOn('2026-11-06')
  clock.now = new Date('2026-11-06T16:30:00.000Z')
  await recordResets(db, newFormKey(), { device_ids: [laptop], day: '2026-11-06', done_by: marlo, how: 'own device', actor }, clock.now)
  await remindOn('2026-11-09', '2026-11-10')
  expect((await letters()).map(({ line }) => line)).toEqual(['11-06 marlo.finch: Please reset the password of LT-0001', '11-10 wren.calloway: Please see to the passwords that are late'])
})

test.each([['no reminders of resets', { remind_resets: false }], ['no resets', { password_reset_every: 'off' as const }]])('with %s nobody is told', async (_name, settings) => {
  const { db, remindOn, letters } = await school()
  await writeSettings(db, settings)
  await remindOn('2026-11-03', '2026-11-10')
  expect(await letters()).toEqual([])
})
