import { expect, it } from 'vitest'
import type { Role } from '../../src/database/tables.ts'
import { roleChange, rolesOnOffer } from '../../src/people/role-rules.ts'

const facts = {
  granter: ['lead'] as Role[], self: false, held: [] as Role[], ticked: [] as Role[],
  in_school: ['lead', 'head', 'business'] as Role[], other_lead: true,
}

it.each<[string, Partial<typeof facts>, unknown]>([
  ['gives what is ticked', { ticked: ['staff', 'office'] }, { given: ['staff', 'office'], taken: [], refused: null }],
  ['takes what is no longer ticked', { held: ['staff', 'office'], ticked: ['staff'] }, { given: [], taken: ['office'], refused: null }],
  ['changes nothing when nothing changes', { held: ['staff'], ticked: ['staff'] }, { given: [], taken: [], refused: null }],
  ['refuses the whole form for one role that is not theirs', { ticked: ['staff', 'head'] }, { refused: 'not yours' }],
  ['leaves a role that is not theirs where it is', { held: ['head', 'staff'], ticked: ['staff'] }, { given: [], taken: [], refused: null }],
  ['lets a lead name the first head', { ticked: ['head'], in_school: ['lead'] }, { given: ['head'], taken: [], refused: null }],
  ['lets a head take it all', { granter: ['head'], held: ['head', 'business'] }, { given: [], taken: ['head', 'business'], refused: null }],
  ['refuses one’s own roles, even unchanged', { self: true, granter: ['head'], held: ['head'], ticked: ['head'] }, { refused: 'not yours' }],
  ['keeps the last lead', { held: ['lead'], other_lead: false }, { refused: 'last lead' }],
  ['lets one of two leads go', { held: ['lead'] }, { given: [], taken: ['lead'], refused: null }],
  ['lets an office give nothing', { granter: ['office'], ticked: ['staff'] }, { refused: 'not yours' }],
])('%s', (_, changes, expected) => {
  expect(roleChange({ ...facts, ...changes })).toEqual(expected)
})

it('offers a lead the first head only while there is none', () => {
  expect(rolesOnOffer(facts)).toEqual(['staff', 'lead', 'office', 'technician'])
  expect(rolesOnOffer({ ...facts, in_school: ['lead'] })).toEqual(['staff', 'lead', 'office', 'technician', 'head', 'business'])
})
