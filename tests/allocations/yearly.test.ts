import { expect, test } from 'vitest'
import { giveToKeeper } from '../../src/allocations/give.ts'
import { askedDay } from '../../src/allocations/yearly/rules.ts'
import { readCalendar } from '../../src/calendar/school/store.ts'
import { readAsks } from '../../src/reminders/asks.ts'
import { readSettings, writeSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { given } from '../support/keepers.ts'

test.each([
  ['06-15', '2027-06-14', null], ['06-15', '2027-06-15', '2027-06-15'], ['06-15', '2027-08-13', '2027-06-15'], ['06-15', '2027-08-14', null],
  ['12-20', '2027-01-10', '2026-12-20'], [null, '2027-06-15', null],
])('keepers who are asked from %s are asked on %s because of %s', (asked_on, today, expected) => expect(askedDay(asked_on, today)).toBe(expected))

async function scene() {
  const school = await startApp()
  const { db, clock } = school
  await writeSettings(db, { keepers_asked_on: '11-20' })
  const finch = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const actor = { person_id: school.lead, desk_id: null }
  const give = async (code: string, day: string) => {
    const made = await giveToKeeper(db, `give-${code}-${'k'.repeat(12)}`, { ...given, device_id: await addDevice(db, code), keeper_id: finch, actor }, new Date(`${day}T09:00:00.000Z`))
    return (made as { allocation_id: string }).allocation_id
  }
  const [old, recent] = [await give('LT-1', '2026-09-02'), await give('LT-2', '2026-11-20')]
  const [keeper, lead] = [await signedIn(school, finch), await signedIn(school, school.lead)]
  const say = (id: string, fields: Record<string, string>, who = keeper) => who.post(`/allocations/${id}/still`).type('form').send(fields)
  const rows = () => db.selectFrom('keeper_answers').select(['allocation_id', 'asked_day', 'answer', 'words']).execute()
  const told = async () => (await readAsks(db, { settings: await readSettings(db), calendar: await readCalendar(db) }, clock.now))
    .filter(({ kind }) => kind === 'still have it').map(({ items }) => items)
  return { ...school, finch, old, recent, keeper, browser: lead, say, rows, told }
}

test('once a year each keeper is asked of what they had before: in the letter, on Today and on their own page', async () => {
  const { keeper, browser, say, old, rows, told } = await scene()
  expect(await told()).toEqual([['LT-1']])
  expect((await keeper.get('/')).text).toContain('Do you still have')
  expect((await keeper.get('/allocations/mine')).text).toContain('Do you still have <span class="code">LT-1</span>?')
  expect((await browser.get('/allocations')).text).toContain('1 answer still to come: LT-1 (Marlo Finch)')
  expect((await say(old, { answer: 'yes' })).headers['location']).toBe('/allocations/mine?done=still')
  await say(old, { answer: 'no' })
  expect(await rows()).toEqual([{ allocation_id: old, asked_day: '2026-11-20', answer: 'yes', words: '' }])
  expect(await told()).toEqual([])
  expect((await browser.get('/allocations')).text).not.toContain('Do they still have it?')
})

test('a no or a problem is the lead’s to see to, and changes nothing in the book', async () => {
  const { browser, say, old, db } = await scene()
  expect((await say(old, { answer: 'problem' })).text).toContain('Say what the problem is')
  expect((await say(old, { answer: 'problem', words: 'its PIN is 4821' })).text).toContain('That looks like a password')
  await say(old, { answer: 'problem', words: 'It does not charge' })
  expect((await browser.get('/')).text).toContain('1 device that its keeper has no longer, or has a problem with')
  expect((await browser.get('/allocations')).text).toContain('“It does not charge”')
  expect((await db.selectFrom('allocations').select('until_at').where('id', '=', old).executeTakeFirstOrThrow()).until_at).toBeNull()
  const { id } = await db.selectFrom('keeper_answers').select('id').executeTakeFirstOrThrow()
  await browser.post(`/allocations/answers/${id}/closing`)
  expect((await browser.get('/allocations')).text).not.toContain('It does not charge')
})

test('nobody answers for somebody else, nor when nobody is asked', async () => {
  const { browser, say, old, rows, db } = await scene()
  expect((await say(old, { answer: 'yes' }, browser)).status).toBe(404)
  await writeSettings(db, { keepers_asked_on: null })
  expect((await say(old, { answer: 'yes' })).status).toBe(404)
  expect(await rows()).toEqual([])
})

test.each([['15 6', '06-15'], ['1/9', '09-01'], ['', null]])('from which day is a setting: %s', async (typed, expected) => {
  const { browser, db } = await scene()
  const fields = { school_name: 'Larkfield Primary School', school_phone: '01632 960123', check_time: '15:45' }
  expect((await browser.post('/settings').type('form').send({ ...fields, keepers_asked_on: 'June' })).text).toContain('Write a day and a month such as 15 6')
  await browser.post('/settings').type('form').send({ ...fields, keepers_asked_on: typed })
  expect((await readSettings(db)).keepers_asked_on).toBe(expected)
})
