import { expect, test } from 'vitest'
import { addDevice, addPerson, atDesk, signedIn, startApp } from '../support/app.ts'
import { addBadge } from '../support/desk-school.ts'
import { lend } from '../support/loans.ts'

const at = (time: string) => new Date(`2026-11-24T${time}:00.000Z`)
const countOf = (html: string) => Number(/class="big-count[^"]*"[^>]*><b>(\d+)</.exec(html)?.[1])

/** Two dozen laptops that Marlo has out, and a deputy and a governor with a badge each. */
async function school() {
  const kit = await startApp()
  const { db, clock } = kit
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const deputy = await addPerson(db, { name: 'Odile Brandt', roles: ['staff'] })
  await addBadge(db, deputy, 'P-0007')
  await addBadge(db, await addPerson(db, { name: 'Gil Averno', kind: 'governor', roles: [] }), 'P-0008')
  const codes = Array.from({ length: 24 }, (_, i) => `LT-${String(i + 1).padStart(4, '0')}`)
  for (const code of codes) {
    await addDevice(db, code)
    await lend(kit, marlo, code)
  }
  const desk = await atDesk(kit)
  clock.now = at('15:50')
  const badge = (text: string) => desk.post('/desk/check').type('form').send({ badge: text })
  return { ...kit, marlo, deputy, desk, badge, codes }
}

const scan = (browser: Awaited<ReturnType<typeof atDesk>>, codes: string, form_key: string) =>
  browser.post('/end-of-day/scans').type('form').set('HX-Request-Type', 'partial').send({ form_key, codes })

test('a desk asks for a badge, and that of a deputy opens the check there, by name of who did it', async () => {
  const { desk, badge, db, deputy } = await school()
  expect((await desk.get('/end-of-day').expect(303)).headers['location']).toBe('/desk/check')
  expect((await desk.get('/desk')).text).toContain('href="/end-of-day"')
  expect((await desk.get('/desk/check')).text).toContain('Scan your badge')
  expect((await badge('p-0007').expect(303)).headers['location']).toBe('/end-of-day')
  const page = (await desk.get('/end-of-day').expect(200)).text
  expect(countOf(page)).toBe(24)
  expect(page).toContain('Done: back to the desk')
  expect(page).not.toContain('href="/devices/')
  expect(page).not.toContain('href="/end-of-day/past')
  await scan(desk, 'LT-0001', 'a-key-of-sixteen-letters').expect(200)
  const { taken_back_by_id, back_desk_id } = await db.selectFrom('loans').selectAll().where('returned_at', 'is not', null).executeTakeFirstOrThrow()
  expect([taken_back_by_id, back_desk_id !== null]).toEqual([deputy, true])
  await desk.post('/end-of-day/closing').type('form').send({ form_key: 'the-key-of-the-close' }).expect(303)
  expect(await db.selectFrom('day_checks').select(['closed_by_id', 'not_back_count']).execute()).toEqual([{ closed_by_id: deputy, not_back_count: 23 }])
  expect(await db.selectFrom('events').select(['actor_id']).where('verb', '=', 'check.opened').execute()).toEqual([{ actor_id: deputy }])
})

test.each([
  ['of somebody who may not', 'P-0008', 'This badge does not open the end-of-day check'],
  ['that nobody has', 'P-9999', '“P-9999” is no badge of anybody who works here now'],
  ['that is a device', 'LT-0001', '“LT-0001” is no badge'],
  ['that is empty', '', 'Scan your badge'],
])('a badge %s opens nothing, and the page says so', async (_, text, words) => {
  const { desk, badge } = await school()
  const answer = await badge(text).expect(422)
  expect(answer.text).toContain(words)
  await desk.get('/end-of-day').expect(303)
  await scan(desk, 'LT-0001', 'a-key-of-sixteen-letters').expect(303)
})

test('nor does that of somebody who has left', async () => {
  const { badge, db, deputy } = await school()
  await db.updateTable('people').set({ last_day: '2026-11-23' }).where('id', '=', deputy).execute()
  expect((await badge('P-0007').expect(422)).text).toContain('no badge of anybody who works here now')
})

test('it ends with Done, and by itself after half an hour: a poll is then sent to the badge', async () => {
  const { desk, badge, clock } = await school()
  await badge('P-0007').expect(303)
  await desk.post('/desk/check/done').expect(303)
  await desk.get('/end-of-day').expect(303)
  await badge('P-0007').expect(303)
  clock.now = at('16:19')
  await desk.get('/end-of-day').expect(200)
  clock.now = at('16:20')
  const polled = await desk.get('/end-of-day').set('HX-Request', 'true').set('HX-Request-Type', 'partial')
  expect([polled.status, polled.headers['hx-redirect']]).toEqual([204, '/desk/check'])
})

test('a desk reaches the check alone: not its past, nor the exceptions', async () => {
  const { desk, badge } = await school()
  await badge('P-0007').expect(303)
  for (const path of ['/end-of-day/past', '/end-of-day/exceptions', '/devices']) {
    expect((await desk.get(path).expect(303)).headers['location']).toContain('/sign-in')
  }
})

test('two who sweep two shelves at once, one of them at a desk, see one list: nothing is lost and nothing counts twice', async () => {
  const kit = await school()
  const { db, desk, badge, codes } = kit
  await badge('P-0007').expect(303)
  const ta = await signedIn(kit, await addPerson(db, { name: 'Ines Okoro', roles: ['staff'] }))
  const [left, right] = [codes.slice(0, 15), codes.slice(9, 22)]
  const keyOf = (who: string, code: string) => `${who}-key-of-the-scan-of-${code}`
  // As the page's queue sends them: one after another, and the same scan again where an answer was lost on the way.
  const sweep = async (browser: typeof desk, who: string, shelf: string[]) => {
    for (const code of shelf) {
      const [once, again] = await Promise.all([scan(browser, code, keyOf(who, code)), scan(browser, code, keyOf(who, code))])
      expect([once.status, again.status, again.text]).toEqual([200, 200, once.text])
    }
  }
  await Promise.all([sweep(desk, 'desk', left), sweep(ta, 'ta', right.toReversed())])
  const loans = await db.selectFrom('loans').select(['returned_at', 'outcome']).execute()
  expect(loans.filter(({ outcome }) => outcome === 'returned')).toHaveLength(22)
  const backs = await db.selectFrom('events').select('subject_id').where('verb', '=', 'loan.back').execute()
  expect(new Set(backs.map(({ subject_id }) => subject_id)).size).toBe(backs.length)
  const sightings = await db.selectFrom('sightings').select('id').where('seen_at', '>=', at('15:50').toISOString()).execute()
  expect(sightings).toHaveLength(left.length + right.length)
  const pages = await Promise.all([desk.get('/end-of-day'), ta.get('/end-of-day')])
  expect(pages.map(({ text }) => countOf(text))).toEqual([2, 2])
})
