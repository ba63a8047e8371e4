import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { setPin } from '../../src/accounts/pin.ts'
import { writeSettings } from '../../src/settings/store.ts'
import type { Wish } from '../../src/reservations/reserve.ts'
import { addClass, atDesk } from '../support/app.ts'
import { addBadge, addClassCard, listOpenLoans } from '../support/desk-school.ts'
import { idOf, reservingSchool } from '../reservations/support.ts'

const at = (time: string) => new Date(`2026-11-24T${time}:00.000Z`)

/** Imogen has reserved two iPads for 4 Oak after break; Marlo comes to the desk too. */
async function school(changes: Partial<Wish> = {}, now = at('10:30')) {
  const kit = await reservingSchool()
  kit.clock.now = at('08:00')
  const reservation = idOf(await kit.ask({ day: '2026-11-24', lessons: ['10:45'], class_id: kit.oak, purpose: 'Maps', ...changes }))
  kit.clock.now = now
  await addBadge(kit.db, kit.imogen, 'P-0001')
  await addBadge(kit.db, kit.marlo, 'P-0002')
  const browser = await atDesk(kit)
  const send = async (path: string, fields: Record<string, string>) => {
    const { status, text } = await browser.post(path).type('form').set('HX-Request-Type', 'partial').send({ id: randomUUID(), ...fields })
    expect(status).toBe(200)
    return text
  }
  return { ...kit, reservation, browser, send, scan: (code: string) => send('/desk/scans', { code }) }
}

const word = (html: string) => /class="answer-word">([^<]*)</.exec(html)?.[1] ?? ''
const pressed = (html: string) => [...html.matchAll(/aria-pressed="true">([^<]*)</g)].map((match) => match[1])

test('whoever comes for what they reserved needs no tap: purpose, class and time are those of the reservation', async () => {
  const kit = await school()
  const greeted = await kit.scan('P-0001')
  expect(pressed(greeted)).toEqual(['Maps', 'Stays in school', 'today 12:00 pm'])
  expect(greeted).toContain('Reserved: 2 × iPad, After break')
  expect(word(await kit.scan('IP-0001'))).toBe('IP-0001 out to Imogen Vale')
  expect(await listOpenLoans(kit)).toMatchObject([{ purpose: 'Maps', class_id: kit.oak, due_at: '2026-11-24T12:00:00.000Z' }])
  expect(await kit.scan('P-0001')).toContain('Reserved: 2 × iPad, 1 collected, After break')
})

test('a lesson that the calendar has no more is due when it was reserved until', async () => {
  const kit = await school()
  await kit.db.deleteFrom('slots').where('name', '=', 'After break').execute()
  expect(pressed(await kit.scan('P-0001'))).toEqual(['Maps', 'Stays in school', 'today 12:00 pm'])
})

test('a card of the class brings up what was reserved for it, another class’s card does not', async () => {
  const kit = await school()
  await addClassCard(kit.db, 'CL-4OAK', kit.oak, kit.marlo, 'Computing')
  expect(pressed(await kit.scan('CL-4OAK'))[0]).toBe('Maps')
  const { id: elm } = await kit.db.insertInto('classes').values({ ...(await kit.db.selectFrom('classes').selectAll().executeTakeFirstOrThrow()), id: 'elm', name: '5 Elm', search_name: '5 elm' }).returning('id').executeTakeFirstOrThrow()
  await addClassCard(kit.db, 'CL-5ELM', elm, kit.imogen, 'Computing')
  const elms = await kit.scan('CL-5ELM')
  expect(elms).toContain('5 Elm · Computing · due back today 3:30 pm')
  expect(elms).toContain('Reserved: 2 × iPad')
})

test('what is reserved for later is the first to tap, and something else has the usual time again', async () => {
  const kit = await school({}, at('09:00'))
  const greeted = await kit.scan('P-0001')
  expect(pressed(greeted)).not.toContain('Maps')
  const chosen = await kit.send('/desk/purpose', { purpose: 'Maps', class_id: kit.oak, until: '12:00' })
  expect(chosen).toContain('4 Oak · Maps · due back today 12:00 pm')
  expect(chosen).toContain('name="until" value=""')
  expect(await kit.send('/desk/purpose', { purpose: 'Reading', class_id: '', until: '' })).toContain('Reading · due back today 3:30 pm')
})

