import { expect, test } from 'vitest'
import { type AskFacts, isEnough, neededBy, problemsToAsk } from '../../src/approvals/in-school/rules.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { listTypes } from '../../src/device-types/store.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson, atDesk, signedIn } from '../support/app.ts'
import { permit } from '../support/approvals.ts'
import { addBadge } from '../support/desk-school.ts'
import { askingSchool } from '../support/asking.ts'
import { scan, tap } from '../support/desk-taps.ts'

const HELPERS = { volunteer: 'head', visitor: 'lead' } as const

test.each([['staff', null], ['supply', null], ['volunteer', 'head'], ['visitor', 'lead']] as const)('a %s needs %s', (kind, whose) => {
  expect(neededBy(kind, HELPERS)).toBe(whose)
})

test.each([['head', 'head', true], ['head', 'lead', true], ['lead', 'lead', true], ['lead', 'head', false]] as const)('%s given where %s is needed: %s', (given, needed, enough) => {
  expect(isEnough(given, needed)).toBe(enough)
})

const person = { id: 'v', name: 'Vida Rowe', last_day: '2026-12-18' }
const facts: AskFacts = { today: '2026-11-24', person, asker_id: 'i', needed: 'head', from_day: '2026-11-24', until_day: '2026-12-18' }

test.each<[string, Partial<AskFacts>, string[]]>([
  ['somebody else’s, until their last day', {}, []],
  ['one’s own', { asker_id: 'v' }, ['Somebody else asks for you']],
  ['what is not needed', { needed: null }, ['There is nothing to ask: Vida Rowe borrows without permission']],
  ['from a day that has passed', { from_day: '2026-11-23' }, ['That day has passed']],
  ['an end before the beginning', { until_day: '2026-11-23' }, ['It ends before it begins']],
  ['more than a year', { person: { ...person, last_day: null }, until_day: '2027-11-26' }, ['A permission lasts a year at most']],
  ['until after the last day', { until_day: '2026-12-19' }, ['Vida Rowe leaves before then']],
  ['two things at once', { asker_id: 'v', until_day: '2026-12-19' }, ['Somebody else asks for you', 'Vida Rowe leaves before then']],
])('of a request, %s: %j', (_name, changes, messages) => {
  expect(problemsToAsk({ ...facts, ...changes }).map(({ message }) => message)).toEqual(messages)
})

/** The head’s permission is needed by volunteers; one helps here, has a badge, and staff answer for what they borrow. */
async function school() {
  const kit = await askingSchool()
  await writeSettings(kit.db, { permission_to_borrow: { volunteer: 'head' } })
  const vida = await addPerson(kit.db, { name: 'Vida Rowe', kind: 'volunteer' })
  await addBadge(kit.db, vida, 'P-0077')
  const as = (person: string) => signedIn(kit, person)
  const read = async (person: string, path: string) => (await (await as(person)).get(path)).text
  const send = async (person: string, path: string, fields: object) => (await as(person)).post(path).type('form').send({ form_key: newFormKey(), ...fields })
  const asks = (fields: object = {}, by = kit.imogen) => send(by, '/approvals/in-school', { person_id: vida, from_day: '24 11 2026', until_day: '18 12 2026', why: 'Hears children read', ...fields })
  const lend = async (device = kit.device.laptop) => (await bookOut(kit.db, {
    device_ids: [device], borrower_id: vida, class_id: null, answers_id: kit.imogen, purpose: 'Reading', until: null, source: 'own account', actor: { person_id: kit.imogen, desk_id: null },
  }, kit.clock.now)).refusals.flatMap(({ reasons }) => reasons.map(({ code }) => code))
  return { ...kit, vida, as, read, send, asks, lend }
}

