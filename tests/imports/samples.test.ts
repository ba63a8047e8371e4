import { describe, expect, it } from 'vitest'
import { findImport } from '../../src/imports/store.ts'
import { stageImport } from '../../src/imports/stage.ts'
import { TUESDAY } from '../support/app.ts'
import { apply, counts, everything, importFile, read, rows, school, undo } from './support/imports.ts'
import { sample } from './support/lists.ts'

const BRITISH = async (db: Awaited<ReturnType<typeof school>>) => {
  const asked = await read(db, sample('school-spreadsheet.csv'))
  const detail = { ...asked.detail, answers: { ...asked.detail.answers, date_order: 'dmy' as const } }
  await stageImport(db, { ...asked, detail }, TUESDAY)
  return (await findImport(db, asked.id))!
}

const PREVIEWS: [string, Record<string, number>][] = [
  ['intune-all-devices.csv', { 'device new': 62 }],
  ['jamf-school-devices.csv', { 'device new': 90, 'set new': 6 }],
  ['chromeos-devices.csv', { 'device new': 60, 'out of use new': 4 }],
  ['snipe-it-assets.csv', { 'device new': 40, 'loan problem': 10 }],
  ['mis-staff-list.csv', { 'class new': 7, 'person new': 54, 'person problem': 3 }],
  ['apple-school-manager-staff.csv', { 'person new': 53, 'person problem': 1 }],
]

describe('every sample list', () => {
  it.each(PREVIEWS)('%s is previewed line by line', async (name, expected) => {
    const db = await school()
    const imp = await read(db, sample(name))
    expect(imp.state).toBe('preview')
    expect(await counts(db, imp)).toEqual(expected)
  })

  it.each(PREVIEWS)('%s is applied, changes nothing the second time, and can be undone', async (name) => {
    const db = await school()
    const before = await everything(db)
    const first = await importFile(db, sample(name))
    expect(first.state).toBe('applied')
    expect(await everything(db)).not.toEqual(before)
    const second = await read(db, sample(name))
    const again = await counts(db, second)
    expect(Object.keys(again).filter((key) => / (?:new|changed)$/.test(key))).toEqual([])
    expect(await undo(db, first)).toEqual({ undone: true })
    expect(await everything(db)).toEqual(before)
  })

  it('school-spreadsheet.csv asks for the order of its dates first', async () => {
    const db = await school()
    const asked = await read(db, sample('school-spreadsheet.csv'))
    expect(asked).toMatchObject({ state: 'mapping', detail: { settled: true, unclear_dates: ['12/03/2022'] } })
    const imp = await BRITISH(db)
    expect(imp.state).toBe('preview')
    expect(await counts(db, imp)).toEqual({ 'device new': 16, 'device problem': 1 })
    const applied = await apply(db, imp)
    expect(applied.state).toBe('applied')
    expect(await counts(db, await BRITISH(db))).toEqual({ 'device problem': 1, 'device unchanged': 16 })
    expect(await undo(db, applied)).toEqual({ undone: true })
  })

  it('all of them together make one register: the laptops of Intune and Snipe-IT are the same', async () => {
    const db = await school()
    for (const name of ['mis-staff-list.csv', 'intune-all-devices.csv', 'jamf-school-devices.csv', 'chromeos-devices.csv', 'snipe-it-assets.csv']) {
      expect((await importFile(db, sample(name))).state).toBe('applied')
    }
    await apply(db, await BRITISH(db))
    const { n } = await db.selectFrom('devices').select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    expect(Number(n)).toBe(62 + 90 + 60 + 16)
    const again = await read(db, sample('intune-all-devices.csv'))
    expect(await counts(db, again)).toEqual({ 'device unchanged': 62 })
    const laptop = await db.selectFrom('devices').selectAll().where('serial', '=', '8ZYWEX6').executeTakeFirstOrThrow()
    expect(laptop).toMatchObject({ code: 'LT-0001', computer_name: 'SCH-LT-001', price_pence: 45_150, place: 'ICT Suite' })
    const tags = await db.selectFrom('tags').select(['text', 'what']).where('device_id', '=', laptop.id).orderBy('text').execute()
    expect(tags).toEqual([{ text: '8ZYWEX6', what: 'serial' }, { text: 'LT-0001', what: 'code' }, { text: 'SCH-LT-001', what: 'computer name' }])
  })

  it('keeps no pupil, no key and no column that must not be kept, not even on the way', async () => {
    const db = await school()
    for (const name of ['chromeos-devices.csv', 'intune-all-devices.csv']) await read(db, sample(name))
    const kept = JSON.stringify([await db.selectFrom('import_lines').selectAll().execute(), await db.selectFrom('import_rows').selectAll().execute()])
    expect(kept).not.toMatch(/pupil|b\.pryce|INTC/)
  })

  it('a file that cannot be read leaves its sentence', async () => {
    const db = await school()
    const imp = await read(db, sample('bitlocker-with-recovery-password.json'))
    expect(imp).toMatchObject({ state: 'failed', detail: { sentence: expect.stringContaining('recovery passwords') } })
    expect(await rows(db, imp)).toEqual([])
  })
})
