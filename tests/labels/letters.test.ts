import { expect, test } from 'vitest'
import { nearestLetters } from '../../src/labels/letters.ts'
import { hasLetter, openDocument } from '../../src/labels/pen.ts'
import { setWords } from '../../src/labels/words.ts'

const has = (letter: string) => 'aeinouyAEINOU êâăÊ?’-bBdDthTHgcNj'.includes(letter)

test.each([
  ['Nguyễn', 'Nguyên'], ['Hệ', 'Hê'], ['ẽ', 'e'], ['ơ', 'o'], ['Ễ', 'Ê'], ['Ŋ ŋ', 'N n'], ['Oʼa', 'O’a'], ['a‑e', 'a-e'],
  ['陈', '?'], ['Дa', '?a'], ['a🦄e', 'ae'], ['a\u0331', 'a'], ['', ''],
])('"%s" is set as "%s"', (text, set) => expect(nearestLetters(text, has)).toBe(set))

const doc = openDocument('Letters')
const latin = Array.from({ length: 0x1f00 }, (_, code) => String.fromCodePoint(code)).filter((letter) => /\p{Script=Latin}/u.test(letter))

test.each(['plain', 'bold', 'mono'] as const)('whatever it is given, the %s font sets no letter that it lacks', (font) => {
  const texts = [latin.join('').slice(0, 199), ...latin, 'Nguyễn 陈 Ελένη Иван 🦄 ﷽ \u{1f468}\u200d\u{1f469}', 'ŵŷłéşőŴŶŁÉŞŐ']
  const set = texts.flatMap((text) => setWords(doc, { text, font, most: 3 }, 1e6).lines).join('')
  expect([...new Set(set)].filter((letter) => !hasLetter(doc, letter, font))).toEqual([])
})

test.each(['plain', 'bold', 'mono'] as const)('the %s font has the letters of the names in British schools that it promises', (font) => {
  const promised = 'ŵŷłéşőŴŶŁÉŞŐẁẃẅỳčćńżźšřťğİșțđāēīū'
  expect(setWords(doc, { text: promised, font, most: 3 }, 1e6).lines).toEqual([promised])
})
