import { describe, expect, it } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import { addPerson, TUESDAY } from '../support/app.ts'
import { apply, counts, everything, importFile, read, rows, school, undo } from './support/imports.ts'
import { sample } from './support/lists.ts'

const HEAD = 'Code,Type,Make,Model,Serial,Cost,Location,Notes\n'
const reasons = async (db: Db, list: string) => (await rows(db, await read(db, list))).map(({ status, reason }) => [status, reason])
const device = (db: Db, code: string) => db.selectFrom('devices').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
const tagsOf = async (db: Db, id: string) => (await db.selectFrom('tags').select(['text', 'what']).where('device_id', '=', id).orderBy('text').execute())
  .map(({ text, what }) => `${what} ${text}`)

describe('which device a line is about', () => {
  it('goes by the serial number first: a new code is taken, the old one stays scannable', async () => {
    const db = await school()
    await importFile(db, `${HEAD}LT-1,Laptop,HP,G8,S1,£400,Hall,\n`)
    const imp = await importFile(db, `${HEAD}LT-9,Laptop,HP,G8,S1,£400,Hall,\n`)
    expect(await counts(db, imp)).toEqual({ 'device changed': 1 })
    const { id } = await device(db, 'LT-9')
    expect(await tagsOf(db, id)).toEqual(['code LT-9', 'old number LT-1', 'serial S1'].toSorted((a, b) => (a.split(' ').at(-1)! < b.split(' ').at(-1)! ? -1 : 1)))
    expect(await counts(db, await read(db, `${HEAD}LT-1,Laptop,HP,G8,S1,£400,Hall,\n`))).toEqual({ 'device unchanged': 1 })
    expect(await undo(db, imp)).toEqual({ undone: true })
    expect(await tagsOf(db, id)).toEqual(['code LT-1', 'serial S1'])
  })

  it('then by the code, and adds a serial number that was not known', async () => {
    const db = await school()
    await importFile(db, `${HEAD}LT-1,Laptop,HP,G8,,£400,Hall,\n`)
    await importFile(db, `${HEAD}lt 1,Laptop,,,S1,,,\n`)
    expect(await device(db, 'LT-1')).toMatchObject({ serial: 'S1', make: 'HP', price_pence: 40_000, place: 'Hall' })
  })

  it('refuses a code that is another device’s, and another serial number for a known code', async () => {
    const db = await school()
    await importFile(db, `${HEAD}LT-1,Laptop,,,S1,,,\nLT-2,Laptop,,,S2,,,\n`)
    expect(await reasons(db, `${HEAD}LT-2,Laptop,,,S1,,,\n`)).toEqual([['problem', 'The serial number S1 is LT-1’s, but the code LT-2 is another device’s.']])
    expect(await reasons(db, `${HEAD}LT-1,Laptop,,,S9,,,\n`)).toEqual([['problem', 'LT-1 is in Kitbook with the serial number S1, not S9: is it another device?']])
  })

  it('refuses a code that is a badge or a trolley already', async () => {
    const db = await school()
    const person = await addPerson(db, { name: 'Jo Farrow' })
    await db.insertInto('tags').values({ text: 'B-1', what: 'badge', person_id: person, device_id: null, set_id: null, class_card_id: null, created_at: TUESDAY.toISOString() }).execute()
    expect(await reasons(db, `${HEAD}B-1,Laptop,,,S1,,,\n`)).toEqual([['problem', 'B-1 is the badge of something else already.']])
  })

  it('names two lines that are about one device', async () => {
    const db = await school()
    await importFile(db, `${HEAD}LT-1,Laptop,,,S1,,,\n`)
    expect(await reasons(db, `${HEAD},Laptop,,,S1,,,\nLT-1,Laptop,,,,,,\n`)).toMatchObject([['unchanged', ''], ['problem', 'This is the device of line 2 again.']])
  })

  it('gives free codes where a list has none, after those of the school and of the list', async () => {
    const db = await school()
    await importFile(db, `${HEAD}CB-0007,Chromebook,,,S1,,,\n`)
    await importFile(db, `${HEAD},Chromebook,,,S2,,,\nCB-0012,Chromebook,,,S3,,,\n,Chromebook,,,S4,,,\n`)
    const codes = await db.selectFrom('devices').select('code').orderBy('serial').execute()
    expect(codes.map(({ code }) => code)).toEqual(['CB-0007', 'CB-0013', 'CB-0012', 'CB-0014'])
  })
})

