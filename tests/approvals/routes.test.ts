import { expect, test } from 'vitest'
import { nameDeputy } from '../../src/approvals/deputies.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { signedIn } from '../support/app.ts'
import { permit } from '../support/approvals.ts'
import { askingSchool, idOf } from '../support/asking.ts'

async function school() {
  const kit = await askingSchool()
  const as = (person: string) => signedIn(kit, person)
  const send = async (person: string, path: string, fields: object) => (await as(person)).post(path).type('form').send({ form_key: newFormKey(), ...fields })
  return { ...kit, as, send, read: async (person: string, path: string) => (await (await as(person)).get(path)).text }
}

const FIELDS = { codes: 'IP-0001', from_day: '24 11 2026', until_day: '27 11 2026', why: 'Planning at home' }

test('a teacher asks from the device’s page, for themselves, whatever the form says', async () => {
  const { db, imogen, marlo, read, send } = await school()
  expect(await read(imogen, '/devices/IP-0001')).toContain('href="/approvals/new?device=IP-0001"')
  expect(await read(imogen, '/devices/LT-0001')).not.toContain('/approvals/new')
  const form = await read(imogen, '/approvals/new?device=IP-0001')
  expect(form).toMatch(/<textarea[^>]*id="codes"[^>]*>\s*IP-0001</)
  expect(form).not.toContain('name="person_id"')
  expect(form).toContain('Nothing about anybody’s health or safety')
  const sent = await send(imogen, '/approvals', { ...FIELDS, person_id: marlo })
  expect(sent.status).toBe(303)
  expect(await db.selectFrom('approvals').select(['person_id', 'asked_by_id']).execute()).toEqual([{ person_id: imogen, asked_by_id: imogen }])
  const page = await read(imogen, sent.headers['location']!)
  expect(page).toContain('You have asked.')
  expect(page).toContain('Hedda Marsh decides.')
  expect(page).toContain('Withdraw it')
  expect(page).not.toContain('>Approve<')
})

test('the lead asks for somebody else', async () => {
  const { db, lead, imogen, read, send } = await school()
  expect(await read(lead, `/approvals/new?person=${imogen}`)).toContain(`<option value="${imogen}" selected>`)
  await send(lead, '/approvals', { ...FIELDS, person_id: imogen })
  expect(await db.selectFrom('approvals').select(['person_id', 'asked_by_id']).execute()).toEqual([{ person_id: imogen, asked_by_id: lead }])
})

