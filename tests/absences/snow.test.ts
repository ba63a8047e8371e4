import { expect, test } from 'vitest'
import { arrangeReturn } from '../../src/absences/arrange.ts'
import { addPerson, signedIn } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { awaySchool } from '../support/off-site.ts'

test('what was to be back on a day of snow is in time on the next school day, and late after that', async () => {
  const school = await awaySchool()
  const office = await addPerson(school.db, { name: 'Imogen Vale', roles: ['office'] })
  await lend(school, school.marlo, 'LT-0001')
  await arrangeReturn(school.db, 'a-key-of-sixteen-letters', {
    person_id: school.marlo, device_ids: [school.laptop], by_day: '2026-11-27', how: 'collected', actor: { person_id: office, desk_id: null },
  }, school.clock.now)
  await school.db.insertInto('special_days').values({ day: '2026-11-27', kind: 'closed', name: 'Snow', ends: null, said_at: '2026-11-27T07:00:00.000Z', by_id: null }).execute()
  const read = async (moment: string, path: string) => {
    school.clock.now = new Date(moment)
    return (await (await signedIn(school, office)).get(path)).text
  }
  expect(await read('2026-11-30T09:00:00.000Z', '/')).toContain('Late, return arranged')
  expect(await read('2026-11-30T09:00:00.000Z', '/devices/LT-0001')).toContain('Return arranged by today.')
  expect(await read('2026-12-01T09:00:00.000Z', '/')).toContain('Returns that have not come')
  expect(await read('2026-12-01T09:00:00.000Z', '/absences')).toMatch(/Marlo Finch[^]*yesterday[^]*Its day has passed/)
})