describe('what a list changes', () => {
  it('leaves what it does not say, and the type, as they are', async () => {
    const db = await school()
    await importFile(db, `${HEAD}LT-1,Laptop,HP,G8,S1,£400,Hall,worn\n`)
    const other = await db.selectFrom('device_types').select('id').where('name', '=', 'Camera').executeTakeFirstOrThrow()
    await db.updateTable('devices').set({ type_id: other.id }).execute()
    expect(await counts(db, await read(db, 'Code,Type,Model\nLT-1,Laptop,\n'))).toEqual({ 'device unchanged': 1 })
    expect(await counts(db, await read(db, 'Code,Colour,Model\nLT-1,red,G9\n'))).toEqual({ 'device changed': 1 })
  })

  it('asks for the type only of devices that are new', async () => {
    const db = await school()
    await importFile(db, `${HEAD}LT-1,Laptop,,,S1,,,\n`)
    const imp = await read(db, 'Code,Type\nLT-1,Thing\nXX-1,Thing\n')
    expect(await counts(db, imp)).toEqual({ 'device problem': 1, 'device unchanged': 1 })
    expect(imp.detail.unknown_types).toEqual([{ key: 'thing', count: 1 }])
  })

  it('puts devices in trolleys by name, keeps them there, and never two in a slot', async () => {
    const db = await school()
    await importFile(db, 'Code,Type,Location\nIP-1,iPad,"Trolley A, slot 1"\nIP-2,iPad,"Trolley A, slot 2"\n')
    const set = await db.selectFrom('sets').selectAll().executeTakeFirstOrThrow()
    expect(set).toMatchObject({ code: 'TROLLEY-A', name: 'Trolley A', slots: 2 })
    expect(await counts(db, await read(db, 'Code,Type,Location\nIP-1,iPad,Suite\n'))).toEqual({ 'device unchanged': 1 })
    expect(await reasons(db, 'Code,Type,Location\nIP-3,iPad,"trolley a, slot 2"\nIP-4,iPad,"Trolley A, slot 9"\n')).toEqual([
      ['new', 'Slot 2 of Trolley A has another device in it, so it gets none.'], ['new', 'Trolley A has slots 1 to 2, so slot 9 is left out.'],
    ])
  })

  it('takes a trolley’s code and the name of any set for its home', async () => {
    const db = await school()
    await db.insertInto('sets').values({ id: newId(), code: 'Y5', name: 'Year 5 box', place: '', slots: null }).execute()
    await importFile(db, 'Code,Type,Where kept\nIP-1,iPad,Year 5 box\nIP-2,iPad,y5\n')
    expect(await db.selectFrom('devices').select('place').where('set_id', 'is not', null).execute()).toHaveLength(2)
  })

  it('says that a device out of use in the list is in use in Kitbook', async () => {
    const db = await school()
    await importFile(db, 'Code,Type,Status\nLT-1,Laptop,In use\n')
    expect(await reasons(db, 'Code,Type,Status\nLT-1,Laptop,Stolen\n')).toEqual([['unchanged', 'The list says that it is stolen, but it is in use in Kitbook: see its page.']])
  })
})

