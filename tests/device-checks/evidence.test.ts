import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { newId } from '../../src/database/ids.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

async function school() {
  const kit = await startApp()
  const { db } = kit
  const laptop = async (code: string, serial: string | null, computer_name = '', type = 'Laptop') => {
    const id = await addDevice(db, code, type)
    await db.updateTable('devices').set({ serial, computer_name }).where('id', '=', id).execute()
    const tags = [['serial', serial], ['computer name', computer_name]] as const
    for (const [what, text] of tags) if (text) await db.insertInto('tags').values({ text, what, device_id: id, set_id: null, person_id: null, class_card_id: null, created_at: '' }).execute()
    return id
  }
  const ids = { suspended: await laptop('LT-0001', '8ZYWEX6', 'SCH-LT-001'), good: await laptop('LT-0002', 'QKFG12F'), named: await laptop('LT-0003', null, 'SCH-LT-003'), clash: await laptop('LT-0004', 'OTHER1', 'SCH-LT-004') }
  const browser = await signedIn(kit, await addPerson(db, { name: 'Tavish Brook', roles: ['technician'] }))
  const read = async (file: Buffer | string) => {
    const answer = await browser.post('/device-checks/evidence').attach('file', Buffer.from(file), 'evidence')
    return answer.status === 303 ? answer.headers['location']! : answer.text
  }
  const apply = (path: string, fields: object = {}, form_key = newFormKey()) => browser.post(path).type('form').send({ form_key, ...fields })
  const kept = () => db.selectFrom('device_checks as c').innerJoin('devices as d', 'd.id', 'c.device_id').select(['d.code', 'c.finding', 'c.passed', 'c.method', 'c.product', 'c.at', 'c.valid_until']).orderBy('d.code').execute()
  return { ...kit, ids, laptop, browser, read, apply, kept }
}

test('a file is shown line by line before anything is written down, then writes once what it says', async () => {
  const { browser, read, apply, kept } = await school()
  const path = await read(fixture('bitlocker.json'))
  const page = (await browser.get(path)).text
  for (const words of ['62 devices: 2 would pass, 1 would fail', 'Fails: protection suspended', 'Passes, holds until 24 Nov 2027',
    'No device has the serial number EDAYAKJ', 'SCH-LT-004 is LT-0004 here, which has another one']) expect(page).toContain(words)
  expect(await kept()).toEqual([])
  const key = newFormKey()
  const done = await apply(path, {}, key)
  await apply(path, {}, key)
  await apply(path)
  expect((await browser.get(done.headers['location']!)).text).toContain('Written down: 2 passes, 1 fail')
  expect(await kept()).toMatchObject([
    { code: 'LT-0001', finding: 'protection suspended', passed: 0, method: 'file', product: 'BitLocker', valid_until: null },
    { code: 'LT-0002', finding: 'encrypted, protection on', passed: 1, valid_until: '2027-11-24' }, { code: 'LT-0003', passed: 1 },
  ])
  const again = await read(fixture('bitlocker.json'))
  expect((await browser.get(again)).text).toContain('Written down from this very file before')
  await apply(again)
  expect(await kept()).toHaveLength(3)
  expect((await browser.get('/device-checks/list')).text).toContain('Failed: protection suspended')
})

test('each is in the log, and the file itself is nowhere in the database', async () => {
  const { db, read, apply } = await school()
  await apply(await read(fixture('bitlocker.json')))
  expect(await db.selectFrom('events').select('verb').where('verb', '=', 'check.recorded').execute()).toHaveLength(3)
  const [file] = await db.selectFrom('check_files').selectAll().execute()
  expect(file!.found).not.toContain('EncryptionMethod')
})

test('a file that names no computer asks which it is; a wrong answer is said beside the field, the right one writes it down', async () => {
  const { browser, read, apply, kept } = await school()
  const path = await read(fixture('manage-bde-status.txt'))
  const page = (await browser.get(path)).text
  expect(page).toContain('Which device is it?')
  const field = /name="(device_\d+)"/.exec(page)![1]!
  const wrong = await apply(path, { [field]: 'NOPE-1' })
  expect([wrong.status, wrong.text.includes('NOPE-1 is not the tag of a device'), wrong.text.includes('value="NOPE-1"')]).toEqual([422, true, true])
  expect(await kept()).toEqual([])
  await apply(path, { [field]: 'lt-0002' })
  expect(await kept()).toMatchObject([{ code: 'LT-0002', finding: 'protection suspended', passed: 0 }])
})

