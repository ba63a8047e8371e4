import { expect, test } from 'vitest'
import { tagText } from '../../src/tags/scan.ts'

test.each([
  [' lt-0427 ', 'LT-0427'], ['https://kitbook.larkfield.example/t/lt-0427', 'LT-0427'], ['HTTPS://ELSEWHERE.EXAMPLE/A/LT-1/?x=2#3', 'LT-1'],
  ['javascript:alert(1)', 'JAVASCRIPT:ALERT(1)'], ['lt%2d1', 'LT-1'], ['100%', '100%'], ['lt-1%00', 'LT-1'], ['%00', ''],
  ['\u202ELT-0427\u200B', 'LT-0427'], ['', ''], ['x'.repeat(3000), 'X'.repeat(64)],
  ['https://elsewhere.example', 'HTTPS://ELSEWHERE.EXAMPLE'], ['https://elsewhere.example/?x=1', 'HTTPS://ELSEWHERE.EXAMPLE/?X=1'],
])('what is scanned as %j is the tag %j', (scanned, text) => expect(tagText(scanned)).toBe(text))