describe('check-outs carried over from Snipe-IT', () => {
  const start = async () => {
    const db = await school()
    const staff = await importFile(db, sample('mis-staff-list.csv'))
    return { db, staff, imp: await importFile(db, sample('snipe-it-assets.csv')) }
  }

  it('become loans with a due time, answered for by who has them', async () => {
    const { db, imp } = await start()
    expect(await counts(db, imp)).toEqual({ 'device new': 40, 'loan new': 10 })
    const loans = await db.selectFrom('loans as l').innerJoin('people as p', 'p.id', 'l.borrower_id').innerJoin('devices as d', 'd.id', 'l.device_id')
      .selectAll('l').select(['p.name', 'd.code']).orderBy('d.code').execute()
    expect(loans[0]).toMatchObject({
      code: 'LT-0001', name: 'Bronwen Pryce', purpose: 'Carried over from Snipe-IT', source: 'import', import_id: imp.id, taken_at: TUESDAY.toISOString(),
      due_at: '2026-11-24T15:30:00.000Z', returned_at: null,
    })
    expect(loans.every(({ borrower_id, answers_id }) => borrower_id === answers_id)).toBe(true)
    expect(await db.selectFrom('events').select('id').where('verb', '=', 'loan.out').execute()).toHaveLength(10)
  })

  it('are not carried over a second time, not even after they came back', async () => {
    const { db } = await start()
    expect(await counts(db, await read(db, sample('snipe-it-assets.csv')))).toEqual({ 'device unchanged': 40, 'loan unchanged': 10 })
    await db.updateTable('loans').set({ returned_at: TUESDAY.toISOString(), outcome: 'returned' }).execute()
    expect(await counts(db, await read(db, sample('snipe-it-assets.csv')))).toEqual({ 'device unchanged': 40, 'loan unchanged': 10 })
  })

  it('keep their import from being undone once one was let out for longer', async () => {
    const { db, imp } = await start()
    const { id: loan_id, due_at } = await db.selectFrom('loans').select(['id', 'due_at']).executeTakeFirstOrThrow()
    const { id: by_id } = await db.selectFrom('people').select('id').executeTakeFirstOrThrow()
    await db.insertInto('loan_extensions').values({ id: 'x', loan_id, at: TUESDAY.toISOString(), by_id, due_before: due_at, due_after: `${due_at}+` }).execute()
    expect(await undo(db, imp)).toEqual({ undone: false, reasons: [expect.stringMatching(/^LT-\d+ has been kept longer since$/)] })
  })

  it('keep their import from being undone once one came back, and the staff from being undone at all', async () => {
    const { db, imp, staff } = await start()
    expect(await undo(db, staff)).toMatchObject({ undone: false, reasons: expect.arrayContaining([expect.stringContaining('has been booked out to')]) })
    const { device_id } = await db.selectFrom('loans').select('device_id').executeTakeFirstOrThrow()
    await db.updateTable('loans').set({ returned_at: TUESDAY.toISOString(), outcome: 'returned' }).where('device_id', '=', device_id).execute()
    const before = await everything(db)
    expect(await undo(db, imp)).toEqual({ undone: false, reasons: [expect.stringMatching(/^LT-\d+ has been brought back since$/)] })
    expect(await everything(db)).toEqual(before)
  })

  it('go away with their import', async () => {
    const { db, imp, staff } = await start()
    expect(await undo(db, imp)).toEqual({ undone: true })
    expect(await db.selectFrom('loans').select('id').execute()).toEqual([])
    expect(await undo(db, staff)).toEqual({ undone: true })
  })

  it.each<[string, string, RegExp]>([
    ['nobody knows them', 'x@larkfield.example,No,Body', /who is not in Kitbook/], ['they have left', 'left@larkfield.example,Le,Aver', /who has left/],
    ['a member of staff must answer for them', 'vol@larkfield.example,Vol,Unteer', /a member of staff must answer/],
  ])('are a problem of their own where %s, while the device comes in', async (_, who, words) => {
    const db = await school()
    await addPerson(db, { name: 'Le Aver', email: 'left@larkfield.example', last_day: '2026-01-01' })
    await addPerson(db, { name: 'Vol Unteer', email: 'vol@larkfield.example', kind: 'volunteer' })
    const imp = await read(db, `Asset Tag,Category,Serial,Checked Out To: Email,Checked Out To: First Name,Checked Out To: Last Name\nLT-1,Laptops,S1,${who}\n`)
    expect(await counts(db, imp)).toEqual({ 'device new': 1, 'loan problem': 1 })
    expect((await rows(db, imp)).find(({ what }) => what === 'loan')!.reason).toMatch(words)
  })

  it('are due on the day the list expects them', async () => {
    const db = await school()
    await addPerson(db, { name: 'Jo Farrow', email: 'j@larkfield.example' })
    await importFile(db, 'Asset Tag,Category,Serial,Checked Out To: Email,Expected Checkin Date\nLT-1,Laptops,S1,j@larkfield.example,2026-12-05\n')
    const { due_at } = await db.selectFrom('loans').select('due_at').executeTakeFirstOrThrow()
    expect(due_at).toBe('2026-12-07T15:30:00.000Z')
  })
})