test('Intune’s “encrypted” writes nothing down and takes no pass away; its “not encrypted” fails', async () => {
  const { browser, read, apply, kept, laptop } = await school()
  await laptop('LT-0005', '2K3C3ZD')
  const path = await read('Device name,Serial number,Encrypted,Last check-in\nSCH-LT-001,8ZYWEX6,True,2026-11-20 08:31:02.0000000\nSCH-LT-002,QKFG12F,True,\nSCH-LT-005,2K3C3ZD,False,2026-11-20 08:31:02.0000000\n')
  expect((await browser.get(path)).text).toContain('A hint only')
  await apply(path)
  expect(await kept()).toMatchObject([{ code: 'LT-0005', finding: 'not encrypted', passed: 0, at: '2026-11-20T08:31:02.000Z' }])
})

test('another product than the agreed one does not pass; what owes no check, is lost, or was checked since is left alone', async () => {
  const { db, ids, browser, read, apply, kept, laptop } = await school()
  await laptop('CAM-0001', 'CAMERA1', '', 'Camera')
  await db.insertInto('out_of_use').values({ id: newId(), device_id: ids.good, because: 'lost', note: '', from_at: '2026-11-20T09:00:00.000Z', until_at: null }).execute()
  await browser.post('/device-checks').type('form').send({ form_key: newFormKey(), device_id: ids.suspended, kind_id: 'encryption', finding: 'encrypted, protection on' })
  const line = (SerialNumber: string) => ({ SerialNumber, VolumeStatus: 1, ProtectionStatus: 0, CheckedAt: '2026-11-23T09:00:00Z' })
  const path = await read(JSON.stringify([line('CAMERA1'), line('QKFG12F'), line('8ZYWEX6')]))
  const page = (await browser.get(path)).text
  for (const words of ['owes no encryption check', 'lost, stolen or retired', 'Checked since, today 9:00 am']) expect(page).toContain(words)
  await apply(path)
  expect(await kept()).toHaveLength(1)
  await db.updateTable('device_types').set({ encryption: 'DESlock' }).where('name', '=', 'Laptop').execute()
  await apply(await read(JSON.stringify({ ...line('OTHER1'), ProtectionStatus: 1 })))
  expect(await kept()).toMatchObject([{}, { code: 'LT-0004', finding: 'another product', product: 'BitLocker', passed: 0, at: '2026-11-23T09:00:00.000Z' }])
})

test('a failing line about what is off-site alarms the lead at once, once', async () => {
  const kit = await school()
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  await lend(kit, marlo, 'LT-0001')
  await kit.db.updateTable('loans').set({ off_site: 1 }).execute()
  for (let i = 0; i < 2; i++) await kit.apply(await kit.read(fixture('bitlocker.json')))
  const letters = await kit.db.selectFrom('outbox').select('subject').execute()
  expect(letters).toEqual([{ subject: 'Please act now: LT-0001 failed its check and is away from school' }])
})

test.each([
  ['nothing', Buffer.from(' '), 'There is nothing in this file'], ['a picture', Buffer.from('\x89PNG\r\n\x1a\n1234', 'latin1'), 'picture'],
  ['a list of something else', fixture('mis-staff-list.csv'), 'no column'], ['one with keys', fixture('bitlocker-with-recovery-password.json'), 'refused whole'],
  ['too much', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), 'larger than 5 MB'],
])('%s is refused in words, and nothing is kept', async (_name, file, words) => {
  const { read, db } = await school()
  expect(await read(file)).toContain(words)
  expect(await db.selectFrom('check_files').selectAll().execute()).toEqual([])
})

test('hostile words in a file are shown as no more than words', async () => {
  const { browser, read } = await school()
  const page = (await browser.get(await read('[{"SerialNumber":"<script>alert(1)</script>","ComputerName":"<b>x","MountPoint":"<i>","VolumeStatus":1}]'))).text
  for (const words of ['<script>alert', '<b>x', '<i>']) expect(page).not.toContain(words)
})

test('the page of PowerShell reads no key and can be downloaded', async () => {
  const { browser } = await school()
  const page = (await browser.get('/device-checks/powershell')).text
  const file = (await browser.get('/device-checks/powershell.ps1')).text
  for (const words of ['SerialNumber', 'ProtectionStatus', 'CheckedAt']) expect([page.includes(words), file.includes(words)]).toEqual([true, true])
  expect(file).not.toMatch(/KeyProtector|RecoveryPassword/)
  expect((await browser.get('/device-checks/evidence')).text).toContain('/device-checks/powershell')
})
