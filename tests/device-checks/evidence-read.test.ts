import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findingOf } from '../../src/device-checks/evidence/bitlocker.ts'
import { KEYS_REFUSED, readEvidence } from '../../src/device-checks/evidence/read.ts'
import { holdsKeys } from '../../src/device-checks/evidence/secrets.ts'

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures', name))
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)
const found = (file: Buffer) => {
  const read = readEvidence(file)
  if (!read.ok) throw new Error(read.sentence)
  return read.found
}
const volume = (changes: object = {}) => ({ SerialNumber: 'QKFG12F', MountPoint: 'C:', VolumeStatus: 1, ProtectionStatus: 1, EncryptionPercentage: 100, ...changes })

describe('encrypted and protection on is the only pass', () => {
  test.each<[number | null, number | null, number | null, string]>([
    [1, 1, 100, 'encrypted, protection on'], [1, 1, null, 'encrypted, protection on'], [1, 0, 100, 'protection suspended'], [0, 0, 0, 'not encrypted'],
    [2, 0, 40, 'partly encrypted'], [3, 1, 60, 'partly encrypted'], [4, 0, 40, 'partly encrypted'], [5, 0, 40, 'partly encrypted'],
    [1, 1, 99, 'partly encrypted'], [1, 2, 100, 'not known'], [1, null, 100, 'not known'], [null, 1, 100, 'not known'], [9, 1, 100, 'not known'], [0, 1, 100, 'not encrypted'],
  ])('volume status %s, protection %s, %s %%: %s', (status, protection, percent, finding) => {
    expect(findingOf(status, protection, percent)).toBe(finding)
  })
})

describe('BitLocker’s JSON', () => {
  test('the sample says of 62 laptops how each stands', () => {
    const all = found(fixture('bitlocker.json'))
    const many = (finding: string) => all.filter((one) => one.finding === finding).length
    expect([all.length, many('encrypted, protection on'), many('protection suspended'), many('not encrypted')]).toEqual([62, 44, 7, 11])
    expect(all[0]).toMatchObject({ line: 1, serial: '8ZYWEX6', computer_name: 'SCH-LT-001', finding: 'protection suspended' })
  })
  test.each<[string, Buffer]>([
    ['one volume without brackets', bytes(JSON.stringify(volume()))], ['an array', bytes(JSON.stringify([volume()]))],
    ['PowerShell’s value and Count', bytes(JSON.stringify({ value: [volume()], Count: 1 }))],
    ['lists in a list, as an older PowerShell puts files together', bytes(JSON.stringify([{ value: [volume()], Count: 1 }]))],
    ['names instead of numbers', bytes(JSON.stringify(volume({ VolumeStatus: 'FullyEncrypted', ProtectionStatus: 'On' })))],
    ['numbers as text', bytes(JSON.stringify(volume({ VolumeStatus: '1', ProtectionStatus: '1', EncryptionPercentage: '100' })))],
    ['UTF-16 with its mark', Buffer.concat([bytes('\uFEFF', 'utf16le'), bytes(JSON.stringify([volume()], null, 2).replaceAll('\n', '\r\n'), 'utf16le')])],
    ['UTF-16 without it', bytes(JSON.stringify(volume()), 'utf16le')], ['UTF-8 with a mark', bytes(`\uFEFF${JSON.stringify(volume())}`)],
    ['other cases of letters', bytes(JSON.stringify({ serialnumber: 'QKFG12F', volumeStatus: 1, protectionstatus: 1 }))],
    ['a pen beside it', bytes(JSON.stringify([volume(), volume({ MountPoint: 'E:', VolumeType: 'Removable', VolumeStatus: 0 })]))],
    ['protectors without their passwords', bytes(JSON.stringify(volume({ KeyProtector: [{ KeyProtectorType: 1, RecoveryPassword: '' }] })))],
  ])('%s', (_name, file) => {
    expect(found(file)).toMatchObject([{ serial: 'QKFG12F', finding: 'encrypted, protection on', product: 'BitLocker' }])
  })
  test('of several volumes the worst counts, and says on which', () => {
    expect(found(bytes(JSON.stringify([volume(), volume({ MountPoint: 'D:', VolumeStatus: 0 })])))).toMatchObject([{ line: 1, finding: 'not encrypted', says: 'D: not encrypted' }])
  })
  test('what makers leave in place of a serial number is none', () => {
    for (const SerialNumber of ['To Be Filled By O.E.M.', 'Default string', '0', '<b>x</b>', null, 'x'.repeat(65)]) {
      expect(found(bytes(JSON.stringify(volume({ SerialNumber }))))[0]!.serial).toBe('')
    }
  })
  test.each([
    ['rubbish', '[{"SerialNumber": '], ['something else', '{"a": 1}'], ['nothing', '[]'],
  ])('%s is refused in words that do not quote it', (_name, text) => {
    const read = readEvidence(bytes(text))
    expect(read.ok ? '' : read.sentence).toMatch(/with the script on this page/)
  })
})

