import { describe, expect, it } from 'vitest'
import { type Decided, isSettled, mayConfirm, rolesText } from '../../src/access-review/rules.ts'
import { exampleAsks, reviewAsks, sayReview } from '../../src/access-review/reminders.ts'
import { ROLES_IN_WORDS } from '../../src/access-review/words.ts'
import { termOn } from '../../src/calendar/terms.ts'
import type { Role } from '../../src/database/tables.ts'
import { calendarOf, larkfieldYear } from '../support/calendar.ts'

const line = (decision: Decided['decision'], roles: string): Decided => ({ account_id: 'a', roles, decision })

describe('whether an account is settled this term', () => {
  it.each<[string, Role[], Decided[], boolean]>([
    ['nobody has looked', ['staff'], [], false],
    ['confirmed as it stands', ['staff', 'lead'], [line('confirmed', 'staff lead')], true],
    ['in another order', ['lead', 'staff'], [line('confirmed', 'staff lead')], true],
    ['given a role since', ['staff', 'head'], [line('confirmed', 'staff')], false],
    ['lost a role since', ['staff'], [line('confirmed', 'staff lead')], false],
    ['without any role, and confirmed', [], [line('confirmed', '')], true],
    ['roles taken away', [], [line('roles taken', 'staff lead')], true],
    ['roles taken away and given again', ['staff'], [line('roles taken', 'staff lead')], false],
    ['confirmed after that', ['staff'], [line('roles taken', 'staff lead'), line('confirmed', 'staff')], true],
    ['another account', ['staff'], [{ ...line('confirmed', 'staff'), account_id: 'b' }], false],
  ])('%s', (_what, roles, decided, settled) => {
    expect(isSettled({ account_id: 'a', roles }, decided)).toBe(settled)
  })
})

describe('whose access one may confirm', () => {
  const someone = (person_id: string, ...roles: Role[]) => ({ person_id, roles })
  it.each<[string, ReturnType<typeof someone>, ReturnType<typeof someone>, ReturnType<typeof someone>[], boolean]>([
    ['the business manager a teacher’s', someone('t', 'staff'), someone('b', 'business'), [], true],
    ['the business manager the head’s', someone('h', 'head'), someone('b', 'business'), [], true],
    ['the lead a technician’s', someone('t', 'technician'), someone('l', 'lead'), [], true],
    ['the lead not the head’s', someone('h', 'head', 'staff'), someone('l', 'lead'), [], false],
    ['nobody their own, where another could', someone('b', 'business'), someone('b', 'business'), [someone('h', 'head')], false],
    ['one’s own, where nobody else could', someone('b', 'business'), someone('b', 'business'), [someone('l', 'lead'), someone('t', 'staff')], true],
    ['the only lead their own', someone('l', 'lead'), someone('l', 'lead'), [someone('t', 'staff')], true],
  ])('%s', (_what, access, reviewer, others, may) => {
    expect(mayConfirm(access, reviewer, [access, ...others])).toBe(may)
  })
})

it('knows the term of a day, its holiday included, and none before the year is entered', () => {
  const calendar = { ...calendarOf(), ...larkfieldYear() }
  expect(termOn('2026-11-24', calendar)).toMatchObject({ key: '2026-27-autumn', name: 'Autumn 2026/27' })
  expect(termOn('2026-12-28', calendar)?.key).toBe('2026-27-autumn')
  expect(termOn('2027-03-01', calendar)?.key).toBe('2026-27-spring')
  expect(termOn('2027-08-15', calendar)?.key).toBe('2026-27-summer')
  expect(termOn('2027-09-15', calendar)).toBeNull()
  expect(termOn('2026-11-24', { ...calendar, half_terms: [] })).toBeNull()
})

it('asks each reviewer once a week while accounts beside their own wait', () => {
  const term = { key: '2026-27-autumn', name: 'Autumn 2026/27', first_day: '2026-09-03' }
  const asks = reviewAsks(['marlo', 'pru'], ['pru', 'imogen'], term, '2026-11-24')
  expect(asks.map(({ person_id, items }) => [person_id, items])).toEqual([['pru', ['Autumn 2026/27: 1 to look at']], ['imogen', ['Autumn 2026/27: 2 to look at']]])
  expect(asks[0]!.quiet).toContain('2026-11-18')
  expect(asks[0]!.quiet).not.toContain('2026-11-17')
  expect(reviewAsks(['pru'], ['pru'], term, '2026-11-24')).toEqual([])
  expect(sayReview(exampleAsks('pru', '2026-11-24')).link).toBe('/access-review')
})

it('says of each role what the routes let it do', () => {
  expect(rolesText(['head', 'staff'])).toBe('staff head')
  const may = Object.fromEntries(ROLES_IN_WORDS.map(({ name, may }) => [name, may]))
  expect(may['Staff']).toEqual(['see the devices', 'book out for themselves', 'do the end-of-day check'])
  expect(may['Business manager']).toContain('give roles and accounts')
  expect(may['Technician']).not.toContain('give roles and accounts')
})