describe('undo', () => {
  it('refuses what was changed by hand, and says what', async () => {
    const db = await school()
    const imp = await importFile(db, `${HEAD}LT-1,Laptop,,,S1,,,\nLT-2,Laptop,,,S2,,,\n`)
    await db.updateTable('devices').set({ notes: 'worn' }).where('code', '=', 'LT-2').execute()
    expect(await undo(db, imp)).toEqual({ undone: false, reasons: ['LT-2 has been changed since'] })
  })

  it('refuses what a later import changed, until that one is undone', async () => {
    const db = await school()
    const first = await importFile(db, `${HEAD}LT-1,Laptop,,,S1,£400,,\n`)
    const second = await importFile(db, `${HEAD}LT-1,Laptop,,,S1,£500,,\n`)
    expect(await undo(db, first)).toMatchObject({ undone: false })
    expect(await undo(db, second)).toEqual({ undone: true })
    expect(await undo(db, first)).toEqual({ undone: true })
  })

  it('refuses a device that somebody looks after, or a trolley that others live in', async () => {
    const db = await school()
    const imp = await importFile(db, 'Code,Type,Location\nIP-1,iPad,Trolley A\n')
    const keeper_id = await addPerson(db, { name: 'Jo Farrow' })
    const { id, set_id } = await device(db, 'IP-1')
    await db.insertInto('allocations').values({ id: newId(), device_id: id, keeper_id, from_at: TUESDAY.toISOString(), until_at: null }).execute()
    await importFile(db, 'Code,Type,Location\nIP-2,iPad,Trolley A\n')
    expect(set_id).not.toBeNull()
    expect(await undo(db, imp)).toEqual({ undone: false, reasons: ['IP-1 has been given to somebody to look after since', 'Other devices have been put in Trolley A since'] })
  })

  it('happens once, and only for what was brought in', async () => {
    const db = await school()
    const imp = await importFile(db, `${HEAD}LT-1,Laptop,,,S1,,,\n`)
    expect(await undo(db, imp)).toEqual({ undone: true })
    expect(await undo(db, imp)).toMatchObject({ undone: false })
  })

  it('is over when its lines are forgotten', async () => {
    const db = await school()
    const imp = await importFile(db, `${HEAD}LT-1,Laptop,,,S1,,,\n`)
    await db.deleteFrom('import_rows').execute()
    expect(await undo(db, imp)).toEqual({ undone: false, reasons: [expect.stringContaining('lines are forgotten')] })
  })
})

it('writes all of a list or nothing: a code taken after the preview leaves everything as it was', async () => {
  const db = await school()
  const imp = await read(db, `${HEAD}LT-1,Laptop,,,S1,,,\nLT-2,Laptop,,,S2,,,\n`)
  await importFile(db, `${HEAD}LT-2,Laptop,,,S9,,,\n`)
  const before = await everything(db)
  const after = await apply(db, imp)
  expect(after).toMatchObject({ state: 'preview', detail: { sentence: expect.stringContaining('nothing was written') } })
  expect(await counts(db, after)).toEqual({ 'device new': 1, 'device problem': 1 })
  expect(await everything(db)).toEqual(before)
})
