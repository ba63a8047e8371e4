import { expect, test } from 'vitest'
import { heedsOf, type Holder } from '../../src/master-passwords/rules.ts'

const ann: Holder = { name: 'Ann', last_day: null }

test.each<[string, Holder[], string[]]>([
  ['two people', [ann, { name: 'Bo', last_day: null }], []],
  ['one person', [ann], ['Only one person holds it']],
  ['nobody', [], ['Nobody here holds it']],
  ['somebody on their last day', [ann, { name: 'Bo', last_day: '2026-11-24' }], []],
  ['somebody who has left', [ann, { name: 'Bo', last_day: '2026-11-23' }], ['Bo has left and still holds it: change it, then end their part', 'Only one person holds it']],
  ['two and one who has left', [ann, { name: 'Bo', last_day: null }, { name: 'Cy', last_day: '2026-01-01' }], ['Cy has left and still holds it: change it, then end their part']],
  ['only people who have left', [{ name: 'Bo', last_day: '2026-11-23' }], ['Bo has left and still holds it: change it, then end their part', 'Nobody here holds it']],
])('held by %s', (_name, holders, words) => expect(heedsOf(holders, '2026-11-24')).toEqual(words))
