import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { readSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

const fields = {
  remind_borrowers: '1', remind_minutes_before: '20', remind_evening: '1', remind_long_overdue: '1', long_overdue_days: '5', remind_stolen: '1',
  remind_unsigned: '1', remind_new_year: '1', remind_unsigned_count: '1', remind_lapses: '1', remind_keepers: '1', remind_holiday: '1', remind_leavers: '1', remind_returns: '1',
  remind_personal_devices: '1', remind_master_passwords: '1',
}

async function lead() {
  const school = await startApp()
  return { ...school, browser: await signedIn(school, school.lead) }
}

test('when and about what people are reminded is a setting, each kind can be off, and the log names what changed', async () => {
  const { browser, db } = await lead()
  const { remind_stolen: _, remind_unsigned: __, ...rest } = fields
  const sent = await browser.post('/settings/reminders').type('form').send({ ...rest, is_demo: 'true' })
  expect(sent.headers['location']).toBe('/settings/reminders?done=saved')
  expect(await readSettings(db)).toMatchObject({ remind_minutes_before: 20, long_overdue_days: 5, remind_stolen: false, remind_unsigned: false, remind_unsigned_count: true, remind_evening: true, is_demo: false })
  const { data } = await db.selectFrom('events').select('data').where('verb', '=', 'settings.changed').executeTakeFirstOrThrow()
  expect(JSON.parse(data)).toEqual({ settings: 'remind_minutes_before long_overdue_days remind_stolen remind_unsigned remind_resets remind_access_review' })
  const { text } = await browser.get('/settings/reminders?done=saved')
  expect(text).toContain('The reminders are saved.')
  expect(text).toContain('value="20"')
})

test.each([
  ['no minutes', { remind_minutes_before: '' }, 'Write a whole number from 5 to 240'],
  ['words for minutes', { remind_minutes_before: 'half an hour' }, 'Write a whole number from 5 to 240'],
  ['too many days', { long_overdue_days: '21' }, 'Write a whole number from 1 to 20'],
])('%s is refused beside its field, and nothing is changed or lost', async (_, wrong, words) => {
  const { browser, db } = await lead()
  const before = await readSettings(db)
  const sent = await browser.post('/settings/reminders').type('form').send({ ...fields, ...wrong })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect(sent.text).toContain(`value="${Object.values(wrong)[0]}"`)
  expect(await readSettings(db)).toEqual(before)
})

test('each letter is shown in the words of what the school has out', async () => {
  const school = await lead()
  const { db, browser } = school
  expect((await browser.get('/settings/reminders')).text).toContain('Please bring back LT-0001 today')
  await addDevice(db, 'LT-0042')
  expect((await browser.get('/settings/reminders')).text).toContain('Please act now: LT-0042 is down as stolen')
  await addDevice(db, 'IP-0007', 'iPad')
  await lend(school, await addPerson(db, { name: 'Marlo <b>Finch</b>', roles: ['staff'] }), 'IP-0007')
  const { text } = await browser.get('/settings/reminders')
  expect(text).toContain('Please look for IP-0007: not back')
  expect(text).toContain('Marlo &lt;b&gt;Finch')
  expect(text).not.toContain('LT-0042')
})

test('what other features ask is shown beside the rest, and a trial of it can be sent', async () => {
  const { browser, db } = await lead()
  const { text } = await browser.get('/settings/reminders')
  expect(text).toContain('Agreement not signed: Please sign the agreement')
  expect(text).toContain('How many have not signed, to the office: Please ask those who have not signed the agreement')
  expect(text).toContain('- Supply: 1 of 1')
  await browser.post('/settings/reminders/trial').type('form').send({ kind: 'unsigned count', form_key: newId() }).expect(303)
  expect(await db.selectFrom('outbox').select('subject').execute()).toEqual([{ subject: 'A trial, nothing to do: Please ask those who have not signed the agreement' }])
})

test('the alarm of a check that failed away from school is among the letters, and a trial of it can be sent', async () => {
  const { browser, db } = await lead()
  const page = (await browser.get('/settings/reminders')).text
  expect(page).toContain('Failed check away from school: Please act now:')
  await browser.post('/settings/reminders/trial').type('form').send({ kind: 'failed check', form_key: newId() }).expect(303)
  expect((await db.selectFrom('outbox').select('subject').executeTakeFirstOrThrow()).subject).toMatch(/^A trial, nothing to do: Please act now: .* failed its check and is away from school$/)
})

test('a trial of a letter goes to oneself, once for a form, and leaves no line in the ledger', async () => {
  const { browser, db } = await lead()
  const form_key = newId()
  for (let i = 0; i < 2; i++) {
    const sent = await browser.post('/settings/reminders/trial').type('form').send({ kind: 'evening', form_key })
    expect(sent.headers['location']).toBe('/settings/reminders?done=trial')
  }
  const letters = await db.selectFrom('outbox').select(['to_address', 'subject']).execute()
  expect(letters).toEqual([{ to_address: 'wren.calloway@larkfield.example', subject: 'A trial, nothing to do: Please look for LT-0001: not back' }])
  expect(await db.selectFrom('reminders').select('id').execute()).toEqual([])
  expect((await browser.post('/settings/reminders/trial').type('form').send({ kind: 'poem', form_key: newId() })).status).toBe(404)
})
