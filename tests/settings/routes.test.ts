import { expect, test } from 'vitest'
import { readSettings } from '../../src/settings/store.ts'
import { addPerson, signedIn, startApp } from '../support/app.ts'

const fields = {
  school_name: 'Larkfield Primary School', school_address: '1 Larkfield Lane\r\nLarkfield', school_phone: '01632 960123',
}

async function lead() {
  const school = await startApp()
  return { ...school, browser: await signedIn(school, school.lead) }
}

test('the school’s name and place are kept as they were typed, and what changed is written down by name only', async () => {
  const { browser, db } = await lead()
  const sent = await browser.post('/settings').type('form').send({ ...fields, names_on_idle_desk: '1', is_demo: 'true', demo_accounts: '[]' })
  expect(sent.headers['location']).toBe('/settings?done=saved')
  expect(await readSettings(db)).toMatchObject({
    names_on_idle_desk: true, school_address: '1 Larkfield Lane\nLarkfield', is_demo: false,
  })
  const { data } = await db.selectFrom('events').select('data').where('verb', '=', 'settings.changed').executeTakeFirstOrThrow()
  expect(JSON.parse(data)).toEqual({ settings: 'school_address names_on_idle_desk keepers_asked_on' })
  const page = await browser.get('/settings?done=saved')
  expect(page.text).toContain('1 Larkfield Lane')
  expect(page.text).toContain('The settings are saved.')
})

test.each([
  ['no name', { school_name: ' ' }, 'Enter the school’s name'],
  ['no telephone', { school_phone: '' }, 'Enter the telephone number'],
])('%s is refused and nothing is changed', async (_, wrong, words) => {
  const { browser, db } = await lead()
  const before = await readSettings(db)
  const sent = await browser.post('/settings').type('form').send({ ...fields, ...wrong })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect(await readSettings(db)).toEqual(before)
})

test('when the end-of-day check is held, its full sweep and a keeper’s standing yes are kept, and shown again', async () => {
  const { browser, db } = await lead()
  await browser.post('/settings').type('form').send({ ...fields, check_time: '4.15 pm', full_sweep_weekday: '5', keepers_standing_yes: '1' }).expect(303)
  expect(await readSettings(db)).toMatchObject({ check_time: '16:15', full_sweep_weekday: 5, keepers_standing_yes: true })
  const { text } = await browser.get('/settings')
  expect(text).toMatch(/name="check_time"[^>]*\s+value="(16:15|4:15 pm)"/)
  expect(text).toMatch(/<option value="5" selected/)
  await browser.post('/settings').type('form').send({ ...fields, check_time: '', full_sweep_weekday: '' }).expect(303)
  expect(await readSettings(db)).toMatchObject({ check_time: '15:45', full_sweep_weekday: null, keepers_standing_yes: false })
})

test.each([
  ['a time that is none', { check_time: 'teatime' }, 'Write a time such as 3:45 pm'],
  ['a weekday on which there is no school', { full_sweep_weekday: '6' }, 'full_sweep_weekday'],
])('%s is refused beside its field and nothing is changed', async (_, wrong, words) => {
  const { browser, db } = await lead()
  const before = await readSettings(db)
  const sent = await browser.post('/settings').type('form').send({ ...fields, ...wrong })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect(await readSettings(db)).toEqual(before)
})

test('saving what is there already writes no event', async () => {
  const { browser, db } = await lead()
  await browser.post('/settings').type('form').send(fields)
  await browser.post('/settings').type('form').send(fields)
  expect(await db.selectFrom('events').select('verb').where('verb', '=', 'settings.changed').execute()).toHaveLength(1)
})

test('staff and technicians do not change the settings', async () => {
  const school = await lead()
  for (const role of ['staff', 'technician', 'office'] as const) {
    const browser = await signedIn(school, await addPerson(school.db, { name: `Marlo ${role}`, roles: [role] }))
    expect((await browser.get('/settings')).status).toBe(403)
    expect((await browser.post('/settings').type('form').send(fields)).status).toBe(403)
    expect((await browser.get('/settings/types')).status).toBe(403)
  }
})
