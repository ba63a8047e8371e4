import type supertest from 'supertest'
import { expect, test } from 'vitest'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { addBadge, addClassCard, deskSchool } from '../support/desk-school.ts'
import { lacking } from './paper.ts'

type Agent = ReturnType<typeof supertest.agent>
type Fields = Record<string, string | number | string[]>

const keyOf = (html: string) => /name="form_key" value="([^"]+)"/.exec(html)![1]!
const countOf = (html: string) => /plan-count[^>]*>([^]*?)<\/p>/.exec(html)![1]!.replace(/<[^>]+>/g, '')

async function make(agent: Agent, what: string, fields: Fields = {}) {
  const page = await agent.get(`/labels?what=${what}`)
  return agent.post('/labels').type('form').send({ form_key: keyOf(page.text), what, sheet: 'L7160', ...fields })
}

/** Makes labels, waits for them as a person does, and opens the PDF. */
async function pdfOf(agent: Agent, what: string, fields: Fields = {}) {
  const made = await make(agent, what, fields)
  expect(made.status, made.text).toBe(303)
  let page = await agent.get(made.headers['location']!)
  for (let tries = 0; tries < 50 && !page.text.includes('Open the PDF'); tries++) page = await agent.get(made.headers['location']!)
  const href = /href="([^"]+\.pdf)"/.exec(page.text)![1]!
  const pdf = await agent.get(href).buffer().parse((res, done) => {
    const parts: Buffer[] = []
    res.on('data', (part: Buffer) => parts.push(part))
    res.on('end', () => done(null, Buffer.concat(parts)))
  })
  return { href, page: page.text, headers: pdf.headers, pdf: pdf.body as Buffer }
}

async function school() {
  const kit = await deskSchool()
  return { ...kit, agent: await signedIn(kit, kit.lead) }
}

test('All devices are chosen at first; type, trolley and codes narrow them down', async () => {
  const { agent } = await school()
  const count = async (query: string) => countOf((await agent.get(`/labels${query}`).expect(200)).text)
  expect(await count('')).toBe('16 labels on 1 sheet')
  expect(await count('?type=Laptop')).toBe('1 label on 1 sheet')
  expect(await count('?set=TR-A')).toBe('16 labels on 1 sheet')
  expect(await count('?devices=LT-0001,IP-0003')).toBe('2 labels on 1 sheet')
  expect(await count('?devices=lt-0001&sheet=L6012&first=10')).toBe('1 label on 1 sheet')
  expect(await count('?set=TR-A&sheet=L6012&first=7')).toBe('16 labels on 3 sheets')
  expect(await count('?type=Camera')).toBe('No device fits that.')
  expect(await count('?devices=LT-0001,LT-9999,NOPE')).toBe('No device or trolley has the code LT-9999, NOPE.')
})

test('A changed choice asks htmx for the plan alone, which keeps its first position where the sheet has it', async () => {
  const { agent } = await school()
  const part = await agent.get('/labels?sheet=L7651&first=60&form_key=x').set('HX-Request-Type', 'partial').expect(200)
  expect(part.text).not.toContain('<html')
  expect(part.text.match(/type="radio" name="first"/g)).toHaveLength(65)
  expect(part.text).toMatch(/value="60" aria-label="[^"]+" checked/)
  const smaller = await agent.get('/labels?sheet=L6012&first=60&form_key=x').set('HX-Request-Type', 'partial')
  expect(smaller.text).toMatch(/value="1" aria-label="Label 1, row 1, column 1" id="first" checked/)
})

test('Labels of a trolley come as a PDF to look at, its own first, and what was printed is written down without names', async () => {
  const { agent, db, lead } = await school()
  const { href, headers, pdf, page } = await pdfOf(agent, 'devices', { set: 'TR-A', first: 4, border: '1', x: '1,5', y: '-0.5' })
  expect(href).toMatch(/kitbook-devices-l7160-2026-11-24\.pdf$/)
  expect(headers).toMatchObject({
    'content-type': 'application/pdf', 'content-disposition': 'inline; filename="kitbook-devices-l7160-2026-11-24.pdf"', 'cache-control': 'no-store',
  })
  expect(page).toContain('Print at <strong>100 %</strong>')
  expect(lacking(pdf, ['TR-A', 'IP-0001', 'IP-0015', '01632 960123'])).toEqual([])
  const event = await db.selectFrom('events').selectAll().where('verb', '=', 'labels.printed').executeTakeFirstOrThrow()
  expect(event).toMatchObject({ actor_id: lead, subject: 'labels', subject_id: 'devices' })
  expect(JSON.parse(event.data)).toMatchObject({ count: 16, sheet: 'L7160' })
})

