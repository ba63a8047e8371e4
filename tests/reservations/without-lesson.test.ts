import { expect, test } from 'vitest'
import { newFormKey } from '../../src/http/forms.ts'
import { hasLesson } from '../../src/reservations/lessons.ts'
import { signedIn } from '../support/app.ts'
import { larkfieldYear, specialDays } from '../support/calendar.ts'
import { idOf, reservingSchool } from './support.ts'

const slots = [{ weekday: 2, name: 'Before break', starts: '09:00', ends: '10:30' }, { weekday: 2, name: 'Afternoon', starts: '13:00', ends: '15:15' }]
const [before, afternoon] = [{ starts: '09:00', ends: '10:30' }, { starts: '13:00', ends: '15:15' }]

test.each<[string, { starts: string, ends: string }, Parameters<typeof larkfieldYear>[0], boolean]>([
  ['as ever', afternoon, { slots }, true], ['closed', before, { slots, special: specialDays(['2026-11-24', 'closed']) }, false],
  ['short: the lesson that stays', before, { slots, special: specialDays(['2026-11-24', 'short', '12:30']) }, true],
  ['short: the lesson that falls out', afternoon, { slots, special: specialDays(['2026-11-24', 'short', '12:30']) }, false],
  ['an INSET day, which is one long lesson', before, { slots, special: specialDays(['2026-11-24', 'staff only']) }, true],
  ['with the lesson five minutes later', before, { slots: [{ ...slots[0]!, starts: '09:05', ends: '10:35' }] }, true],
  ['with another lesson that begins when it ends', before, { slots: [{ ...slots[0]!, starts: '10:30', ends: '12:00' }] }, false],
])('there is a lesson on a day %s', (_, span, changes, has) => {
  expect(hasLesson({ day: '2026-11-24', ...span }, larkfieldYear(changes))).toBe(has)
})

/** Imogen has reserved for two lessons of Wednesday and one of Thursday, Marlo for one of Wednesday; the lead keeps the calendar. */
async function school() {
  const kit = await reservingSchool()
  const imogens = [idOf(await kit.ask({ lessons: ['09:00'] })), idOf(await kit.ask({ lessons: ['13:00'] })), idOf(await kit.ask({ day: '2026-11-26' }))]
  const marlos = idOf(await kit.ask({ person_id: kit.marlo, lessons: ['10:45'], wanted: 1 }))
  const lead = await signedIn(kit, kit.lead)
  const change = async (path: string, fields: object) => (await signedIn(kit, kit.lead)).post(`/calendar/${path}`).type('form').send({ form_key: newFormKey(), ...fields })
  const cancelled = async () => (await kit.db.selectFrom('reservations').select('id').where('cancelled_at', 'is not', null).orderBy('id').execute()).map(({ id }) => id)
  const letters = () => kit.db.selectFrom('outbox').select(['person_id', 'subject', 'body_text']).orderBy('id').execute()
  return { ...kit, browser: lead, imogens, marlos, change, cancelled, letters }
}

const SNOW = { first: '25 11 2026', kind: 'closed', name: 'Snow' }

test('a day that is closed asks first, then cancels what was reserved on it and writes to each once', async () => {
  const kit = await school()
  const { text } = await kit.change('days', SNOW)
  expect(text).toContain('3 reservations fall on a time that would have no lesson any more. Nothing is changed yet.')
  expect(text).toContain('Change the calendar and cancel the reservations')
  expect(text).toMatch(/Before break[^]*2 × iPad[^]*Imogen Vale/)
  expect(await kit.cancelled()).toEqual([])
  const done = await kit.change('days', { ...SNOW, choice: 'move' })
  expect((await kit.browser.get(String(done.headers['location']))).text).toContain('The calendar is changed. 3 reservations are cancelled.')
  expect(await kit.cancelled()).toEqual([...kit.imogens.slice(0, 2), kit.marlos].toSorted())
  const letters = await kit.letters()
  expect(letters).toMatchObject([{ person_id: kit.imogen, subject: 'Your reservation is cancelled: 2 × iPad, Wednesday 25 November 2026, Before break' }, { person_id: kit.marlo }])
  expect(letters[0]!.body_text.replace(/\s+/g, ' ')).toContain('Wren Calloway has changed the calendar: there is no lesson then any more, and your reservation is cancelled: 2 × iPad, Wednesday 25 November 2026, Before break, and 1 more like it.')
  expect(await kit.db.selectFrom('events').select('verb').where('verb', '=', 'reservation.cancelled').execute()).toHaveLength(3)
})

test('what is left as it is stands again when the calendar is changed back', async () => {
  const kit = await school()
  await kit.change('days', { ...SNOW, choice: 'leave' })
  expect([await kit.cancelled(), await kit.letters()]).toEqual([[], []])
  expect((await kit.browser.get(`/reservations/${kit.marlos}`)).text).toContain('The school is closed')
  expect((await kit.change('days/2026-11-25/removal', {})).status).toBe(303)
  expect((await kit.browser.get(`/reservations/${kit.marlos}`)).text).not.toContain('The school is closed')
})

const shortDay = { first: '25 11 2026', kind: 'short', ends: '12:30' }

test('a short day and a lesson that is taken out ask for what they leave without one; other changes ask nothing', async () => {
  const kit = await school()
  expect((await kit.change('days', shortDay)).text).toContain('1 reservation falls on a time')
  const line = (n: number, name: string, starts: string, ends: string) => ({ [`name_${n}`]: name, [`starts_${n}`]: starts, [`ends_${n}`]: ends, [`weekdays_${n}`]: ['1', '2', '3', '4', '5'] })
  const later = { ...line(1, 'Before break', '09:05', '10:35'), ...line(2, 'After break', '10:50', '12:00'), ...line(3, 'Afternoon', '13:00', '15:15') }
  expect((await kit.change('lessons', later)).status).toBe(303)
  expect((await kit.change('lessons', { ...line(1, 'Before break', '09:05', '10:35'), ...line(2, 'After break', '10:50', '12:00') })).text).toContain('1 reservation falls on a time')
  await kit.change('days', { ...shortDay, choice: 'leave' })
  expect((await kit.change('days', { first: '27 11 2026', kind: 'closed' })).status).toBe(303)
})

test('what was collected, cancelled or is over is not asked about', async () => {
  const kit = await school()
  await kit.db.updateTable('reservations').set({ cancelled_at: '2026-11-24T09:00:00.000Z' }).where('id', '=', kit.imogens[0]!).execute()
  kit.clock.now = new Date('2026-11-25T11:30:00.000Z')
  expect((await kit.change('days', SNOW)).text).toContain('1 reservation falls on a time')
  await kit.db.insertInto('special_days').values({ day: '2026-11-26', kind: 'closed', name: 'Snow', ends: null, said_at: '', by_id: null }).execute()
  expect((await kit.change('days', { ...SNOW, first: '26 11 2026', name: 'More snow' })).status).toBe(303)
})
