import { describe, expect, it } from 'vitest'
import { sweepImports } from '../../src/imports/sweep.ts'
import { addClass, addPerson, TUESDAY } from '../support/app.ts'
import { counts, everything, importFile, read, rows, school, undo } from './support/imports.ts'
import { sample } from './support/lists.ts'

const HEAD = 'Name,Email,Position,Class,Leaving date\n'

describe('which adult a line is about', () => {
  it('goes by email: position, kind and last day change, a known first name stays', async () => {
    const db = await school()
    const id = await addPerson(db, { name: 'Jo Farrow', email: 'j.farrow@larkfield.example', kind: 'supply' })
    const imp = await importFile(db, `${HEAD}"Farrow, Joao",J.Farrow@larkfield.example,Class Teacher,,2027-07-20\n`)
    expect(await counts(db, imp)).toEqual({ 'person changed': 1 })
    expect(await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst())
      .toMatchObject({ name: 'Jo Farrow', kind: 'staff', job_title: 'Class Teacher', last_day: '2027-07-20' })
    expect(await db.selectFrom('person_roles').selectAll().execute()).toEqual([{ person_id: id, role: 'staff' }])
    expect(await undo(db, imp)).toEqual({ undone: true })
    expect(await db.selectFrom('people').select(['kind', 'job_title']).execute()).toEqual([{ kind: 'supply', job_title: '' }])
    expect(await db.selectFrom('person_roles').selectAll().execute()).toEqual([])
  })

  it.each([
    ['a surname that changed', 'Jo Lewin', 'Jo Lewin'], ['another first name', 'Joao Farrow', 'Jo Farrow'], ['a lost letter', 'J? Farrow', 'Jo Farrow'],
  ])('takes over %s: %s', async (_, listed, name) => {
    const db = await school()
    await addPerson(db, { name: 'Jo Farrow', email: 'j@larkfield.example' })
    await importFile(db, `${HEAD}${listed},j@larkfield.example,,,\n`)
    expect(await db.selectFrom('people').select('name').execute()).toEqual([{ name }])
  })

  it('goes by exact name where there is no email, within a kind', async () => {
    const db = await school()
    await addPerson(db, { name: 'Zoë Mensah', email: null })
    expect(await counts(db, await read(db, 'Name,Position\nzoe mensah,Teacher\n'))).toEqual({ 'person changed': 1 })
    const governor = await read(db, 'Name,Position\nZoë Mensah,Governor\n')
    expect(await counts(db, governor)).toEqual({ 'person new': 1 })
    expect((await rows(db, governor))[0]!.reason).toContain('as another kind of person')
  })

  it('gives somebody without an email theirs, and tells namesakes apart', async () => {
    const db = await school()
    await addPerson(db, { name: 'Ana Silva', email: null })
    expect(await counts(db, await importFile(db, `${HEAD}Ana Silva,ana@larkfield.example,Teacher,,\n`))).toEqual({ 'person changed': 1 })
    const other = await read(db, `${HEAD}Ana Silva,ana2@larkfield.example,Teacher,,\n`)
    expect(await counts(db, other)).toEqual({ 'person new': 1 })
    expect((await rows(db, other))[0]!.reason).toContain('another email')
  })

  it('names two lines that are about one person', async () => {
    const db = await school()
    await addPerson(db, { name: 'Ana Silva', email: 'a@larkfield.example' })
    const imp = await read(db, `${HEAD}Ana Silva,a@larkfield.example,Teacher,,\nAna Silva,,Teacher,,\n`)
    expect((await rows(db, imp)).map(({ status, reason }) => [status, reason])).toEqual([
      ['changed', ''], ['problem', 'This is the person of line 2 again.'],
    ])
  })

  it('asks for emails where several have the name', async () => {
    const db = await school()
    await addPerson(db, { name: 'Ana Silva', email: 'a@larkfield.example' })
    await addPerson(db, { name: 'Ana Silva', email: 'b@larkfield.example' })
    expect(await counts(db, await read(db, 'Name,Position\nAna Silva,Teacher\n'))).toEqual({ 'person problem': 1 })
  })
})

