import { parse } from 'csv-parse/sync'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { allRoutes } from '../../src/contents.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { addTrolley } from '../support/desk-school.ts'
import { lend } from '../support/loans.ts'

const FORMULA = /^[=+\-@\t\r]/

/** A school in which every free text would be a formula. */
async function hostileSchool() {
  const kit = await startApp()
  const { db, lead } = kit
  for (const role of ['office', 'technician', 'head', 'business'] as const) await db.insertInto('person_roles').values({ person_id: lead, role }).execute()
  const marlo = await addPerson(db, { name: '=Marlo Finch', roles: ['staff'] })
  await db.updateTable('people').set({ job_title: '@Teacher' }).execute()
  await addClass(db, '+Year 4 Oak')
  await addDevice(db, 'LT-0001')
  await addTrolley(db, 'TR-A', 2)
  await db.updateTable('sets').set({ name: '-Trolley', place: '=1+1' }).execute()
  await lend(kit, marlo, 'LT-0001')
  await lend(kit, marlo, 'IP-0001')
  await db.updateTable('devices').set({ make: '=Make', model: '@Model', serial: null, place: '\t=Suite', notes: '-1+1' }).execute()
  await db.updateTable('device_types').set({ name: '@Laptop' }).where('name', '=', 'Laptop').execute()
  await enterAgreement(kit, { title: '=Agreement' })
  await writeSettings(db, { master_passwords: true, new_year_from: '11-01' })
  await db.insertInto('master_passwords').values({ id: 'safe', name: '=Safe', search_name: '=safe', made_at: kit.clock.now.toISOString(), ended_at: null }).execute()
  return kit
}

/** What has nothing of the school's in it, or only a finished import's. */
const NOTHING_OF_THE_SCHOOL = ['/imports/templates/devices.csv', '/imports/templates/people.csv', '/imports/:id/problems.csv', '/run-up/counts/:id/lines.csv']

/** Where this school's free text stands: that a file is empty shows nothing. */
const HOSTILE_HERE = [
  '/agreements.csv', '/book.csv', '/classes.csv', '/device-checks/list.csv', '/devices.csv', '/master-passwords.csv',
  '/password-resets.csv', '/people.csv', '/sets.csv',
  '/sets/:code/history.csv', '/sets/:code/lacking.csv', '/settings/types.csv',
]

test('no file that the school takes away has a cell that a spreadsheet takes for a formula', async () => {
  const kit = await hostileSchool()
  const browser = await signedIn(kit, kit.lead)
  await browser.post('/new-year').type('form').send({ form_key: 'a-key-for-the-coming-year' }).expect(303)
  const config = readConfig({ NODE_ENV: 'test' })
  const routes = allRoutes({ schools: schoolsOf(kit.db, null), config, clock: () => kit.clock.now, log: pino({ level: 'silent' }), setUpCode: '' })
  const paths = routes.filter(({ method, path }) => method === 'get' && path.endsWith('.csv')).map(({ path }) => path).filter((path) => !NOTHING_OF_THE_SCHOOL.includes(path))
  const escaped: string[] = []
  for (const path of paths) {
    const { status, text } = await browser.get(path.replace(':code', 'TR-A'))
    expect(status, path).toBe(200)
    const cells = parse(text, { bom: true, relax_column_count: true }).flat()
    expect(cells.filter((cell) => FORMULA.test(cell)), path).toEqual([])
    if (cells.some((cell) => cell.startsWith("'") && FORMULA.test(cell.slice(1)))) escaped.push(path)
  }
  expect(escaped).toEqual(expect.arrayContaining(HOSTILE_HERE))
})