test('A lost device gets a label only when it is named', async () => {
  const { agent, db, laptop } = await school()
  await db.insertInto('out_of_use').values({ id: 'x', device_id: laptop, because: 'lost', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  expect(countOf((await agent.get('/labels')).text)).toBe('15 labels on 1 sheet')
  expect(countOf((await agent.get('/labels?devices=LT-0001')).text)).toBe('1 label on 1 sheet')
})

test('Blank tags reserve the next free codes of their type, once a form', async () => {
  const { agent, db } = await school()
  const { id: blank_type } = await db.selectFrom('device_types').select('id').where('name', '=', 'Laptop').executeTakeFirstOrThrow()
  const page = await agent.get('/labels?what=blank')
  expect(await db.selectFrom('reserved_codes').selectAll().execute()).toEqual([])
  const fields = { form_key: keyOf(page.text), what: 'blank', blank_type, blank_count: '3', sheet: 'L7160' }
  const first = await agent.post('/labels').type('form').send(fields).expect(303)
  const again = await agent.post('/labels').type('form').send(fields).expect(303)
  expect(again.headers['location']).toBe(first.headers['location'])
  await pdfOf(agent, 'blank', { blank_type, blank_count: 2 })
  const codes = (await db.selectFrom('reserved_codes').select('code').orderBy('code').execute()).map(({ code }) => code)
  expect(codes).toEqual(['LT-0002', 'LT-0003', 'LT-0004', 'LT-0005', 'LT-0006'])
  const made = await agent.get(first.headers['location']!)
  expect(made.text.replace(/<[^>]+>/g, '')).toContain('the codes LT-0002 to LT-0004')
  await agent.post('/labels').type('form').send({ ...fields, blank_count: '4' }).expect(422)
})

test('Badges give a code to whoever has none, and the same one the next time', async () => {
  const { agent, db, imogen } = await school()
  const first = await pdfOf(agent, 'badges', { whose: 'these', people: [imogen], sheet: 'CARDS' })
  const badge = await db.selectFrom('tags').select('text').where('person_id', '=', imogen).execute()
  expect(badge).toEqual([{ text: 'P-0002' }])
  const second = await pdfOf(agent, 'badges', { whose: 'these', people: [imogen], sheet: 'CARDS' })
  for (const { pdf } of [first, second]) expect(lacking(pdf, ['Imogen Vale', 'P-0002'])).toEqual([])
  expect(await db.selectFrom('tags').select('text').where('person_id', '=', imogen).execute()).toEqual(badge)
  expect(countOf((await agent.get('/labels?what=badges&whose=without&form_key=x')).text)).toBe('1 card on 1 sheet')
})

test('A leaver gets no badge', async () => {
  const { agent, db } = await school()
  const gone = await addPerson(db, { name: 'Orla Went', last_day: '2026-10-23' })
  const page = await agent.get('/labels?what=badges')
  expect(page.text).not.toContain('Orla Went')
  expect(countOf((await agent.get(`/labels?people=${gone}`)).text)).toBe('Nobody fits that.')
})

test('Class cards and supply cards are printed as they are asked for', async () => {
  const { agent, db } = await school()
  expect(countOf((await agent.get('/labels?what=classes')).text)).toBe('2 cards on 1 sheet')
  const { id } = await db.selectFrom('class_cards').select('id').where('purpose', '=', 'Maths').executeTakeFirstOrThrow()
  const card = await pdfOf(agent, 'classes', { cards: [id], sheet: 'CARDS' })
  const supply = await pdfOf(agent, 'supply', { supply_from: '3', supply_to: '5', sheet: 'CARDS' })
  expect(lacking(card.pdf, ['Year 5 Elm', 'Imogen Vale answers for it', 'Maths', 'CL-5ELM'])).toEqual([])
  expect(card.page).toContain('1 card on 1 sheet')
  expect(lacking(supply.pdf, ['Supply 3', 'Supply 5', 'SUPPLY-4'])).toEqual([])
})

test.each<[string, Fields, string]>([
  ['devices', { devices: 'LT-9999' }, 'No device or trolley has the code LT-9999'],
  ['devices', { sheet: 'L6012', first: '11' }, 'This sheet has 10 labels'],
  ['devices', { first: '0' }, 'Write a whole number from 1 to 189'],
  ['devices', { x: '99' }, 'Write millimetres from -10 to 10'],
  ['devices', { y: '1e999' }, 'Write millimetres from -10 to 10'],
  ['sets', {}, 'Tick at least one'],
  ['supply', { supply_from: '9', supply_to: '2' }, 'Write the first number before the last'],
  ['blank', { blank_type: 'nothing' }, 'Choose what the tags are for'],
  ['blank', { blank_count: '501' }, 'Write a whole number from 1 to 500'],
])('%s with %j are refused beside the field, and nothing is written down', async (what, fields, message) => {
  const { agent, db } = await school()
  const refused = await make(agent, what, fields)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('<title>Error: Labels')
  expect(refused.text).toContain(message)
  expect(await db.selectFrom('events').select('id').where('verb', '=', 'labels.printed').execute()).toEqual([])
})

test('Labels are kept for half an hour, and only for the person who asked', async () => {
  const kit = await school()
  const { href } = await pdfOf(kit.agent, 'badges')
  const technician = await signedIn(kit, await addPerson(kit.db, { name: 'Tamsin Reed', roles: ['technician'] }))
  await technician.get(href).expect(404)
  await technician.get(href.replace(/\/[^/]+$/, '')).expect(404)
  expect((await kit.agent.get('/labels')).text).toContain('3 labels on 1 sheet of L7160')
  kit.clock.now = new Date(kit.clock.now.getTime() + 31 * 60_000)
  const gone = await kit.agent.get(href).expect(404)
  expect(gone.text).toContain('no longer kept')
})

test('A technician prints tags; badges and class cards, which name people, are not for technicians', async () => {
  const kit = await school()
  const agent = await signedIn(kit, await addPerson(kit.db, { name: 'Tamsin Reed', roles: ['technician'] }))
  const page = await agent.get('/labels').expect(200)
  expect(page.text).not.toMatch(/Badges|Class cards/)
  for (const what of ['badges', 'classes']) {
    await agent.get(`/labels?what=${what}`).expect(403)
    await agent.post('/labels').type('form').send({ form_key: 'k'.repeat(22), what, sheet: 'CARDS' }).expect(403)
  }
})

test('A form with nothing in it is refused, not tripped over', async () => {
  const { agent } = await school()
  await agent.post('/labels').expect(422)
  await agent.post('/labels').type('form').send('sheet=L7160&sheet=L6008&what=devices&what=sets&form_key=x').expect(422)
})

test('Staff do not print labels', async () => {
  const kit = await school()
  const agent = await signedIn(kit, kit.marlo)
  await agent.get('/labels').expect(403)
  await agent.post('/labels').type('form').send({ what: 'devices' }).expect(403)
})

test('A school with nothing to print is told what comes first', async () => {
  const kit = await startApp()
  const agent = await signedIn(kit, kit.lead)
  for (const [what, words] of [['devices', 'Import a list'], ['sets', 'Trolleys and sets'], ['classes', 'Classes']] as const) {
    const page = await agent.get(`/labels?what=${what}`).expect(200)
    expect(page.text).toContain(words)
    expect(page.text).not.toContain('Make the')
  }
})

test('Names that look like markup stay words on the page and on the paper', async () => {
  const kit = await startApp()
  const agent = await signedIn(kit, kit.lead)
  const name = '<img src=x onerror=alert(1)> Łucja'
  const person = await addPerson(kit.db, { name })
  await addBadge(kit.db, person, 'P-0001')
  await addClassCard(kit.db, 'CL-1', await addClass(kit.db, '"><script>1</script>'), person, "';--")
  await addDevice(kit.db, 'LT-0001')
  for (const what of ['badges', 'classes']) expect((await agent.get(`/labels?what=${what}`)).text).not.toMatch(/<img|<script>1/)
  const { pdf } = await pdfOf(agent, 'badges', { whose: 'these', people: [person] })
  expect(lacking(pdf, ['Łucja'])).toEqual([])
})
