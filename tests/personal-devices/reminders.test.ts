import { beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { readAsks, sayAsks } from '../../src/reminders/asks.ts'
import { readSettings, type Settings, writeSettings } from '../../src/settings/store.ts'
import { calendarOf } from '../support/calendar.ts'
import { addPerson, startApp, type TestApp } from '../support/app.ts'

let school: TestApp
let marlo: string
let head: string
beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  head = await addPerson(school.db, { name: 'Ottoline Brae', roles: ['head'] })
})

async function declare(person_id: string, needs: 'lead' | 'head', device = 'Pixel 8'): Promise<void> {
  await school.db.insertInto('personal_devices').values({
    id: newId(), person_id, device, used_for: 'school e-mail', conditions: '', from_day: '2026-11-24', until_day: null, declared_at: school.clock.now.toISOString(), needs,
    authorised_at: null, authorised_by_id: null, authorised_as: null, withdrawn_at: null, withdrawn_by_id: null,
  }).execute()
}

async function asked(settings: Partial<Settings>) {
  await writeSettings(school.db, settings)
  const asks = await readAsks(school.db, { settings: await readSettings(school.db), calendar: calendarOf() }, school.clock.now)
  return asks.filter(({ kind }) => kind === 'personal device')
}

test('whoever may decide is told weekly of a device that waits, never of their own', async () => {
  await declare(marlo, 'lead')
  await declare(school.lead, 'lead', 'Fairphone')
  const asks = await asked({ personal_devices: 'lead' })
  expect(asks.map(({ person_id, items }) => [person_id, items])).toEqual([
    [school.lead, ['Marlo Finch: Pixel 8, for school e-mail']], [head, ['Wren Calloway: Fairphone, for school e-mail']]])
  expect(asks[0]!.quiet).toHaveLength(7)
  expect(sayAsks(asks.slice(0, 1))).toMatchObject([{ subject: 'Please decide about a personal device used for school', link: '/personal-devices' }])
  expect(sayAsks(asks)).toMatchObject([{ subject: 'Please decide about 2 personal devices used for school' }])
})

test('what is the head’s is not the lead’s', async () => {
  await declare(marlo, 'head')
  expect((await asked({ personal_devices: 'head' })).map(({ person_id }) => person_id)).toEqual([head])
})

test.each<[string, Partial<Settings>]>([
  ['where a declaration is enough', { personal_devices: 'declared' }], ['where there is no such list', { personal_devices: 'off' }],
  ['where such letters are switched off', { personal_devices: 'lead', remind_personal_devices: false }],
])('%s nobody is told', async (_name, settings) => {
  await declare(marlo, 'lead')
  expect(await asked(settings)).toEqual([])
})
