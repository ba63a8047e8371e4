import { beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { readAsks, sayAsks } from '../../src/reminders/asks.ts'
import { readSettings, type Settings, writeSettings } from '../../src/settings/store.ts'
import { calendarOf } from '../support/calendar.ts'
import { addPerson, startApp, type TestApp } from '../support/app.ts'

let school: TestApp
let marlo: string
beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
})

async function heldBy(name: string, ...people: string[]): Promise<void> {
  const id = newId()
  await school.db.insertInto('master_passwords').values({ id, name, search_name: name.toLowerCase(), made_at: '2026-09-01T08:00:00.000Z', ended_at: null }).execute()
  for (const person_id of people) await school.db.insertInto('master_password_holders').values({ id: newId(), master_password_id: id, person_id, from_day: '2026-09-01', until_day: null }).execute()
}

async function asked(settings: Partial<Settings> = {}) {
  await writeSettings(school.db, { master_passwords: true, ...settings })
  const asks = await readAsks(school.db, { settings: await readSettings(school.db), calendar: calendarOf() }, school.clock.now)
  return asks.filter(({ kind }) => kind === 'master password')
}

test('the lead is told weekly of what one person alone holds, and of a holder who has left', async () => {
  await heldBy('Server', school.lead, marlo)
  await heldBy('Wi-Fi controller', marlo)
  const asks = await asked()
  expect(asks.map(({ person_id, items }) => [person_id, items])).toEqual([[school.lead, ['Wi-Fi controller: Only one person holds it']]])
  expect(asks[0]!.quiet).toHaveLength(7)
  expect(sayAsks(asks)).toMatchObject([{ subject: 'Please see that two people hold a master password', link: '/master-passwords' }])
  await school.db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', marlo).execute()
  expect((await asked()).flatMap(({ items }) => items)).toEqual([
    'Server: Marlo Finch has left and still holds it: change it, then end their part', 'Server: Only one person holds it',
    'Wi-Fi controller: Marlo Finch has left and still holds it: change it, then end their part', 'Wi-Fi controller: Nobody here holds it'])
})

test('where there is no lead the business manager is told, else the head', async () => {
  await heldBy('Server', marlo)
  await school.db.deleteFrom('person_roles').execute()
  expect(await asked()).toEqual([])
  const head = await addPerson(school.db, { name: 'Ottoline Brae', roles: ['head'] })
  expect((await asked()).map(({ person_id }) => person_id)).toEqual([head])
  const business = await addPerson(school.db, { name: 'Bryony Oakes', roles: ['business'] })
  expect((await asked()).map(({ person_id }) => person_id)).toEqual([business])
})

test.each<[string, Partial<Settings>]>([
  ['where no such list is kept', { master_passwords: false }], ['where such letters are switched off', { remind_master_passwords: false }],
])('%s nobody is told', async (_name, settings) => {
  await heldBy('Server', marlo)
  expect(await asked(settings)).toEqual([])
})
