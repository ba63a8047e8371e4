import { pino } from 'pino'
import { expect, it, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { allRoutes, NAV } from '../../src/contents.ts'
import { currentOf } from '../../src/http/page.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { freshDatabase } from '../support/database.ts'

test.each([
  ['/', 'Today'], ['/my-loans', 'Today'],
  ['/devices', 'Devices'], ['/devices/LT-0001', 'Devices'], ['/sets', 'Devices'], ['/sets/TR-A/edit', 'Devices'],
  ['/loans/new', 'Devices'], ['/loans', 'Devices'], ['/allocations/new', 'Devices'],
  ['/people/new', 'People'], ['/classes', 'People'], ['/classes/c1/cards/new', 'People'],
  ['/book/print', 'Signing-out book'], ['/who-had-it', 'Signing-out book'], ['/loans/l1/correct', 'Signing-out book'],
  ['/settings/types', 'Settings'], ['/desk/open', 'Settings'],
  ['/devices-of-old', undefined], ['/account', undefined], ['/elsewhere', undefined],
])('%s is in the menu under %s', (path, label) => expect(currentOf(path, NAV)?.label).toBe(label))

it('has a place in the menu for every page behind a sign-in but one’s own account', async () => {
  const db = await freshDatabase()
  const routes = allRoutes({
    schools: schoolsOf(db, null), config: readConfig({ NODE_ENV: 'test' }), clock: () => new Date(0), log: pino({ level: 'silent' }), setUpCode: '',
  })
  const pages = routes.filter(({ method, access, path }) => method === 'get' && !['public', 'desk'].includes(access) && !/\.(csv|svg)$/.test(path))
  expect(pages.map(({ path }) => path).filter((path) => currentOf(path, NAV) === null && !/^\/account(\/|$)/.test(path))).toEqual([])
})

it('says in the menu where one is, once, whoever it is', async () => {
  const kit = await startApp()
  await addDevice(kit.db, 'LT-0001')
  const oak = await addClass(kit.db, 'Year 4 Oak')
  const lead = await signedIn(kit, kit.lead)
  const staff = await signedIn(kit, await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] }))
  const lit = (html: string) => [...html.matchAll(/<a href="([^"]*)" aria-current="page">/g)].map(([, href]) => href)
  const inMenu = async (agent: typeof lead, path: string) => new Set(lit((await agent.get(path).expect(200)).text))
  expect(await inMenu(lead, `/classes/${oak}`)).toEqual(new Set(['/people']))
  expect(await inMenu(lead, '/paper')).toEqual(new Set(['/book']))
  expect(await inMenu(staff, '/loans/new?code=LT-0001')).toEqual(new Set(['/devices']))
  expect(await inMenu(staff, '/my-loans')).toEqual(new Set(['/']))
})
