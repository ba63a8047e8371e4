import { expect, test } from 'vitest'
import { stillWith } from '../../src/leavers/rules.ts'

test('whoever leaves first stands first, with all that the checklist says of them, and nobody who is clear', () => {
  const [ann, bob, cat] = [{ id: 'ann', name: 'Ann', last_day: '2026-12-01' }, { id: 'bob', name: 'Bob', last_day: '2026-11-27' }, { id: 'cat', name: 'Cat', last_day: '2026-11-26' }]
  const had = (person_id: string, ...kinds: string[]) => kinds.map((kind) => ({ person_id, kind }))
  expect(stillWith([ann, bob, cat], [...had('ann', 'loan', 'answers', 'loan', 'kept', 'master password'), ...had('bob', 'permission')])).toEqual([
    { ...bob, out: 0, kept: 0, others: 1 }, { ...ann, out: 2, kept: 1, others: 2 },
  ])
})
