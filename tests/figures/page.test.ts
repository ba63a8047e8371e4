import { expect, test } from 'vitest'
import { countWeeks } from '../../src/figures/count.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { lend } from '../support/loans.ts'

test('each week goes by the date of its Monday, this one too, whatever day it is', async () => {
  const school = await startApp()
  const { db, lead } = school
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  await addDevice(db, 'LT-0001')
  await lend(school, marlo, 'LT-0001')
  await countWeeks(db)
  const { text } = await (await signedIn(school, lead)).get('/figures')
  const weeks = text.split('Week from')[1]!.split('</table>')[0]!
  expect(weeks).toContain('<th scope="row">23 Nov 2026</th><td class="num">1</td>')
  expect(weeks).not.toContain('yesterday')
})

test('a school that has lent nothing is told so, and sees what lies idle all the same', async () => {
  const school = await startApp()
  await addDevice(school.db, 'LT-0001')
  const { text } = await (await signedIn(school, school.lead)).get('/figures')
  expect(text).toContain('Once devices are booked out')
  expect(text).not.toContain('Loans a week')
  expect(text).toContain('Not lent for 28 days')
})