test('a teacher asks for a volunteer, the head is written to and says yes, and the volunteer borrows until it is revoked', async () => {
  const { db, vida, imogen, head, marlo, lead, read, send, asks, lend, letters } = await school()
  expect(await lend()).toEqual(['not-permitted'])
  expect(await read(lead, `/people/${vida}`)).toContain(`href="/approvals/in-school/new?person=${vida}"`)
  expect(await read(imogen, '/approvals/new')).toContain('href="/approvals/in-school/new"')
  expect(await read(imogen, `/approvals/in-school/new?person=${vida}`)).toContain(`<option value="${vida}" selected>Vida Rowe`)
  const asked = await asks()
  expect(asked.status).toBe(303)
  const approval = asked.headers['location']!.split('?')[0]!
  expect(await db.selectFrom('approvals').select(['person_id', 'asked_by_id', 'in_school', 'type_id']).execute()).toEqual([{ person_id: vida, asked_by_id: imogen, in_school: 1, type_id: null }])
  expect(await letters()).toMatchObject([{ to_address: 'hedda.marsh@larkfield.example', subject: 'Please decide: may Vida Rowe borrow in school?' }])
  expect((await letters())[0]!.body_text).toContain('Imogen Vale asks for them.')
  expect(await read(imogen, '/approvals')).toContain('Borrowing in school')
  expect(await read(marlo, '/approvals')).not.toContain('Borrowing in school')
  expect(await lend()).toEqual(['not-permitted'])
  for (const who of [imogen, lead, marlo]) expect((await send(who, `${approval}/decision`, { decision: 'approved' })).status).toBe(403)
  expect(await read(head, '/')).toContain('Borrowing in school')
  expect(await read(head, approval)).toContain('<h1>May Vida Rowe borrow in school?</h1>')
  expect((await send(head, `${approval}/decision`, { decision: 'approved' })).status).toBe(303)
  expect((await letters()).slice(1).map(({ subject, to_address }) => `${to_address}: ${subject}`).toSorted()).toEqual([
    'imogen.vale@larkfield.example: Vida Rowe may borrow in school until 18 Dec 2026', 'vida.rowe@larkfield.example: Vida Rowe may borrow in school until 18 Dec 2026'])
  expect(await lend()).toEqual([])
  expect(await read(lead, `/people/${vida}`)).toContain('May borrow in school until Fri 18 Dec')
  await db.updateTable('loans').set({ returned_at: '2026-11-24T09:30:00.000Z', outcome: 'returned' }).execute()
  await send(head, `${approval}/revocation`, { words: 'Not any more' })
  expect(await lend()).toEqual(['not-permitted'])
  expect((await letters()).at(-1)!.subject).toBe('Please lend Vida Rowe nothing more: the permission is revoked')
})

test('the desk refuses with this reason and every other at once, each with what mends it', async () => {
  const kit = await school()
  const { db, imogen } = kit
  const browser = await atDesk(kit)
  await scan(browser, 'P-0077')
  await tap(browser, '/desk/purpose', { purpose: 'Reading' })
  await scan(browser, 'IP-0001')
  await tap(browser, '/desk/answers', { answers_id: imogen })
  const { text } = await browser.get('/desk')
  for (const words of ['is not lent to a volunteer', 'The head teacher has not permitted them to borrow', 'A member of staff asks for it under Permissions']) expect(text).toContain(words)
  expect(await db.selectFrom('loans').select('id').execute()).toEqual([])
})

test('it runs out, begins on its day, and one from the lead is not the head’s', async () => {
  const { db, vida, lend, clock, head, lead } = await school()
  const permitted = { person_id: vida, in_school: 1 as const }
  await permit(db, { ...permitted, by_id: lead, decided_as: 'lead' })
  await permit(db, { ...permitted, by_id: head, from_day: '2026-11-25', until_day: '2026-11-26' })
  expect(await lend()).toEqual(['not-permitted'])
  clock.now = new Date('2026-11-25T09:00:00.000Z')
  expect(await lend()).toEqual([])
  await db.updateTable('loans').set({ returned_at: '2026-11-25T09:30:00.000Z', outcome: 'returned' }).execute()
  clock.now = new Date('2026-11-27T09:00:00.000Z')
  expect(await lend()).toEqual(['not-permitted'])
})

