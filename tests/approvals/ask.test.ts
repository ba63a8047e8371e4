import { expect, test } from 'vitest'
import type { Wish } from '../../src/approvals/ask.ts'
import { takeOutOfUse } from '../../src/out-of-use/take-out.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { addPerson } from '../support/app.ts'
import { askingSchool, idOf } from '../support/asking.ts'

test('what is asked is kept with its devices and its event, and the head is written to', async () => {
  const { db, ask, imogen, device, letters } = await askingSchool()
  const id = idOf(await ask({ codes: ['ip-0001', 'https://x.example/t/CB-0001', 'IP-0001'] }))
  const row = await db.selectFrom('approvals').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ id, person_id: imogen, asked_by_id: imogen, type_id: null, decision: null, why: 'Planning at home', asked_at: '2026-11-24T09:00:00.000Z' })
  const rows = await db.selectFrom('approval_devices').select('device_id').orderBy('device_id').execute()
  expect(rows.map(({ device_id }) => device_id)).toEqual([device.ipad, device.chromebook].toSorted())
  expect(await db.selectFrom('events').select(['verb', 'subject_id', 'data']).where('verb', 'like', 'approval.%').execute())
    .toEqual([{ verb: 'approval.asked', subject_id: id, data: JSON.stringify({ person_id: imogen, need: 'head' }) }])
  const [letter, ...more] = await letters()
  expect(more).toEqual([])
  expect(letter).toMatchObject({ to_address: 'hedda.marsh@larkfield.example', subject: 'Please decide: may CB-0001 and IP-0001 leave the school with Imogen Vale?' })
  for (const words of ['from Tuesday 24 November 2026, back by Friday 27 November 2026', 'Planning at home', `https://kitbook.larkfield.example/approvals/${id}`]) {
    expect(letter!.body_text).toContain(words)
    expect(letter!.body_html).toContain(words)
  }
})

test('one form sent twice asks once', async () => {
  const { db, ask, letters } = await askingSchool()
  const key = newFormKey()
  expect(idOf(await ask({}, key))).toBe(idOf(await ask({}, key)))
  expect(await db.selectFrom('approvals').select('id').execute()).toHaveLength(1)
  expect(await letters()).toHaveLength(1)
})

test('what the lead may decide is written to the lead; the lead’s own to the head', async () => {
  const { ask, lead, letters } = await askingSchool()
  await ask({ codes: ['CB-0001'] })
  await ask({ codes: ['CB-0001'], person_id: lead })
  expect((await letters()).map(({ to_address }) => to_address)).toEqual(['wren.calloway@larkfield.example', 'hedda.marsh@larkfield.example'])
})

test('personal data and video calls are the head’s, and the letter says so', async () => {
  const { ask, letters } = await askingSchool()
  idOf(await ask({ codes: ['LT-0001'], carries_personal_data: 1, video_calls: 1 }))
  const [letter] = await letters()
  expect(letter!.to_address).toBe('hedda.marsh@larkfield.example')
  expect(letter!.body_text).toContain('Personal data goes with it.')
  expect(letter!.body_text).toContain('It is used for video calls out of school.')
})

test('where there is nobody who can decide, it is asked all the same', async () => {
  const { ask, head, letters } = await askingSchool()
  idOf(await ask({ person_id: head }))
  expect(await letters()).toEqual([])
})

test.each<[string, Partial<Wish>, field: string, RegExp]>([
  ['a code that is none', { codes: ['IP-0001', 'IP-9999'] }, 'codes', /IP-9999: that is no device here/],
  ['nothing', { codes: [] }, 'codes', /Say which devices, or choose a type/],
  ['what needs no permission', { codes: ['LT-0001'] }, 'codes', /may leave without permission/],
  ['a day that has passed', { from_day: '2026-11-23' }, 'from_day', /has passed/],
  ['back before it leaves', { from_day: '2026-11-26', until_day: '2026-11-25' }, 'until_day', /before it leaves/],
  ['more than a year', { until_day: '2027-11-26' }, 'until_day', /a year at most/],
])('%s is refused beside its field, and nothing is kept', async (_name, changes, field, words) => {
  const { db, ask, letters } = await askingSchool()
  const done = await ask(changes)
  expect(done).toMatchObject({ problems: [{ name: field, message: expect.stringMatching(words) }] })
  expect(await db.selectFrom('approvals').select('id').execute()).toEqual([])
  expect(await letters()).toEqual([])
})

test('whoever borrows in school only, or for the day only, is refused before anybody is asked', async () => {
  const { db, ask } = await askingSchool()
  const [visitor, student] = [await addPerson(db, { name: 'Odile Marsh', kind: 'visitor' }), await addPerson(db, { name: 'Ivo Lund', kind: 'student' })]
  expect(await ask({ person_id: visitor, codes: ['CB-0001'], until_day: '2026-11-24' })).toMatchObject({ problems: [{ name: 'codes', message: expect.stringContaining('Odile Marsh borrows in school only') }] })
  await writeSettings(db, { same_day_kinds: ['student'] })
  expect(await ask({ person_id: student })).toMatchObject({ problems: [{ name: 'until_day', message: 'What Ivo Lund borrows is back the same day' }] })
  expect(await db.selectFrom('approvals').select('id').execute()).toEqual([])
})

test('a type that never leaves, one that is not lent to such a person, and devices beside a type are refused', async () => {
  const { db, ask } = await askingSchool()
  const { id: ipads } = await db.selectFrom('device_types').select('id').where('name', '=', 'iPad').executeTakeFirstOrThrow()
  expect(await ask({ type_id: ipads })).toMatchObject({ problems: [{ name: 'type_id', message: expect.stringContaining('not both') }] })
  const visitor = await addPerson(db, { name: 'Vida Rowe', kind: 'visitor' })
  expect(await ask({ person_id: visitor, until_day: '2026-11-24' })).toMatchObject({ problems: [{ message: 'IP-0001 (iPad) is not lent to a visitor' }] })
  expect(await ask({ person_id: visitor, codes: [], type_id: ipads, until_day: '2026-11-24' })).toMatchObject({ problems: [{ name: 'type_id' }] })
  await db.updateTable('device_types').set({ off_site: 'no' }).where('id', '=', ipads).execute()
  expect(await ask()).toMatchObject({ problems: [{ message: 'IP-0001 (iPad) does not leave the school' }] })
  expect(await ask({ codes: [], type_id: ipads })).toMatchObject({ problems: [{ message: 'A device of the type iPad does not leave the school' }] })
})

test('what is retired, lost or stolen is not asked for; what is in repair may be', async () => {
  const { db, ask, clock, device, lead } = await askingSchool()
  const takeOut = (because: 'in repair' | 'retired') => takeOutOfUse(db, newFormKey(), {
    device_id: device.ipad, because, note: '', actor: { person_id: lead, desk_id: null }, address: '' }, clock.now)
  await takeOut('in repair')
  idOf(await ask())
  await db.updateTable('out_of_use').set({ until_at: clock.now.toISOString() }).execute()
  await takeOut('retired')
  expect(await ask()).toMatchObject({ problems: [{ name: 'codes', message: 'IP-0001 is retired' }] })
})

test('nobody is given anything for longer than they are here', async () => {
  const { db, ask } = await askingSchool()
  const leaver = await addPerson(db, { name: 'Lorne Pike', last_day: '2026-11-26' })
  expect(await ask({ person_id: leaver })).toMatchObject({ problems: [{ name: 'until_day', message: 'Lorne Pike leaves before then' }] })
  idOf(await ask({ person_id: leaver, until_day: '2026-11-26' }))
})
