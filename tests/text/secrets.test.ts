import { describe, expect, it } from 'vitest'
import { looksSecret } from '../../src/text/secrets.ts'

const key = ['308539', '223630', '154858', '318791', '667678', '221342', '150722', '136477']

describe('looksSecret', () => {
  it.each([
    key.join('-'),
    `left by the technician: ${key.join('-')}.`,
    key.join(' '),
    'Password: Fluffy1',
    'password = fluffy',
    'the password is Fluffy1',
    'pw: abc', 'P/W: abc', 'pass: abc',
    'PIN 1234', 'pin: 4321', 'PIN code is 123456', 'passcode: 0000',
    'Wi-Fi key: sunflowers', 'recovery key is 12345',
  ])('refuses “%s”', (text) => expect(looksSecret(text)).toBe(true))

  it.each([
    '', 'charger missing, 12" screen', 'sticky <b>W</b> key', "=cmd|' /C calc'!A0",
    'Password reset due in Autumn 2', 'the password is not known here', 'password is kept in the office safe',
    'pin 4 of the plug is bent', 'serial 123456-654321', 'Bought in 2021 for £450', 'spinning: wheel 1234',
    'key stage 2: year 4', 'tel 01234 567890',
  ])('lets “%s” through', (text) => expect(looksSecret(text)).toBe(false))
})