test('before the school’s day its lack is only told of; nobody else’s is asked about', async () => {
  const { db, vida, imogen, device, clock, lend } = await school()
  await writeSettings(db, { permission_warn_until: '2026-12-01' })
  const { warnings } = await bookOut(db, {
    device_ids: [device.laptop], borrower_id: vida, class_id: null, answers_id: imogen, purpose: 'Reading', until: null, source: 'own account', actor: { person_id: imogen, desk_id: null },
  }, clock.now)
  expect(warnings.map(({ code }) => code)).toContain('not-permitted')
  await writeSettings(db, { permission_warn_until: null, permission_to_borrow: { visitor: 'head' } })
  expect(await lend(device.chromebook)).toEqual([])
})

test('whoever may take a device out of school may use it in school, and no other', async () => {
  const { db, vida, head, device, lend } = await school()
  await db.deleteFrom('type_not_for').execute()
  await permit(db, { person_id: vida, by_id: head, device_ids: [device.ipad] })
  expect(await lend(device.ipad)).toEqual([])
  expect(await lend(device.laptop)).toEqual(['not-permitted'])
})

test.each<[string, object, string]>([
  ['nobody', { person_id: '' }, 'Choose who borrows'],
  ['no first day', { from_day: '' }, 'Enter the first day'],
  ['rubbish for a day', { until_day: 'soon' }, 'Write a day such as 17 3 2027'],
  ['no reason', { why: ' ' }, 'Say what they do'],
  ['a password', { why: 'password: hunter2' }, 'That looks like a password'],
])('%s is refused beside its field, with what was typed, and nothing is kept', async (_name, changes, words) => {
  const { db, asks } = await school()
  const { status, text } = await asks(changes)
  expect(status).toBe(422)
  expect(text).toContain(words)
  if (!('why' in changes)) expect(text).toContain('value="Hears children read"')
  expect(await db.selectFrom('approvals').select('id').execute()).toEqual([])
})

test('one form sent twice asks once; nobody unknown is asked for, and none for oneself', async () => {
  const { db, asks, vida } = await school()
  const form_key = newFormKey()
  expect((await asks({ form_key })).headers['location']).toBe((await asks({ form_key })).headers['location'])
  expect(await db.selectFrom('approvals').select('id').execute()).toHaveLength(1)
  expect((await asks({ person_id: 'nobody' })).status).toBe(404)
  await db.insertInto('person_roles').values({ person_id: vida, role: 'staff' }).execute()
  expect((await asks({}, vida)).text).toContain('Somebody else asks for you')
})

test('where nobody needs it the page says so, and nothing is asked', async () => {
  const { db, imogen, lead, vida, read, asks } = await school()
  await writeSettings(db, { permission_to_borrow: {} })
  expect(await read(imogen, '/approvals/in-school/new')).toContain('Nobody needs permission to borrow')
  expect(await read(imogen, '/approvals/new')).not.toContain('/approvals/in-school')
  expect(await read(lead, `/people/${vida}`)).not.toContain('Permission to borrow')
  expect((await asks()).text).toContain('There is nothing to ask: Vida Rowe borrows without permission')
})

test('the settings say of which kinds and whose, and are shown again', async () => {
  const { send, head, read, db } = await school()
  expect((await send(head, '/settings/approvals', { borrow_visitor: 'lead', permission_warn_until: '1 2 2027', field_is_on_site: '1' })).status).toBe(303)
  expect(await db.selectFrom('settings').select('value').where('key', '=', 'permission_to_borrow').execute()).toEqual([{ value: '{"visitor":"lead"}' }])
  expect(await read(head, '/settings/approvals')).toMatch(/name="borrow_visitor"[^]*?value="lead" selected/)
  expect((await send(head, '/settings/approvals', { borrow_visitor: 'king' })).status).toBe(422)
})

test('the database keeps what kind of permission it is, and wants none to borrow that names a type', async () => {
  const { db, vida, head } = await school()
  await permit(db, { person_id: vida, by_id: head, in_school: 1 })
  await expect(db.updateTable('approvals').set({ in_school: 0 }).execute()).rejects.toThrow(/append-only/)
  const [type] = await listTypes(db)
  await expect(permit(db, { person_id: vida, by_id: head, in_school: 1, type_id: type!.id })).rejects.toThrow(/check/i)
})
