import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addPerson, signedIn, startApp } from '../support/app.ts'

const KEY = 'a-form-key-of-sixteen'

async function school() {
  const kit = await startApp()
  await writeSettings(kit.db, { agreement_before_account: false })
  const { db } = kit
  const office = await signedIn(kit, await addPerson(db, { name: 'Tamsin Orchard', roles: ['office'] }))
  const imogen = await addPerson(db, { name: 'Imogen Vale', kind: 'supply' })
  const perrin = await addPerson(db, { name: 'Perrin Low', kind: 'governor' })
  const signatures = () => db.selectFrom('signatures').selectAll().orderBy('id').execute()
  const paper = (fields: Record<string, unknown>) => office.post('/agreements/paper').type('form').send({ form_key: KEY, day: '2 9 2026', ...fields })
  return { ...kit, office, imogen, perrin, signatures, paper }
}

test('before there is an agreement the page says what it is for', async () => {
  const { office } = await school()
  expect((await office.get('/agreements')).text).toContain('Until then nobody is asked for it')
})

test('who has not signed is told by kind, on the page and as a file, and by nobody’s page twice', async () => {
  const { office, db, imogen, ...kit } = await school()
  await enterAgreement({ db, ...kit }, { kinds: ['staff', 'supply'] })
  const page = (await office.get('/agreements')).text
  expect(page).toContain('0 of 3 adults have signed')
  expect(page).toContain(`<a href="/people/${imogen}">Imogen Vale</a>`)
  expect(page).not.toContain('Perrin Low')
  const supply = (await office.get('/agreements?kind=supply')).text
  expect(supply).not.toContain('Wren Calloway</a></th>')
  const file = (await office.get('/agreements.csv?kind=supply')).text
  expect(file).toBe('\uFEFFName,Kind,Job title,Email,Agreement\r\nImogen Vale,Supply,Supply,imogen.vale@larkfield.example,Not signed\r\n')
  expect((await office.get('/agreements?kind=rubbish')).status).toBe(200)
})

test('what was signed on paper on an INSET day is recorded at once for everybody ticked', async () => {
  const { office, db, imogen, perrin, signatures, paper, clock, lead } = await school()
  const kit = { db, clock, lead }
  const staff = await enterAgreement(kit, { kinds: ['staff', 'supply'] })
  const governors = await enterAgreement(kit, { kinds: ['governor'], title: 'For governors' })
  expect((await office.get('/agreements/paper')).text).toContain(`value="${imogen}"`)
  expect((await paper({ person_ids: [imogen, perrin] })).headers['location']).toBe('/agreements?done=paper')
  expect((await paper({ person_ids: [imogen, perrin] })).status).toBe(303)
  const kept = await signatures()
  expect(kept.map(({ person_id, agreement_id }) => [person_id, agreement_id]).toSorted()).toEqual([[imogen, staff], [perrin, governors]].toSorted())
  expect(kept.map(({ how, signed_at, full_name }) => [how, signed_at, full_name !== null])).toEqual([['paper', '2026-09-01T23:00:00.000Z', true], ['paper', '2026-09-01T23:00:00.000Z', true]])
  expect((await office.get('/agreements')).text).not.toContain(`<a href="/people/${imogen}">`)
  expect((await office.get('/agreements/paper?all=1')).text).toContain(`value="${imogen}"`)
  const page = (await office.get(`/people/${imogen}`)).text
  expect(page).toContain('Signed Wed 2 Sept, counts until 2 Sept 2027')
  expect(page).toContain('on paper')
})

test.each([
  ['nobody ticked', { person_ids: [] as string[] }, 'Tick who signed on paper'],
  ['no day', { person_ids: ['imogen'], day: '' }, 'Enter the day on which they signed'],
  ['a day to come', { person_ids: ['imogen'], day: '25 11 2026' }, 'That day is still to come'],
  ['a day before there was anything to sign', { person_ids: ['imogen'], day: '31 8 2026' }, 'On that day there was nothing for Imogen Vale to sign'],
  ['somebody who is not there', { person_ids: ['nobody'] }, 'not here any more'],
])('%s is not recorded, and the ticks stay', async (_name, { person_ids, ...fields }, words) => {
  const { imogen, paper, signatures, office: _, ...kit } = await school()
  await enterAgreement(kit)
  const answer = await paper({ person_ids: person_ids.map((id) => (id === 'imogen' ? imogen : id)), ...fields })
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  if (person_ids.includes('imogen')) expect(answer.text).toMatch(new RegExp(`value="${imogen}"\\s* checked`))
  expect(await signatures()).toEqual([])
})

test('a version is entered by a form without script, with its PDF, once; whatever is wrong is said beside the field', async () => {
  const { db, ...kit } = await school()
  const head = await signedIn({ db, ...kit }, await addPerson(db, { name: 'Hale Thorne', roles: ['head'] }))
  const send = (fields: Record<string, string>, file?: [Buffer, string]) => {
    const form = head.post('/agreements')
    for (const [name, value] of Object.entries({ title: 'Acceptable use', text: 'Words\u0000 of ours', kinds: 'staff', from_day: '1 9 2026', renewal: 'yearly', form_key: KEY, ...fields })) form.field(name, value)
    return file ? form.attach('file', ...file) : form
  }
  for (const [fields, words] of [
    [{ title: '' }, 'Enter the name of the agreement'], [{ text: '' }, 'Type the agreement, or send it as a PDF'],
    [{ kinds: 'children' }, 'There is a problem'], [{ from_day: 'soon' }, 'Write a day such as'], [{ renewal: '' }, 'Choose when it is signed again'],
    [{ text: 'x'.repeat(60_001) }, 'Use at most 60,000 characters'],
  ] as const) {
    const answer = await send(fields)
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  }
  const wrong = await send({}, [Buffer.from('<html>'), 'agreement.pdf'])
  expect([wrong.status, wrong.text.includes('That is not a PDF')]).toEqual([422, true])
  expect((await send({}, [Buffer.from('%PDF-1.4 words'), 'agreement.pdf'])).headers['location']).toBe('/agreements?done=entered')
  expect((await send({}, [Buffer.from('%PDF-1.4 words'), 'agreement.pdf'])).status).toBe(303)
  const [kept, ...more] = await db.selectFrom('agreements').selectAll().execute()
  expect([more.length, kept!.text, kept!.pdf!.toString(), kept!.from_day]).toEqual([0, 'Words of ours', '%PDF-1.4 words', '2026-09-01'])
  expect((await head.get(`/agreements/${kept!.id}`)).text).toContain(kept!.text_hash)
  const again = (await head.get('/agreements/new')).text
  expect(again).toContain('Words of ours')
  expect(again).not.toMatch(/value="governor"\s* checked/)
})
