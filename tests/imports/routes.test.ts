import { describe, expect, it } from 'vitest'
import { signAgreement } from '../../src/agreements/sign.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { sample } from './support/lists.ts'

type Browser = Awaited<ReturnType<typeof signedIn>>

async function leadAt(app: TestApp): Promise<Browser> {
  return signedIn(app, app.lead)
}

/** Sends a file as the form does; returns the address of the page that comes next. */
async function send(browser: Browser, file: Buffer | string, name = 'list.csv'): Promise<string> {
  const res = await browser.post('/imports').attach('file', Buffer.from(file), name)
  expect(res.status).toBe(303)
  return res.headers['location'] as string
}

const upload = (browser: Browser, file: Buffer | string, name = 'list.csv') => browser.post('/imports').attach('file', Buffer.from(file), name)

describe('bringing in a list', () => {
  it('shows the preview, writes nothing before it is asked to, then everything, and undoes it', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('intune-all-devices.csv'), 'intune.csv')
    const preview = await browser.get(page)
    expect(preview.text).toContain('Preview of intune.csv')
    expect(preview.text).toContain('an export of devices from Intune')
    expect(preview.text).toContain('Bring in 62 devices')
    expect(preview.text).toMatch(/IMEI.*network and SIM numbers/s)
    expect(await app.db.selectFrom('devices').select('id').execute()).toHaveLength(0)
    await browser.post(`${page}/apply`).expect(303)
    expect((await browser.get(page)).text).toContain('62 new')
    expect(await app.db.selectFrom('devices').select('id').execute()).toHaveLength(62)
    await browser.get('/devices/SCH-LT-001').expect(200)
    await browser.post(`${page}/undo`).expect(303)
    expect((await browser.get(page)).text).toContain('Everything is as it was before this list')
    expect(await app.db.selectFrom('devices').select('id').execute()).toHaveLength(0)
    const verbs = await app.db.selectFrom('events').select('verb').where('subject', '=', 'import').orderBy('id').execute()
    expect(verbs.map(({ verb }) => verb)).toEqual(['import.applied', 'import.undone'])
  })

  it('pages and filters the lines, and gives the problems as a file', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('mis-staff-list.csv'))
    const problems = await browser.get(`${page}?status=problem`)
    expect(problems.text).toContain('stands twice: on line 2 (Joao Farrow) and again on line 57')
    expect(problems.text).toContain('“31/02/2025” is not a day in the calendar')
    expect(problems.text).not.toContain('Sana Lewin')
    const first = await browser.get(page)
    const more = /href="(\/imports\/[^"]*after=[^"]*)"/.exec(first.text)![1]!.replaceAll('&amp;', '&')
    expect((await browser.get(more)).text).toContain('Siôn Ll?r')
    const csv = await browser.get(`${page}/problems.csv`)
    expect(csv.text.split('\r\n').filter(Boolean)).toHaveLength(4)
  })

  it('names what it leaves out and never shows it', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, 'Code,Type,Password,Notes\nLT-1,Laptop,Fluffy1,<b>worn</b>\nLT-2,Laptop,,PIN 1234\n')
    const { text } = await browser.get(page)
    expect(text).toMatch(/Password <span class="soft">\(passwords, PINs and keys\)/)
    expect(text).toContain('Notes not kept: there seems to be a password, PIN or key in it')
    expect(text).toContain('&lt;b&gt;worn&lt;/b&gt;')
    expect(text).not.toMatch(/Fluffy|1234/)
  })
})

