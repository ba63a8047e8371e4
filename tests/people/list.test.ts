import { expect, it } from 'vitest'
import { addClass, addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

const namesIn = (html: string) => [...html.matchAll(/<th scope="row"><a href="\/people\/[^"]+">([^<]+)<\/a>/g)].map(([, name]) => name!)

it('lists who is here in the order of surnames, with post, class and what is out', async () => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  await addPerson(school.db, { name: 'Zoë Abbott', kind: 'supply' })
  await addPerson(school.db, { name: 'Gone Already', last_day: '2026-11-23' })
  const oak = await addClass(school.db, 'Year 4 Oak')
  await school.db.insertInto('class_people').values({ class_id: oak, person_id: marlo }).execute()
  await addDevice(school.db, 'LT-0427')
  await lend(school, marlo, 'LT-0427')
  const page = await (await signedIn(school, school.lead)).get('/people').expect(200)
  expect(namesIn(page.text)).toEqual(['Zoë Abbott', 'Wren Calloway', 'Marlo Finch'])
  expect(page.text).toContain('3 people')
  expect(page.text).toContain('Year 4 Oak')
  expect(page.text).toContain('<span class="code">LT-0427</span>')
})

it.each([
  ['q=zoe', ['Zoë Abbott']],
  ['q=FINCH', ['Marlo Finch']],
  ['q=P-0042', ['Marlo Finch']],
  ['q=marlo.finch%40lark', ['Marlo Finch']],
  ['q=100%25', []],
  ['q=_', []],
  ['kind=supply', ['Zoë Abbott']],
  ['role=lead', ['Wren Calloway']],
  ['here=left', ['Gone Already']],
  ['here=all&q=o', ['Zoë Abbott', 'Gone Already', 'Wren Calloway', 'Marlo Finch']],
  ['kind=nonsense&here=elsewhere', ['Zoë Abbott', 'Wren Calloway', 'Marlo Finch']],
])('finds by %s', async (query, names) => {
  const school = await startApp()
  const marlo = await addPerson(school.db, { name: 'Marlo Finch' })
  await addPerson(school.db, { name: 'Zoë Abbott', kind: 'supply' })
  await addPerson(school.db, { name: 'Gone Already', last_day: '2026-11-23' })
  await school.db.insertInto('tags').values({
    text: 'P-0042', what: 'badge', person_id: marlo, device_id: null, set_id: null, class_card_id: null, created_at: 'x',
  }).execute()
  const page = await (await signedIn(school, school.lead)).get(`/people?${query}`).set('HX-Request-Type', 'partial').expect(200)
  expect(page.text).not.toContain('<html')
  expect(namesIn(page.text).toSorted()).toEqual(names.toSorted())
})

it('pages by name there and back without losing or repeating anybody, also among namesakes', async () => {
  const school = await startApp()
  for (let i = 0; i < 109; i++) await addPerson(school.db, { name: i % 3 === 0 ? 'Ali Khan' : `Person Number${String(i).padStart(3, '0')}`, email: null })
  const browser = await signedIn(school, school.lead)
  const idsOf = (html: string) => [...html.matchAll(/<th scope="row"><a href="\/people\/([^"]+)">/g)].map(([, id]) => id!)
  const first = await browser.get('/people')
  const next = (html: string) => /href="(\/people\?after=[^"]+)"/.exec(html)?.[1]
  const back = (html: string) => /href="(\/people\?before=[^"]+)"/.exec(html)?.[1]
  const second = await browser.get(next(first.text)!)
  const third = await browser.get(next(second.text)!)
  expect(back(first.text)).toBeUndefined()
  expect(next(third.text)).toBeUndefined()
  const all = [first, second, third].flatMap(({ text }) => idsOf(text))
  expect(all).toHaveLength(110)
  expect(new Set(all).size).toBe(110)
  expect(idsOf((await browser.get(back(third.text)!)).text)).toEqual(idsOf(second.text))
  expect(idsOf((await browser.get(back(second.text)!)).text)).toEqual(idsOf(first.text))
})

it('asks the database as many questions for eight people as for one', async () => {
  const count = async (people: number) => {
    const school = await startApp()
    for (let i = 0; i < people; i++) {
      const id = await addPerson(school.db, { name: `Person ${i}`, email: null })
      await addDevice(school.db, `LT-${i}`)
      await lend(school, id, `LT-${i}`)
    }
    const browser = await signedIn(school, school.lead)
    let asked = 0
    const executor = school.db.getExecutor()
    const original = executor.executeQuery.bind(executor)
    executor.executeQuery = ((...args: Parameters<typeof original>) => { asked++; return original(...args) }) as typeof original
    await browser.get('/people').expect(200)
    return asked
  }
  const forOne = await count(1)
  expect(forOne).toBeGreaterThan(5)
  expect(await count(8)).toBe(forOne)
})

it('sends the list as a file in which no cell is a formula', async () => {
  const school = await startApp()
  await addPerson(school.db, { name: '=HYPERLINK("http://evil")', email: null })
  await addPerson(school.db, { name: 'Zoë Abbott', kind: 'supply', email: 'zoe@larkfield.example' })
  const file = await (await signedIn(school, school.lead)).get('/people.csv?kind=supply').expect(200)
  expect(file.headers['content-disposition']).toContain('people-2026-11-24.csv')
  expect(file.text).toContain('Zoë Abbott,Supply,,zoe@larkfield.example')
  expect(file.text).not.toContain('HYPERLINK')
  const all = await (await signedIn(school, school.lead)).get('/people.csv').expect(200)
  expect(all.text).toContain(`"'=HYPERLINK(""http://evil"")"`)
})

it('teaches on the first visit and offers the import to those who may', async () => {
  const school = await startApp()
  await school.db.updateTable('people').set({ last_day: null }).execute()
  const page = await (await signedIn(school, school.lead)).get('/people?q=nobody-by-that-name').expect(200)
  expect(page.text).toContain('Nobody fits all of that')
})
