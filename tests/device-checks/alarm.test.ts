import { expect, test } from 'vitest'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { given } from '../support/keepers.ts'
import { lend } from '../support/loans.ts'

async function school() {
  const kit = await startApp()
  const { db } = kit
  const laptop = await addDevice(db, 'LT-0001')
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await addPerson(db, { name: 'Hale Thorne', roles: ['head'] })
  const browser = await signedIn(kit, await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] }))
  const check = (text: string, form_key = newFormKey()) =>
    browser.post('/device-checks').type('form').send({ form_key, device_id: laptop, kind_id: 'encryption', text })
  const letters = () => db.selectFrom('outbox').select(['to_address', 'subject', 'body_text']).execute()
  return { ...kit, laptop, marlo, browser, check, letters }
}

const offSite = async (kit: Awaited<ReturnType<typeof school>>) => {
  await lend(kit, kit.marlo, 'LT-0001')
  await kit.db.updateTable('loans').set({ off_site: 1 }).execute()
}

test('a check that fails on what is off-site is written to the lead at once, and to nobody twice', async () => {
  const kit = await school()
  await offSite(kit)
  const key = newFormKey()
  await kit.check('2', key)
  await kit.check('2', key)
  const [letter, ...more] = await kit.letters()
  expect(more).toEqual([])
  expect(letter).toMatchObject({ to_address: 'wren.calloway@larkfield.example', subject: 'Please act now: LT-0001 failed its check and is away from school' })
  for (const words of ['Encryption, protection suspended', 'with Marlo Finch', '/devices/LT-0001']) expect(letter!.body_text).toContain(words)
  expect(await kit.db.selectFrom('reminders').select(['kind', 'person_id']).execute()).toEqual([{ kind: 'alarm', person_id: kit.lead }])
})

test('a check that passes off-site, or fails in school, alarms nobody', async () => {
  const kit = await school()
  await kit.check('2')
  await offSite(kit)
  await kit.check('1')
  expect(await kit.letters()).toEqual([])
})

test.each([[true, 1], [false, 0]])('with a standing yes (%s) what an adult looks after counts as away', async (keepers_standing_yes, many) => {
  const { db, clock, lead, laptop, marlo, check, letters } = await school()
  await writeSettings(db, { keepers_standing_yes })
  await giveToKeeper(db, newFormKey(), { ...given, device_id: laptop, keeper_id: marlo, actor: { person_id: lead, desk_id: null } }, clock.now)
  await check('4')
  expect(await letters()).toHaveLength(many)
})

test('Today tells the technician and the lead what failed and what is owed, what failed first, each with its act; nobody else', async () => {
  const kit = await school()
  for (let i = 2; i <= 13; i++) await addDevice(kit.db, `LT-${String(i).padStart(4, '0')}`)
  await addDevice(kit.db, 'AA-0001')
  await kit.check('3')
  const page = (await kit.browser.get('/')).text
  const rows = page.slice(page.indexOf('id="checks"'))
  expect(rows.indexOf('LT-0001')).toBeLessThan(rows.indexOf('AA-0001'))
  expect(rows).toContain('Failed: partly encrypted')
  expect(rows).toContain(`href="/device-checks?device=LT-0001&amp;kind=encryption"`)
  expect(rows).toContain('All 14 that failed or are owed')
  expect((await (await signedIn(kit, kit.lead)).get('/')).text).toContain('id="checks"')
  expect((await (await signedIn(kit, kit.marlo)).get('/')).text).not.toContain('id="checks"')
})

test('where every check holds, Today does not speak of checks', async () => {
  const { browser, check } = await school()
  await check('1')
  expect((await browser.get('/')).text).not.toContain('id="checks"')
})