describe('questions', () => {
  it('asks for the order of the dates and goes on', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('school-spreadsheet.csv'))
    const asked = await browser.get(page)
    expect(asked.text).toContain('Which comes first, the day or the month?')
    expect((await browser.post(`${page}/columns`).type('form').send({})).status).toBe(422)
    await browser.post(`${page}/columns`).type('form').send({ date_order: 'dmy' }).expect(303)
    const preview = await browser.get(page)
    expect(preview.text).toContain('Bring in 16 devices')
    expect(preview.text).toContain('Line 10, “Bee-Bots (x6)”: one device, not 6')
    await browser.post(`${page}/answers`).type('form').send({ several: '1', as_one: '10' }).expect(303)
    expect((await browser.get(page)).text).toContain('Bring in 11 devices')
    await browser.post(`${page}/answers`).type('form').send({ date_order: 'mdy' }).expect(303)
    expect((await browser.get(page)).text).toContain('Dates are read with the month first')
  })

  it('asks what unknown columns mean, says what is missing, and remembers it', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const list = 'alpha,beta,gamma,Pupil name\nLT-1,Laptop,S1,Ann\nLT-2,Laptop,S2,Bea\n'
    const page = await send(browser, list)
    const asked = await browser.get(page)
    expect(asked.text).toContain('What do the columns mean?')
    expect(asked.text).toContain('Never kept: pupils')
    expect(asked.text).not.toContain('Ann')
    const refused = await browser.post(`${page}/columns`).type('form').send({ column_0: 'code', column_1: '', column_2: 'code', column_3: 'notes' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('cannot both be')
    await browser.post(`${page}/columns`).type('form').send({ column_0: 'code', column_1: 'item', column_2: 'serial', column_3: 'notes' }).expect(303)
    expect((await browser.get(page)).text).toContain('Bring in 2 devices')
    const again = await browser.get(await send(browser, list))
    expect(again.text).toContain('Bring in 2 devices')
    expect(await app.db.selectFrom('import_lines').select('cells').where('cells', 'like', '%Ann%').execute()).toEqual([])
  })

  it('takes a list for one of people when told so', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, 'alpha,beta\nJo Farrow,j@x.example\nAnn Lewin,a@x.example\n')
    await browser.post(`${page}/about`).type('form').send({ about: 'people' }).expect(303)
    expect((await browser.get(page)).text).toContain('It is a list of devices')
    await browser.post(`${page}/columns`).type('form').send({ column_0: 'name', column_1: 'email' }).expect(303)
    expect((await browser.get(page)).text).toContain('Bring in 2 people')
  })

  it('asks what words without a type are', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, 'Code,Type\nVS-1,Visualiser\nVS-2,Visualiser\nLT-1,Laptop\n')
    expect((await browser.get(page)).text).toContain('“visualiser” (2 lines)')
    const camera = await app.db.selectFrom('device_types').select('id').where('name', '=', 'Camera').executeTakeFirstOrThrow()
    await browser.post(`${page}/answers`).type('form').send({ words_0: 'visualiser', type_0: camera.id }).expect(303)
    expect((await browser.get(page)).text).toContain('Bring in 3 devices')
  })
})

describe('what cannot be read', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['a PDF', '%PDF-1.7', /This is a PDF/], ['an empty file', '', /This file is empty/], ['text', 'Dear all,\nhello\n', /No headings were found/],
    ['a list of pupils', 'UPN,Forename,Surname\nA,B,C\n', /list of pupils/], ['a large file', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), /larger than 20 MB/],
    ['recovery passwords', sample('bitlocker-with-recovery-password.json'), /recovery passwords/],
  ])('%s gets a sentence, and nothing is kept', async (_, file, words) => {
    const app = await startApp()
    const browser = await leadAt(app)
    const res = await upload(browser, file)
    expect(res.status).toBe(422)
    expect(res.text).toMatch(words)
    expect(await app.db.selectFrom('imports').selectAll().execute()).toEqual([])
  })

  it('a form without a file', async () => {
    const app = await startApp()
    const res = await (await leadAt(app)).post('/imports').field('x', 'y')
    expect(res.status).toBe(422)
    expect(res.text).toContain('Choose a file')
  })
})

describe('who may', () => {
  it('lets the technician bring in devices but not people, and the office the other way round', async () => {
    const app = await startApp()
    const technician = await signedIn(app, await addPerson(app.db, { name: 'Tom Reed', roles: ['technician'] }))
    const office = await signedIn(app, await addPerson(app.db, { name: 'Ola Marsh', roles: ['office'] }))
    const lead = await leadAt(app)
    expect((await upload(technician, sample('mis-staff-list.csv'))).status).toBe(422)
    expect((await upload(office, sample('jamf-school-devices.csv'))).status).toBe(422)
    await send(technician, sample('jamf-school-devices.csv'))
    await send(office, sample('mis-staff-list.csv'))
    const people = await send(lead, sample('mis-staff-list.csv'))
    await technician.get(people).expect(403)
    await technician.post(`${people}/apply`).expect(403)
    expect((await technician.get('/imports')).text).not.toContain(people)
    expect(await app.db.selectFrom('people').select('id').execute()).toHaveLength(3)
  })
  it('gives no role but staff', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('mis-staff-list.csv'))
    expect((await browser.get(page)).text).toContain('Perhaps also Head teacher')
    await browser.post(`${page}/apply`).expect(303)
    const roles = await app.db.selectFrom('person_roles').select('role').distinct().where('person_id', '<>', app.lead).execute()
    expect(roles).toEqual([{ role: 'staff' }])
  })
  it('says that there is no such import', async () => (await leadAt(await startApp())).get('/imports/none').expect(404))
})

