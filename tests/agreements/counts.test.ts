import { expect, test } from 'vitest'
import { listCounts } from '../../src/agreements/counts.ts'
import { isRefusedBy } from '../../src/database/act.ts'
import { addClass, addPerson, signedIn, startApp } from '../support/app.ts'

const FIELDS = { about: 'pupils', signed: '28', total: '30', form_key: 'a-form-key-of-sixteen' }

async function school() {
  const kit = await startApp()
  const oak = await addClass(kit.db, 'Year 4 <b>Oak</b>')
  const office = await signedIn(kit, await addPerson(kit.db, { name: 'Tamsin Orchard', roles: ['office'] }))
  const send = (fields: Record<string, string> = {}) => office.post('/agreements/classes').type('form').send({ class_id: oak, ...FIELDS, ...fields })
  const rows = () => kit.db.selectFrom('class_agreement_counts').selectAll().execute()
  return { ...kit, oak, office, send, rows }
}

test('a class’s forms are counted in numbers, once, and a child who joins changes the total', async () => {
  const { send, rows, office, db, clock, oak } = await school()
  await addClass(db, 'Year 5 Elm')
  expect((await send()).headers['location']).toBe('/agreements/classes?done=kept')
  await send()
  expect(await rows()).toHaveLength(1)
  clock.now = new Date('2026-11-24T10:00:00.000Z')
  await send({ signed: '29', total: '31', form_key: 'another-key-of-sixteen' })
  await send({ about: 'parents', signed: '0', total: '31', form_key: 'a-third-key-of-sixteen' })
  const page = (await office.get('/agreements/classes')).text
  expect(page).toContain('<strong>29 of 31</strong>')
  expect(page).toContain('before that 28 of 30')
  expect(page).toContain('<strong>0 of 31</strong>')
  expect(page).toContain('Year 4 &lt;b&gt;Oak')
  expect(page).toContain('not counted')
  const [first] = await listCounts(db, '2026-11-24')
  expect([first!.id, first!.pupils.newest!.signed, first!.pupils.before!.signed, first!.parents.before]).toEqual([oak, 29, 28, null])
})

test('a count stays as it was kept', async () => {
  const { send, db } = await school()
  await send()
  const changed = await db.updateTable('class_agreement_counts').set({ signed: 30 }).execute().then(() => null, (error: unknown) => error)
  expect(isRefusedBy(changed, 'append-only')).toBe(true)
})

test.each([
  [{ class_id: 'nothing' }, 'Choose a class from the list'], [{ about: 'cats' }, 'Choose pupils or parents'], [{ signed: '31' }, 'More cannot have signed than there are'],
  [{ signed: '' }, 'Write how many signed, and of how many'], [{ total: '-3' }, 'Write a whole number up to 999'], [{ signed: 'most' }, 'Write a whole number up to 999'],
])('%o is no count, and nothing typed is lost', async (fields, words) => {
  const { send, rows } = await school()
  const answer = await send(fields)
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  if ('total' in fields) expect(answer.text).toContain('value="-3"')
  expect(await rows()).toEqual([])
})