test('what is wrong stands beside its field with what was typed', async () => {
  const { imogen, send } = await school()
  const wrong = await send(imogen, '/approvals', { codes: 'XX-1', from_day: 'soon', until_day: '', why: 'password: hunter2' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toMatch(/<title>Error: /)
  expect(wrong.text).toContain('Write a day such as 17 3 2027')
  expect(wrong.text).toContain('Enter the day by which it is back in school')
  expect(wrong.text).toContain('value="soon"')
  const unknown = await send(imogen, '/approvals', { ...FIELDS, codes: 'XX-1' })
  expect(unknown.status).toBe(422)
  expect(unknown.text).toContain('XX-1: that is no device here')
})

test('the ticks stand only where the school asks, and count only there', async () => {
  const { db, imogen, read, send } = await school()
  const ticked = { ...FIELDS, carries_personal_data: '1', video_calls: '1' }
  expect(await read(imogen, '/approvals/new')).not.toMatch(/carries_personal_data|video_calls/)
  await send(imogen, '/approvals', ticked)
  await writeSettings(db, { ask_personal_data: true, ask_video_calls: true })
  expect(await read(imogen, '/approvals/new')).toMatch(/name="carries_personal_data"[^]*name="video_calls"/)
  await send(imogen, '/approvals', ticked)
  expect(await db.selectFrom('approvals').select(['carries_personal_data', 'video_calls']).orderBy('id').execute())
    .toEqual([{ carries_personal_data: 0, video_calls: 0 }, { carries_personal_data: 1, video_calls: 1 }])
})

test('the head answers with words in one click, and the one who asked reads it', async () => {
  const { db, ask, head, imogen, read, send } = await school()
  const id = idOf(await ask())
  const page = await read(head, `/approvals/${id}`)
  expect(page).toContain('May IP-0001 leave the school with Imogen Vale?')
  expect(page).toMatch(/name="until"[^>]*value="27 11 2026"/s)
  const sent = await send(head, `/approvals/${id}/decision`, { decision: 'approved', until: '18 12 2026', words: 'Gladly <b>' })
  expect(sent.headers['location']).toBe(`/approvals/${id}?done=approved`)
  expect(await db.selectFrom('approvals').select(['decision', 'granted_until', 'words']).execute()).toEqual([{ decision: 'approved', granted_until: '2026-12-18', words: 'Gladly <b>' }])
  const own = await read(imogen, `/approvals/${id}`)
  expect(own).toContain('“Gladly &lt;b&gt;”')
  expect(own).toContain('until Friday 18 December 2026')
  expect(await read(imogen, '/')).toContain('Approved until Fri 18 Dec')
})

test('without a choice, or with a day before it leaves, the head is asked again and nothing is lost', async () => {
  const { ask, head, send } = await school()
  const id = idOf(await ask())
  const none = await send(head, `/approvals/${id}/decision`, { words: 'Well' })
  expect([none.status, none.text.includes('Approve it or decline it'), none.text.includes('value="Well"')]).toEqual([422, true, true])
  const early = await send(head, `/approvals/${id}/decision`, { decision: 'approved', until: '1 11 2026' })
  expect([early.status, early.text.includes('That is before it leaves')]).toEqual([422, true])
})

test('who may not decide is refused, who may not read finds nothing', async () => {
  const { ask, lead, marlo, imogen, as, send } = await school()
  const id = idOf(await ask())
  expect((await send(lead, `/approvals/${id}/decision`, { decision: 'approved' })).status).toBe(403)
  expect((await send(imogen, `/approvals/${id}/decision`, { decision: 'approved' })).status).toBe(403)
  expect((await send(marlo, `/approvals/${id}/revocation`, {})).status).toBe(403)
  expect((await (await as(marlo)).get(`/approvals/${id}`)).status).toBe(404)
  expect((await (await as(marlo)).get('/approvals/nothing')).status).toBe(404)
})

test('whoever reads the book sees everybody’s, a deputy too, others their own', async () => {
  const { db, clock, ask, head, marlo, imogen, business, read } = await school()
  await ask()
  const lines = async (person: string, path = '/approvals') => (await read(person, path)).match(/id="approval-/g)?.length ?? 0
  expect([await lines(head), await lines(business), await lines(imogen), await lines(marlo)]).toEqual([1, 1, 1, 0])
  expect(await lines(marlo, `/approvals?person=${imogen}`)).toBe(0)
  await nameDeputy(db, newFormKey(), { person_id: marlo, from_day: '2026-11-24', until_day: null, actor: { person_id: head, desk_id: null } }, clock.now)
  expect(await lines(marlo)).toBe(1)
  expect(await read(marlo, '/')).toContain('Waiting for your permission')
})

test('the list shows what waits, what is in force and what is past, and names them in a file', async () => {
  const { db, ask, decide, lead, head, imogen, marlo, device, read, as } = await school()
  await ask({ why: 'Waits' })
  await decide(idOf(await ask({ why: '=In force' })))
  await decide(idOf(await ask({ why: 'Declined', person_id: marlo })), { decision: 'declined' })
  await permit(db, { person_id: imogen, by_id: head, device_ids: [device.ipad], why: 'Ran out', from_day: '2026-11-02', until_day: '2026-11-06' })
  const shown = async (query: string) => [...(await read(lead, `/approvals${query}`)).matchAll(/data-label="Why">([^<]*)/g)].map(([, why]) => why)
  expect(await shown('')).toEqual(['Waits'])
  expect(await shown('?show=in+force')).toEqual(['=In force'])
  expect(await shown('?show=past')).toEqual(['Ran out', 'Declined'])
  expect(await shown('?show=all')).toEqual(['Ran out', 'Declined', '=In force', 'Waits'])
  expect(await shown(`?person=${marlo}`)).toEqual(['Declined'])
  expect(await read(lead, `/people/${marlo}`)).toContain(`href="/approvals?person=${marlo}"`)
  const { text } = await (await as(lead)).get('/approvals.csv?show=all')
  expect(text.split('\r\n')[3]).toContain(`Imogen Vale,IP-0001,,2026-11-24,2026-11-27,'=In force,no,no,Imogen Vale,2026-11-24,Approved until Fri 27 Nov,2026-11-27,Hedda Marsh`)
})

test('a long list goes on page by page without losing or repeating a line', async () => {
  const { db, head, imogen, device, as } = await school()
  for (let i = 0; i < 55; i++) await permit(db, { person_id: imogen, by_id: head, device_ids: [device.ipad], why: `Nr ${i}` })
  const browser = await as(head)
  const first = (await browser.get('/approvals?show=all')).text
  const older = /href="([^"]*before=[^"]*)"/.exec(first)![1]!.replaceAll('&amp;', '&')
  const second = (await browser.get(older)).text
  const lines = [...`${first}${second}`.matchAll(/data-label="Why">(Nr \d+)/g)].map(([, why]) => why)
  expect([lines.length, new Set(lines).size, first.match(/data-label="Why"/g)!.length]).toEqual([55, 55, 50])
  expect(second).toContain('Back to the newest')
  expect((await browser.get('/approvals.csv?show=all')).text.trim().split('\r\n')).toHaveLength(56)
})

test('Today asks the head, with the act on the line; the lead only for what is the lead’s', async () => {
  const { db, ask, head, lead, imogen, read, send } = await school()
  const id = idOf(await ask())
  const other = idOf(await ask({ codes: ['CB-0001'] }))
  const [ofHead, ofLead] = [await read(head, '/'), await read(lead, '/')]
  expect([ofHead.includes(`decide-${id}`), ofHead.includes(`decide-${other}`), ofLead.includes(`decide-${id}`), ofLead.includes(`decide-${other}`)]).toEqual([true, true, false, true])
  expect(await read(imogen, '/')).not.toContain('Waiting for your permission')
  expect(await read(imogen, '/')).toMatch(/id="permissions"[^]*Waiting for an answer/)
  await send(head, `/approvals/${id}/decision`, { decision: 'approved' })
  expect(await db.selectFrom('approvals').select(['decision', 'granted_until']).where('id', '=', id).executeTakeFirst()).toEqual({ decision: 'approved', granted_until: '2026-11-27' })
  expect(await read(head, '/')).not.toContain(`decide-${id}`)
})

test('an answer stands on one’s Today for a week', async () => {
  const { ask, decide, imogen, clock, read } = await school()
  await decide(idOf(await ask()), { decision: 'declined' })
  expect(await read(imogen, '/')).toMatch(/id="permissions"[^]*Declined/)
  clock.now = new Date('2026-12-02T09:00:00.000Z')
  expect(await read(imogen, '/')).not.toContain('id="permissions"')
})

test('the head is told when nobody can decide, and names who stands in; nobody names themselves', async () => {
  const { db, ask, head, marlo, business, read, send } = await school()
  const id = idOf(await ask({ person_id: head }))
  expect(await read(head, `/approvals/${id}`)).toContain('There is nobody who can decide this.')
  expect(await read(head, '/approvals/deputies')).not.toContain(`<option value="${head}"`)
  const self = await send(business, '/approvals/deputies', { person_id: business, from_day: '24 11 2026', until_day: '' })
  expect([self.status, self.text.includes('Nobody names themselves')]).toEqual([422, true])
  await send(business, '/approvals/deputies', { person_id: marlo, from_day: '24 11 2026', until_day: '' })
  expect(await read(head, `/approvals/${id}`)).toContain('Marlo Finch decides.')
  const { id: deputy } = await db.selectFrom('deputies').select('id').executeTakeFirstOrThrow()
  await send(head, `/approvals/deputies/${deputy}/end`, {})
  expect(await read(head, '/approvals/deputies')).toContain('Nobody stands in for the head.')
  expect((await send(head, `/approvals/deputies/${deputy}/end`, {})).status).toBe(404)
  expect((await db.selectFrom('events').select('verb').where('verb', 'like', 'deputy.%').orderBy('id').execute()).map(({ verb }) => verb)).toEqual(['deputy.named', 'deputy.ended'])
})

test('the settings say what is asked, and whether the field is in school', async () => {
  const { db, head, imogen, read, send } = await school()
  expect(await read(imogen, '/approvals/new')).toContain('field counts as in school')
  await send(head, '/settings/approvals', { ask_personal_data: '1' })
  expect(await read(head, '/settings/approvals')).toMatch(/name="ask_personal_data" value="1"\s+checked/)
  expect(await read(imogen, '/approvals/new')).toContain('field counts as out of school')
  expect((await db.selectFrom('settings').select('key').where('key', 'in', ['ask_personal_data', 'ask_video_calls', 'field_is_on_site']).execute())).toHaveLength(3)
})