describe('when something goes on meanwhile', () => {
  it('writes nothing over a change that was made after the preview, and shows a new one', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    await browser.post(`${await send(browser, 'Code,Type,Cost\nLT-1,Laptop,£400\n')}/apply`).expect(303)
    const page = await send(browser, 'Code,Type,Cost\nLT-1,Laptop,£500\n')
    await app.db.updateTable('devices').set({ notes: 'worn' }).execute()
    await browser.post(`${page}/apply`).expect(303)
    const { text } = await browser.get(page)
    expect(text).toContain('changed in Kitbook after the preview')
    expect(text).toContain('Bring in 1 device')
    expect(await app.db.selectFrom('devices').select(['price_pence', 'notes']).execute()).toEqual([{ price_pence: 40_000, notes: 'worn' }])
    await browser.post(`${page}/apply`).expect(303)
    expect(await app.db.selectFrom('devices').select(['price_pence', 'notes']).execute()).toEqual([{ price_pence: 50_000, notes: 'worn' }])
  })

  it('says what changes, from what to what, and leads to where the device is now', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const first = await send(browser, 'Code,Type,Serial,Cost,Make,Model\nLT-1,Laptop,S1,,HP,HP ProBook\n')
    expect((await browser.get(first)).text).toContain('Laptop HP ProBook, serial')
    expect((await browser.get(first)).text).not.toContain('href="/devices/LT-1"')
    await browser.post(`${first}/apply`).expect(303)
    const { text } = await browser.get(await send(browser, 'Code,Type,Serial,Cost\nLT-9,Laptop,S1,£500\n'))
    expect(text).toContain('Code: <del>LT-1</del> <ins>LT-9</ins>')
    expect(text).toContain('Price: <ins>£500.00</ins>')
    expect(text).toContain('href="/devices/LT-1"')
    expect(text).not.toContain('Scanned as')
  })

  it('applies once when the button is pressed twice', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('jamf-school-devices.csv'))
    await Promise.all([browser.post(`${page}/apply`), browser.post(`${page}/apply`)])
    expect(await app.db.selectFrom('devices').select('id').execute()).toHaveLength(90)
    expect(await app.db.selectFrom('events').select('verb').where('verb', '=', 'import.applied').execute()).toHaveLength(1)
  })

  it('says of a list that a restart cut off that nothing was written', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, 'Code,Type\nLT-1,Laptop\n')
    await app.db.updateTable('imports').set({ state: 'reading' }).execute()
    expect((await browser.get(page)).text).toContain('was stopped while it worked on this list')
  })

  it('refuses to undo what something leans on, and says what', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('mis-staff-list.csv'))
    await browser.post(`${page}/apply`).expect(303)
    const { id } = await app.db.selectFrom('people').select('id').where('name', '=', 'Sana Lewin').executeTakeFirstOrThrow()
    await addAccount(app.db, id)
    const agreement_id = await enterAgreement(app)
    await signAgreement(app.db, 'a-form-key-of-sixteen', { agreement_id, person_id: id, full_name: 'Sana Lewin', job_title: 'Teacher', how: 'reception', recorded_by_id: app.lead }, app.clock.now)
    const res = await browser.post(`${page}/undo`)
    expect(res.status).toBe(422)
    expect(res.text).toContain('Sana Lewin has been given an account since')
    expect(res.text).toContain('Sana Lewin has signed the agreement since')
    expect(await app.db.selectFrom('people').select('id').execute()).toHaveLength(55)
  })

  it('throws a list away', async () => {
    const app = await startApp()
    const browser = await leadAt(app)
    const page = await send(browser, sample('jamf-school-devices.csv'))
    await browser.post(`${page}/throw-away`).expect(303)
    await browser.get(page).expect(404)
    for (const table of ['imports', 'import_lines', 'import_rows'] as const) expect(await app.db.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

it('gives empty lists whose headings it understands', async () => {
  const browser = await leadAt(await startApp())
  const devices = await browser.get('/imports/templates/devices.csv')
  const page = await send(browser, `${devices.text}LT-0001,Laptop,Dell,Latitude,S1,PC-1,Trolley A,3,17/3/2025,£450,2028,good\r\n`)
  expect((await browser.get(page)).text).toContain('Bring in 1 device')
  const people = await browser.get('/imports/templates/people.csv')
  const staff = await send(browser, `${people.text}Jo,Farrow,,j@x.example,Teacher,,Year 4 Oak,17/9/2020,\r\n`)
  expect((await browser.get(staff)).text).toContain('Bring in 1 person')
})

it('takes Kitbook’s own list of devices back without a change', async () => {
  const browser = await leadAt(await startApp())
  for (const name of ['jamf-school-devices.csv', 'snipe-it-assets.csv']) await browser.post(`${await send(browser, sample(name))}/apply`).expect(303)
  const { text } = await browser.get('/devices.csv')
  const again = await browser.get(await send(browser, text))
  expect(again.text).toContain('all of it is in Kitbook already')
})