test('somebody else is refused what is kept back, by name and lesson; the computing lead says yes', async () => {
  const kit = await school({ what: { code: 'IP-0001' } })
  await addBadge(kit.db, kit.lead, 'P-LEAD')
  await setPin(kit.db, kit.lead, '7391', kit.clock.now)
  await kit.scan('P-0002')
  await kit.send('/desk/purpose', { purpose: 'Reading' })
  const refused = await kit.scan('IP-0001')
  expect(word(refused)).toBe('IP-0001 cannot go out')
  expect(refused).toContain('IP-0001 is reserved by Imogen Vale for After break. Take another one, or ask the computing lead.')
  expect(refused).toContain('The computing lead says yes')
  expect(word(await kit.send('/desk/lead-says-yes', { device_ids: kit.ipads[0], badge: 'P-LEAD', pin: '1111' }))).toBe('That badge and PIN are not the computing lead’s')
  expect(await listOpenLoans(kit)).toEqual([])
  expect(word(await kit.send('/desk/lead-says-yes', { device_ids: kit.ipads[0], badge: 'P-LEAD', pin: '7391' }))).toBe('IP-0001 out to Marlo Finch')
  expect(await listOpenLoans(kit)).toMatchObject([{ borrower_id: kit.marlo, booked_out_by_id: kit.lead, due_at: '2026-11-24T15:30:00.000Z' }])
})

test('what is wanted later goes out until then, and the desk says so', async () => {
  const kit = await school({ what: { code: 'IP-0001' } }, at('09:00'))
  await kit.scan('P-0002')
  await kit.send('/desk/purpose', { purpose: 'Reading' })
  const out = await kit.scan('IP-0001')
  expect(out).toContain('Reading · due back today 10:45 am')
  expect(out).toContain('Back by 10:45 am: Imogen Vale has reserved it. Bring it back in time.')
})

test('of a trolley in which one is kept back for somebody, the rest goes out', async () => {
  const kit = await school({ what: { code: 'IP-0001' } })
  await kit.scan('P-0002')
  await kit.send('/desk/purpose', { purpose: 'Reading' })
  const out = await kit.scan('TR-A')
  expect(word(out)).toBe('IP-0002 out to Marlo Finch')
  expect(out).toContain('IP-0001 is reserved by Imogen Vale')
  expect(out).not.toContain('The computing lead says yes')
})

test('a lesson for which all is collected makes room for the next', async () => {
  const kit = await school({ what: { code: 'IP-0001' }, lessons: ['09:00'] }, at('09:05'))
  await kit.ask({ day: '2026-11-24', lessons: ['13:00'] })
  expect((await kit.browser.get('/desk/today')).text).toContain('Reserved for Before break')
  await kit.scan('P-0001')
  await kit.scan('IP-0001')
  expect((await kit.browser.get('/desk/today')).text).toContain('Reserved for Afternoon')
})

test('what is collected long before its lesson is due when that ends, unless the end of the day was tapped', async () => {
  const kit = await school({ what: { code: 'IP-0001' } }, at('09:00'))
  await kit.scan('P-0001')
  await kit.send('/desk/purpose', { purpose: 'Reading' })
  await kit.scan('IP-0001')
  await kit.scan('IP-0003')
  expect(await listOpenLoans(kit)).toMatchObject([{ due_at: '2026-11-24T12:00:00.000Z' }, { due_at: '2026-11-24T15:30:00.000Z' }])
  const again = await school({ what: { code: 'IP-0001' } }, at('09:00'))
  const shown = await again.scan('P-0001')
  const until = /name="until" value="([^"]*)" aria-pressed="true">today 3:30 pm/.exec(shown)![1]!
  await again.send('/desk/purpose', { purpose: 'Reading' })
  await again.send('/desk/due', { until })
  await again.scan('IP-0001')
  expect(await listOpenLoans(again)).toMatchObject([{ due_at: '2026-11-24T15:30:00.000Z' }])
})

