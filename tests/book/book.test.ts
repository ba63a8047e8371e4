import { beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../src/database/tables.ts'
import type { Agent } from '../loans/support.ts'
import { addClass, addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { minutesAgo, stillOut, write } from './support.ts'

let school: TestApp
let leads: Agent
let laptop: string
let ipad: string
let marlo: string
let imogen: string

beforeEach(async () => {
  school = await startApp()
  leads = await signedIn(school, school.lead)
  laptop = await addDevice(school.db, 'LT-0427')
  ipad = await addDevice(school.db, 'IP-0031', 'iPad')
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  imogen = await addPerson(school.db, { name: 'Imogen Vâle', roles: ['staff'] })
})

/** The entries a page shows, in its order, as "LT-0427 9:00 am". */
async function shown(path: string, agent = leads): Promise<string[]> {
  const { text } = await agent.get(path)
  return [...text.matchAll(/<tr id="e-[^]*?<time[^>]*>([^<]*)<\/time>[^]*?class="code"[^>]*>([^<]*)</g)].map(([, time, code]) => `${code} ${time}`)
}

const count = async (path: string) => /class="count">([^<]*)</.exec((await leads.get(path)).text)![1]

describe('filters', () => {
  let oak: string

  beforeEach(async () => {
    oak = await addClass(school.db, 'Year 4 Oak')
    await write(school.db, [
      { device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(24 * 60), purpose: 'Spelling' },
      { device_id: laptop, borrower_id: imogen, taken_at: minutesAgo(60), class_id: oak, purpose: 'Épreuve de français' },
      { device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(50), voided_at: minutesAgo(49), ...stillOut },
      { device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(40), ...stillOut, off_site: 1 },
      { device_id: ipad, borrower_id: imogen, taken_at: minutesAgo(30), ...stillOut, due_at: minutesAgo(10), class_id: oak },
    ])
    await school.db.insertInto('tags').values({
      text: 'SER-1', what: 'serial', device_id: ipad, set_id: null, person_id: null, class_card_id: null, created_at: minutesAgo(0),
    }).execute()
  })

  const spelling = 'LT-0427 9:00 am'
  const french = 'LT-0427 8:00 am'
  const slip = 'LT-0427 8:10 am'
  const out = 'LT-0427 8:20 am'
  const late = 'IP-0031 8:30 am'

  test.each([
    ['', [late, out, slip, french, spelling]],
    ['?device=lt-0427', [out, slip, french, spelling]],
    ['?device=SER-1', [late]],
    ['?device=ip', [late]],
    ['?device=XX', []],
    ['?person=Marlo+Finch', [out, slip, spelling]],
    ['?person=vale', [late, french]],
    ['?person=nobody', []],
    ['?purpose=epreuve', [french]],
    ['?purpose=50%25', []],
    ['?state=out', [late, out]],
    ['?state=overdue', [late]],
    ['?state=off-site', [out]],
    ['?state=returned', [french, spelling]],
    ['?state=voided', [slip]],
    ['?from=2026-11-24', [late, out, slip, french]],
    ['?to=2026-11-23', [spelling]],
    ['?from=2026-11-23&to=2026-11-23', [spelling]],
    ['?from=2026-11-24&state=out', [late, out]],
    ['?to=2026-11-23&state=out', []],
    ['?q=LT-0427', [out, slip, french, spelling]],
    ['?q=ser-1', [late]],
    ['?q=vale', [late, french]],
    ['?q=oak', [late, french]],
    ['?q=SPELL', [spelling]],
    ['?q=finch&state=out', [out]],
    ['?device=LT-0427&person=marlo&state=returned', [spelling]],
    ['?q=LT-0427&person=imogen', [french]],
  ])('%s', async (query, expected) => {
    expect(await shown(`/book${query}`)).toEqual(expected)
  })

  test('by class and by the id of a person', async () => {
    expect(await shown(`/book?class=${oak}`)).toEqual([late, french])
    expect(await shown(`/book?person=${marlo}`)).toEqual([out, slip, spelling])
    expect((await leads.get(`/book?person=${marlo}`)).text).toContain('name="person" value="Marlo Finch"')
  })

  test('each filter that is on is said and can be taken off', async () => {
    const { text } = await leads.get('/book?device=LT-0427&state=out')
    expect(text).toContain('device LT-0427 <a href="/book?state=out" aria-label="Without device LT-0427"')
    expect(await count('/book?device=LT-0427&state=returned')).toBe('2 entries')
  })
})

test('an entry shows its day, who, for which class, what for, and how it ended', async () => {
  const oak = await addClass(school.db, 'Year 4 Oak')
  await write(school.db, [{ device_id: laptop, borrower_id: marlo, class_id: oak, taken_at: minutesAgo(60), on_charge: 1, taken_back_by_id: imogen }])
  const { text } = await leads.get('/book')
  for (const words of ['Tuesday 24 November 2026', '8:00 am', 'Marlo Finch', 'Year 4 Oak', 'Computing', '8:05 am</span>, on charge', 'taken back by Imogen Vâle']) {
    expect(text).toContain(words)
  }
})

test('what was undone is struck through with who and when', async () => {
  await write(school.db, [{ device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(60), ...stillOut, voided_at: minutesAgo(58), voided_by_id: imogen }])
  const { text } = await leads.get('/book')
  expect(text).toMatch(/class="is-void\b/)
  expect(text).toMatch(/<strong>Undone<\/strong> today 8:02 am by Imogen Vâle/)
})

test('a correction stands beside its entry with both versions', async () => {
  const [id] = await write(school.db, [{ device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(60) }])
  await school.db.insertInto('loan_corrections').values({
    id: 'c', loan_id: id!, at: minutesAgo(1), by_id: school.lead, reason: 'Wrong name',
    before: JSON.stringify({ borrower_id: imogen, purpose: 'Art' }), after: JSON.stringify({ borrower_id: marlo, purpose: 'Computing' }),
  }).execute()
  const { text } = await leads.get('/book')
  expect(text).toMatch(/Corrected<\/strong> today 8:59 am by Wren Calloway: Wrong name/)
  expect(text).toContain('With: <del>Imogen Vâle</del> <ins>Marlo Finch</ins>')
  expect(text).toContain('Purpose: <del>Art</del> <ins>Computing</ins>')
})

test('an empty book says what will be written in it', async () => {
  expect((await leads.get('/book')).text).toContain('Everything that is booked out will be written here')
  expect((await leads.get('/book?state=out')).text).toContain('No entry of the book is like this')
})

test('pages follow each other without a gap or a double while entries are added', async () => {
  const rows = Array.from({ length: 120 }, (_, i) => ({ device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(2000 - i * 10) }))
  const ids = (await write(school.db, rows)).toReversed()
  const read = async (path: string) => {
    const { text } = await leads.get(path)
    const link = (rel: string) => new RegExp(`href="([^"]*)" rel="${rel}"`).exec(text)?.[1]?.replaceAll('&amp;', '&')
    return { ids: [...text.matchAll(/<tr id="e-([^"]*)"/g)].map(([, id]) => id), older: link('next'), newer: link('prev') }
  }
  const first = await read('/book')
  expect(first.ids).toEqual(ids.slice(0, 50))
  expect(first.newer).toBeUndefined()
  await write(school.db, [{ device_id: ipad, borrower_id: imogen, taken_at: minutesAgo(1) }])
  const second = await read(first.older!)
  expect(second.ids).toEqual(ids.slice(50, 100))
  const third = await read(second.older!)
  expect(third.ids).toEqual(ids.slice(100))
  expect(third.older).toBeUndefined()
  expect((await read(third.newer!)).ids).toEqual(ids.slice(50, 100))
  expect((await read((await read(third.newer!)).newer!)).ids).toEqual(ids.slice(0, 50))
})

test('entries of the same moment are not lost between two pages', async () => {
  const devices = await Promise.all(Array.from({ length: 60 }, (_, i) => addDevice(school.db, `CB-${i}`, 'Chromebook')))
  await write(school.db, devices.map((device_id) => ({ device_id, borrower_id: marlo, taken_at: minutesAgo(60) })))
  const { text } = await leads.get('/book')
  const older = /href="([^"]*)" rel="next"/.exec(text)![1]!.replaceAll('&amp;', '&')
  expect(new Set([...await shown('/book'), ...await shown(older)]).size).toBe(60)
})

describe('a long history', () => {
  beforeEach(async () => {
    const devices = await Promise.all(Array.from({ length: 40 }, (_, i) => addDevice(school.db, `CB-${i}`, 'Chromebook')))
    const rows = Array.from({ length: 5200 }, (_, i) => ({
      device_id: devices[i % 40]!, borrower_id: marlo, taken_at: minutesAgo((5200 - i) * 10), purpose: i === 0 ? 'Zoology' : 'Computing',
    }))
    await write(school.db, rows)
  })

  test('is counted no further than a thousand', async () => {
    expect(await count('/book')).toBe('more than 1,000 entries')
    expect(await count('/book?person=Marlo+Finch')).toBe('more than 1,000 entries')
    expect(await count('/book?device=CB-7')).toBe('130 entries')
  })

  test('is looked through a part at a time, and the page says how far', async () => {
    const { text } = await leads.get('/book?purpose=zoology')
    expect(text).toContain('0 entries among the newest 5,000')
    expect(text).toContain('Looked through the book back to')
    const further = /href="([^"]*)">Look further back/.exec(text)![1]!.replaceAll('&amp;', '&')
    const next = await leads.get(further)
    expect(next.text).toContain('Zoology')
    expect(next.text).not.toContain('Look further back')
  })

  test('is exported whole, found by what is filtered', async () => {
    const whole = await leads.get('/book.csv').buffer(true)
    expect(whole.text.trim().split('\r\n')).toHaveLength(5201)
    const found = await leads.get('/book.csv?purpose=zoology')
    expect(found.text.trim().split('\r\n')).toHaveLength(2)
  })
})

test('a spreadsheet gets what is filtered, and no cell is a formula', async () => {
  const nasty = ['=1+1', '+44', '-2', '@SUM(A1)', '\tx', '"quoted", with comma']
  await write(school.db, nasty.map((purpose, i) => ({ device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(100 - 10 * i), purpose })))
  await write(school.db, [{ device_id: ipad, borrower_id: imogen, taken_at: minutesAgo(5) }])
  const { text, headers } = await leads.get('/book.csv?device=LT-0427')
  expect(headers['content-type']).toContain('text/csv')
  expect(headers['content-disposition']).toContain('signing-out-book.csv')
  expect(text).not.toContain('IP-0031')
  expect(text).toContain('"""quoted"", with comma"')
  for (const purpose of nasty.slice(0, 5)) expect(text).toMatch(new RegExp(`,"?'${purpose.replace(/[^\w\t]/g, '\\$&')}`))
})

test('what is written in the book stays text', async () => {
  const nasty = '<img src=x onerror=alert(1)>'
  await write(school.db, [{ device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(60), purpose: nasty }])
  for (const path of ['/book', `/book?q=${encodeURIComponent(nasty)}`, `/book?purpose=${encodeURIComponent(nasty)}`, '/book/print']) {
    const { text } = await leads.get(path)
    expect(text).toContain('&lt;img src=x')
    expect(text).not.toContain('<img src=x')
  }
})

test('on paper stand the school, what was asked and the moment', async () => {
  await write(school.db, [{ device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(60) }])
  const { text } = await leads.get('/book/print?device=LT-0427')
  expect(text).toContain('Signing-out book: device LT-0427')
  expect(text).toMatch(/Printed Tuesday 24 November 2026, 9:00 am/)
  expect(text).toContain('href="/paper/sheet"')
})

test.each([['staff', 403], ['lead', 200], ['office', 200], ['technician', 200], ['head', 200], ['business', 200]] as const)(
  'the book is read by %s: %i', async (role: Role, status) => {
    const agent = await signedIn(school, await addPerson(school.db, { name: 'Odile Penn', roles: [role] }))
    for (const path of ['/book', '/book/print', '/book.csv']) expect((await agent.get(path)).status).toBe(status)
  })

test('staff read their own entries and nobody else’s', async () => {
  await write(school.db, [
    { device_id: laptop, borrower_id: marlo, taken_at: minutesAgo(60) }, { device_id: ipad, borrower_id: imogen, taken_at: minutesAgo(50) },
  ])
  const agent = await signedIn(school, marlo)
  expect(await shown('/my-loans', agent)).toEqual(['LT-0427 8:00 am'])
  expect(await shown(`/my-loans?person=${imogen}`, agent)).toEqual(['LT-0427 8:00 am'])
})

test('htmx asking for a part gets the entries only', async () => {
  const { text } = await leads.get('/book').set('HX-Request', 'true').set('HX-Request-Type', 'partial')
  expect(text.trim()).toMatch(/^<div id="entries">/)
})
