import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { accessReviewAsks } from '../../src/access-review/asks.ts'
import { reviewFor } from '../../src/access-review/today.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { addAccount, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { enterHalfTerms } from '../support/half-terms.ts'

let school: TestApp
let marlo: { id: string, account: string }
let head: { id: string, account: string }
let manager: { id: string, account: string }

beforeEach(async () => {
  school = await startApp()
  await enterHalfTerms(school.db)
  const add = async (name: string, ...roles: ('staff' | 'head' | 'business')[]) => {
    const id = await addPerson(school.db, { name, roles })
    return { id, account: await addAccount(school.db, id) }
  }
  marlo = await add('Marlo Finch', 'staff')
  head = await add('Imogen Vale', 'head')
  manager = await add('Pru Abara', 'business')
})

const as = (person: string) => signedIn(school, person)
type Browser = Awaited<ReturnType<typeof as>>
const confirm = (browser: Browser, account: string[], form_key: string = randomUUID()) => browser.post('/access-review').type('form').send({ form_key, account })
const lines = () => school.db.selectFrom('access_review_lines').selectAll().orderBy('id').execute()

it('lists every open account with its roles, when it was last used and since when', async () => {
  const pru = await as(manager.id)
  await as(marlo.id)
  await addAccount(school.db, await addPerson(school.db, { name: 'Gone Already', last_day: '2026-11-23' }))
  const { text } = await pru.get('/access-review')
  expect(text).toContain('Autumn 2026/27: 4 of 4 accounts to look at')
  expect(text).toContain('Marlo Finch')
  expect(text).toContain('Not that Kitbook knows')
  expect(text).not.toContain('Gone Already')
  expect(text).toContain('give roles and accounts')
  expect(text.match(/type="checkbox"/g)).toHaveLength(3)
  expect(text).toContain('Somebody else’s to confirm')
})

it('confirms those ticked and freezes what stood, who said so and when', async () => {
  const pru = await as(manager.id)
  await as(marlo.id)
  expect((await confirm(pru, [marlo.account, head.account]).expect(303)).headers['location']).toBe('/access-review?done=2')
  const [line] = await lines()
  expect(line).toMatchObject({
    term: '2026-27-autumn', term_name: 'Autumn 2026/27', person_id: marlo.id, roles: 'staff', decision: 'confirmed',
    decided_by_id: manager.id, decided_at: school.clock.now.toISOString(), last_used_at: school.clock.now.toISOString(),
  })
  await expect(school.db.updateTable('access_review_lines').set({ roles: 'head' }).execute()).rejects.toThrow('append-only')
  await expect(school.db.deleteFrom('access_review_lines').execute()).rejects.toThrow('append-only')
  const page = (await pru.get('/access-review?done=2')).text
  expect(page).toContain('2 are confirmed')
  expect(page).toContain('2 of 4 accounts to look at')
  expect(await school.db.selectFrom('events').select(['subject_id', 'data']).where('verb', '=', 'access.confirmed').execute()).toHaveLength(2)
})

it('confirms once what is sent twice, and nothing that is not the reviewer’s', async () => {
  const pru = await as(manager.id)
  const key = randomUUID()
  await confirm(pru, [marlo.account], key).expect(303)
  await confirm(pru, [marlo.account], key).expect(303)
  expect((await confirm(pru, [marlo.account, manager.account, 'no-such-account']).expect(303)).headers['location']).toBe('/access-review?done=0')
  expect(await lines()).toHaveLength(1)
  const wren = await as(school.lead)
  await confirm(wren, [head.account]).expect(303)
  expect(await lines()).toHaveLength(1)
  expect((await pru.post('/access-review').type('form').send({ form_key: randomUUID() }).expect(422)).text).toContain('Tick whom to confirm')
})

it('asks again about somebody who was given a role since', async () => {
  const pru = await as(manager.id)
  await confirm(pru, [marlo.account])
  await school.db.insertInto('person_roles').values({ person_id: marlo.id, role: 'office' }).execute()
  expect((await pru.get('/access-review')).text).toContain('changed since')
  await confirm(pru, [marlo.account])
  expect((await lines()).map(({ roles }) => roles)).toEqual(['staff', 'staff office'])
})

it.each(['roles taken', 'closed'])('takes nothing away (%s) that cannot be written down', async (decision) => {
  const pru = await as(manager.id)
  await school.db.schema.alterTable('access_review_lines').renameTo('elsewhere').execute()
  await pru.post(`/access-review/accounts/${marlo.account}`).type('form').send({ decision }).expect(500)
  await school.db.schema.alterTable('elsewhere').renameTo('access_review_lines').execute()
  expect(await school.db.selectFrom('person_roles').select('role').where('person_id', '=', marlo.id).execute()).toEqual([{ role: 'staff' }])
  expect(await school.db.selectFrom('accounts').select('closed_at').where('id', '=', marlo.account).execute()).toEqual([{ closed_at: null }])
})