describe('manage-bde', () => {
  const text = fixture('manage-bde-status.txt').toString('utf16le')
  test('the sample is encrypted with protection off, and names no computer', () => {
    expect(found(fixture('manage-bde-status.txt'))).toMatchObject([{ serial: '', computer_name: '', finding: 'protection suspended', says: 'C: protection suspended' }])
  })
  test.each<[string, (text: string) => string, string]>([
    ['protection on', (text) => text.replace('Protection Off', 'Protection On'), 'encrypted, protection on'],
    ['used space only', (text) => text.replace('Fully Encrypted', 'Used Space Only Encrypted').replace('Protection Off', 'Protection On'), 'encrypted, protection on'],
    ['suspended for a restart', (text) => text.replace('Protection Off', 'Protection Off (1 reboots left)'), 'protection suspended'],
    ['under way', (text) => text.replace('Fully Encrypted', 'Encryption in Progress').replace('100.0%', '37.5%'), 'partly encrypted'],
    ['not all of it', (text) => text.replace('Protection Off', 'Protection On').replace('100.0%', '99,1%'), 'partly encrypted'],
    ['decrypted', (text) => text.replace('Fully Encrypted', 'Fully Decrypted').replace('100.0%', '0.0%'), 'not encrypted'],
    ['another language', (text) => text.replace('Protection Status', 'Schutzstatus').replace('Protection Off', 'Der Schutz ist aktiviert'), 'not known'],
    ['a second volume', (text) => `${text.replace('Protection Off', 'Protection On')}\r\nVolume D: [Data]\r\n[Data Volume]\r\n\r\n    Conversion Status:    Fully Decrypted\r\n`, 'not encrypted'],
  ])('%s', (_name, change, finding) => {
    for (const encoding of ['utf8', 'utf16le'] as const) expect(found(bytes(change(text), encoding))).toMatchObject([{ finding }])
  })
  test('a name above it is read', () => {
    expect(found(bytes(`Computer Name: LARK-LT-07\r\n${text.replace('\uFEFF', '')}`))).toMatchObject([{ computer_name: 'LARK-LT-07' }])
  })
})

describe('lists', () => {
  test('Intune’s “encrypted” is a hint, its “not encrypted” a finding', () => {
    const all = found(fixture('intune-all-devices.csv'))
    expect(new Set(all.map(({ finding }) => finding))).toEqual(new Set([null, 'not encrypted']))
    expect(all[0]).toMatchObject({ line: 2, serial: '8ZYWEX6', computer_name: 'SCH-LT-001', finding: null, at: '2026-11-15T08:31:02.000Z' })
  })
  test.each([
    ['Encrypted', 'encrypted, protection on'], ['All Partitions Encrypted', 'encrypted, protection on'], ['Boot Partitions Encrypted', 'partly encrypted'],
    ['Not Encrypted', 'not encrypted'], ['Encrypting', 'partly encrypted'], ['Unknown', 'not known'], ['Not Applicable', 'not known'],
  ])('Jamf’s FileVault “%s” is %s', (said, finding) => {
    expect(found(bytes(`Computer Name,Serial Number,FileVault 2 Status\r\nLARK-MB-1,C02XK1,${said}\r\nLARK-MB-2,C02XK2,${said}\r\n`))).toMatchObject([{ product: 'FileVault', finding }, { finding }])
  })
  test.each(['jamf-school-devices.csv', 'school-spreadsheet.csv', 'mis-staff-list.csv', 'chromeos-devices.csv'])('%s says nothing of encryption', (name) => {
    expect(readEvidence(fixture(name)).ok).toBe(false)
  })
})

const KEY = '308539-223630-154858-318791-667678-221342-150722-136477'

describe('what holds a key is refused whole', () => {
  test.each<[string, Buffer]>([
    ['the sample', fixture('bitlocker-with-recovery-password.json')],
    ['the same in UTF-16', bytes(fixture('bitlocker-with-recovery-password.json').toString(), 'utf16le')],
    ['in UTF-16 the other way round', Buffer.from(fixture('bitlocker-with-recovery-password.json').toString(), 'utf16le').swap16()],
    ['with spaces', bytes(`[{"SerialNumber":"A1","Note":"${KEY.replaceAll('-', ' ')}"}]`)],
    ['in one piece', bytes(`Serial,Encrypted,Note\nA1,True,${KEY.replaceAll('-', '')}\n`)],
    ['in JSON escapes', bytes(`[{"Note":"${[...KEY].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')}"}]`)],
    ['with long dashes', bytes(KEY.replaceAll('-', '–'))], ['over two lines', bytes(KEY.replace('318791-', '318791-\r\n  '))],
    ['a key package', bytes('{"SerialNumber":"A1","KeyPackage":"AAECAwQFBgc="}')], ['a key package with a blank in its name', bytes('{"Key Package": [1,2,3]}')],
    ['a recovery password that is no number', bytes('[{"RecoveryPassword":"AAECAwQFBgc="}]')], ['its name in escapes', bytes('{"Recovery\\u0050assword":"AAEC"}')],
    ['JSON within JSON', bytes(JSON.stringify({ a: JSON.stringify({ RecoveryPassword: 'AAEC' }) }))],
    ['a column of keys', bytes('Device name,Serial number,Recovery key\nL1,A1,\nL2,A2,AAECAwQ\n')],
    ['what manage-bde says of its protectors', bytes(`Volume C: [Windows]\n    Numerical Password:\n      ID: {8A1B}\n      Password:\n        ${KEY}\n`)],
    ['FileVault’s', bytes('Serial Number,FileVault 2 Status,Note\nC02,Encrypted,AB3D-EF5H-JK7M-NP9R-ST2V-WX4Z\n')],
  ])('%s', (_name, file) => {
    const read = readEvidence(file)
    expect(read).toEqual({ ok: false, sentence: KEYS_REFUSED })
  })
  test.each<[string, Buffer]>([
    ['the safe sample', fixture('bitlocker.json')], ['manage-bde’s list of protectors', fixture('manage-bde-status.txt')], ['Intune', fixture('intune-all-devices.csv')],
    ['Jamf School', fixture('jamf-school-devices.csv')], ['an identifier', bytes('{"Id":"8d8592d9-df77-d14c-983c-00f5fd7bb439","VolumeStatus":1}')],
    ['whether a key is valid', bytes('Serial Number,FileVault 2 Status,Recovery Key Type\nC02,Encrypted,Individual\n')],
  ])('%s holds none', (_name, file) => expect(holdsKeys(file)).toBe(false))
})