/** The trolley is with Marlo for 4 Oak, and passed on to 5 Elm with Imogen. */
async function passing(reserved: (kit: Awaited<ReturnType<typeof school>>, elm: string) => Partial<Wish>) {
  const kit = await school({ what: { code: 'IP-0003' } }, at('08:00'))
  const elm = await addClass(kit.db, '5 Elm')
  const reservation = idOf(await kit.ask({ day: '2026-11-24', lessons: ['13:00'], what: { set_id: kit.trolley }, ...reserved(kit, elm) }))
  await addClassCard(kit.db, 'CL-5ELM', elm, kit.imogen, 'Computing')
  await kit.db.updateTable('desks').set({ set_id: kit.trolley }).execute()
  kit.clock.now = at('09:00')
  await kit.scan('P-0002')
  await kit.send('/desk/purpose', { purpose: 'Reading', class_id: kit.oak })
  await kit.scan('TR-A')
  kit.clock.now = at('10:00')
  const { id: class_card_id } = await kit.db.selectFrom('class_cards').select('id').executeTakeFirstOrThrow()
  return { ...kit, reservation, said: await kit.send('/desk/pass', { class_card_id, goes: kit.ipads.slice(0, 2).join(' ') }) }
}

test('what is passed to a class that has reserved it is collected, and due when its lesson ends', async () => {
  const kit = await passing((kit, elm) => ({ person_id: kit.lead, class_id: elm, lessons: ['10:45'] }))
  expect(word(kit.said)).toBe('2 devices passed on to Imogen Vale')
  const due = { borrower_id: kit.imogen, due_at: '2026-11-24T12:00:00.000Z' }
  expect(await listOpenLoans(kit)).toMatchObject([due, due])
  expect(await kit.db.selectFrom('reservation_loans').select('reservation_id').execute()).toEqual([1, 2].map(() => ({ reservation_id: kit.reservation })))
})

test('what is passed on while somebody else has reserved it for later is due when they want it, and the desk says so', async () => {
  const kit = await passing((kit) => ({ person_id: kit.lead }))
  expect(kit.said).toContain('Back by 1:00 pm: Wren Calloway has reserved it. Bring it back in time.')
  expect(await listOpenLoans(kit)).toMatchObject([1, 2].map(() => ({ borrower_id: kit.imogen, due_at: '2026-11-24T13:00:00.000Z' })))
})

test('a trolley that somebody has reserved is refused in one line, and lent whole when the lead says yes', async () => {
  const kit = await school({})
  kit.clock.now = at('08:00')
  await kit.ask({ day: '2026-11-24', lessons: ['13:00'], what: { set_id: kit.trolley } })
  kit.clock.now = at('12:45')
  await addBadge(kit.db, kit.lead, 'P-LEAD')
  await setPin(kit.db, kit.lead, '7391', kit.clock.now)
  await kit.scan('P-0002')
  await kit.send('/desk/purpose', { purpose: 'Reading' })
  const refused = await kit.scan('TR-A')
  expect(refused.match(/iPad trolley is reserved by Imogen Vale for Afternoon/g)).toHaveLength(1)
  const device_ids = /name="device_ids" value="([^"]*)"/.exec(refused)![1]!
  expect(word(await kit.send('/desk/lead-says-yes', { device_ids, badge: 'P-LEAD', pin: '7391' }))).toBe('2 devices out to Marlo Finch')
})

test('the idle desk shows what the next lesson has reserved; adults by name only where the school says so', async () => {
  const kit = await school({ class_id: null })
  await kit.ask({ day: '2026-11-24', lessons: ['13:00'], what: { set_id: kit.trolley } })
  const shown = async () => (await kit.browser.get('/desk/today')).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(await shown()).toContain('Reserved for After break 10:45 am 2 × iPad an adult To be collected now')
  await writeSettings(kit.db, { names_on_idle_desk: true })
  await kit.scan('P-0001')
  await kit.scan('IP-0001')
  expect(await shown()).toContain('2 × iPad Imogen Vale 1 of 2 collected')
  expect(await shown()).not.toContain('Afternoon')
  kit.clock.now = at('12:30')
  expect(await shown()).toContain('Reserved for Afternoon 1:00 pm iPad trolley Imogen Vale To be collected now')
  kit.clock.now = at('15:20')
  expect(await shown()).not.toContain('Reserved')
})