it('takes all roles away, or closes the account, and writes down what stood', async () => {
  const pru = await as(manager.id)
  const marloHere = await as(marlo.id)
  const send = (account: string, decision?: string) => pru.post(`/access-review/accounts/${account}`).type('form').send({ decision })
  expect((await pru.get(`/access-review/accounts/${marlo.account}`)).text).toContain('All roles')
  expect((await send(marlo.account).expect(422)).text).toContain('Choose what to take away')
  await send(marlo.account, 'roles taken').expect(303)
  expect(await school.db.selectFrom('person_roles').selectAll().where('person_id', '=', marlo.id).execute()).toEqual([])
  await marloHere.get('/account').expect(303)
  await send(head.account, 'closed').expect(303)
  expect((await lines()).map(({ roles, decision }) => [roles, decision])).toEqual([['staff', 'roles taken'], ['head', 'closed']])
  await send(head.account, 'closed').expect(404)
  const { id } = await school.db.selectFrom('accounts').select('id').where('person_id', '=', school.lead).executeTakeFirstOrThrow()
  expect((await send(id, 'closed').expect(422)).text).toContain('is the only computing lead')
  expect(await lines()).toHaveLength(2)
  expect((await send(manager.account, 'closed').expect(422)).text).toContain('This is your own account')
})

it('keeps past reviews to be read, and gives each as a file', async () => {
  const pru = await as(manager.id)
  await confirm(pru, [marlo.account])
  const csv = (await pru.get('/access-review.csv').expect(200)).text
  expect(csv).toContain('Marlo Finch,Staff,2026-11-24 09:00,,Confirmed,2026-11-24 09:00,Pru Abara')
  expect(csv).toContain('Imogen Vale,Head teacher,2026-11-24 09:00,,To be looked at')
  school.clock.now = new Date('2027-02-23T09:00:00.000Z')
  const later = await as(manager.id)
  expect((await later.get('/access-review')).text).toContain('Spring 2026/27: 4 of 4 accounts to look at')
  expect((await later.get('/access-review/past')).text).toContain('/access-review/past/2026-27-autumn')
  expect((await later.get('/access-review/past/2026-27-autumn')).text).toContain('Marlo Finch')
  const past = (await later.get('/access-review.csv?term=2026-27-autumn')).text
  expect(past).toContain('Marlo Finch')
  expect(past).not.toContain('To be looked at')
  await later.get('/access-review/past/2020-21-autumn').expect(404)
})

it('is asked of the business manager, on Today and by letter, until it is done', async () => {
  const today = async (person: string) => {
    const roles = (await school.db.selectFrom('person_roles').select('role').where('person_id', '=', person).execute()).map(({ role }) => role)
    return reviewFor(school.db, { id: '', person_id: person, name: '', email: '', session_id: '', roles }, await readCalendar(school.db), school.clock.now)
  }
  const asked = async () => (await accessReviewAsks.read(school.db, { settings: await readSettings(school.db), calendar: await readCalendar(school.db) }, school.clock.now)).map(({ person_id }) => person_id)
  expect(await today(manager.id)).toEqual({ term: 'Autumn 2026/27', owed: 3 })
  expect([await today(head.id), await today(school.lead), await today(marlo.id)]).toEqual([null, null, null])
  expect(await asked()).toEqual([manager.id])
  const pru = await as(manager.id)
  expect((await pru.get('/')).text).toContain('id="access-review"')
  const { id } = await school.db.selectFrom('accounts').select('id').where('person_id', '=', school.lead).executeTakeFirstOrThrow()
  await confirm(pru, [marlo.account, head.account, id])
  expect((await pru.get('/')).text).not.toContain('id="access-review"')
  expect(await asked()).toEqual([])
})

it('is the head’s where there is no business manager, and nobody’s where the calendar is not entered or reminders are off', async () => {
  await school.db.deleteFrom('person_roles').where('role', '=', 'business').execute()
  const read = async () => accessReviewAsks.read(school.db, { settings: await readSettings(school.db), calendar: await readCalendar(school.db) }, school.clock.now)
  expect((await read()).map(({ person_id }) => person_id)).toEqual([head.id])
  await writeSettings(school.db, { remind_access_review: false })
  expect(await read()).toEqual([])
  await writeSettings(school.db, { remind_access_review: true })
  school.clock.now = new Date('2027-10-01T09:00:00.000Z')
  expect(await read()).toEqual([])
})