it('leaves out those who have left where the list does not say when', async () => {
  const db = await school()
  const imp = await read(db, 'Staff member,Job title,Employment end date,Status\nBen Roe,Caretaker,,Past\nKit Roe,Cook,31/07/2025,Past\nAda Quill,Teacher,,Current\n')
  expect((await rows(db, imp)).map(({ status, reason }) => [status, reason])).toEqual([
    ['problem', 'The list says that they have left, but not when.'], ['new', 'Has left already.'], ['new', ''],
  ])
})

describe('classes', () => {
  it('are made for this school year, known ones used, and adults linked', async () => {
    const db = await school()
    const oak = await addClass(db, 'Year 4 Oak')
    const imp = await importFile(db, `${HEAD}Jo Farrow,j@larkfield.example,Teacher,year 4 OAK; Year 5 Elm,\nAnn Lewin,a@larkfield.example,TA,Year 5 Elm,\n`)
    expect(await counts(db, imp)).toEqual({ 'class new': 1, 'person new': 2 })
    const links = await db.selectFrom('class_people as m').innerJoin('classes as c', 'c.id', 'm.class_id').innerJoin('people as p', 'p.id', 'm.person_id')
      .select(['c.name', 'p.name as who']).orderBy('c.name').orderBy('p.name').execute()
    expect(links).toEqual([{ name: 'Year 4 Oak', who: 'Jo Farrow' }, { name: 'Year 5 Elm', who: 'Ann Lewin' }, { name: 'Year 5 Elm', who: 'Jo Farrow' }])
    await db.insertInto('class_cards').values({ id: 'k', class_id: oak, answers_id: (await db.selectFrom('people').select('id').executeTakeFirstOrThrow()).id, purpose: 'Reading' }).execute()
    expect(await undo(db, imp)).toMatchObject({ undone: false, reasons: [expect.stringContaining('answers for a class card')] })
  })

  it('begin a school year that nobody has begun', async () => {
    const db = await school()
    await importFile(db, `${HEAD}Jo Farrow,j@larkfield.example,Teacher,4 Oak,\n`)
    expect(await db.selectFrom('school_years').select('name').execute()).toEqual([{ name: '2026/27' }])
  })
})

describe('what a list of staff may not do', () => {
  it('gives no other role, whatever the position says', async () => {
    const db = await school()
    await importFile(db, `${HEAD}Ana Silva,a@larkfield.example,Headteacher and Computing Lead,,\n`)
    expect(await db.selectFrom('person_roles').select('role').execute()).toEqual([{ role: 'staff' }])
  })
  it('gives governors, supply and students no role', async () => {
    const db = await school()
    await importFile(db, 'Name,Position\nA B,Governor\nC D,Supply Teacher\nE F,Student on placement\nG H,Volunteer\n')
    expect(await db.selectFrom('person_roles').selectAll().execute()).toEqual([])
  })
  it('takes no role away, and does not give one back that was taken away', async () => {
    const db = await school()
    const id = await addPerson(db, { name: 'Ana Silva', email: 'a@larkfield.example' })
    await db.insertInto('person_roles').values({ person_id: id, role: 'head' }).execute()
    expect(await counts(db, await read(db, `${HEAD}Ana Silva,a@larkfield.example,,,\n`))).toEqual({ 'person unchanged': 1 })
  })
})

it('forgets lists that nobody brought in after a week, and the names in the others after 90 days', async () => {
  const db = await school()
  const applied = await importFile(db, sample('mis-staff-list.csv'))
  const left = await read(db, sample('apple-school-manager-staff.csv'))
  const all = await everything(db)
  await sweepImports(db, new Date(TUESDAY.getTime() + 6 * 86_400_000))
  expect((await rows(db, left)).length).toBeGreaterThan(0)
  await sweepImports(db, new Date(TUESDAY.getTime() + 8 * 86_400_000))
  expect(await db.selectFrom('imports').select('id').execute()).toEqual([{ id: applied.id }])
  expect(await db.selectFrom('import_lines').selectAll().execute()).toEqual([])
  await sweepImports(db, new Date(TUESDAY.getTime() + 91 * 86_400_000))
  expect(await rows(db, applied)).toEqual([])
  expect(await everything(db)).toEqual(all)
})
