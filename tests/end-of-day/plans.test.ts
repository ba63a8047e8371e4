import { expect, test } from 'vitest'
import { closeCheck } from '../../src/end-of-day/close.ts'
import { countIn } from '../../src/end-of-day/count-in.ts'
import { checkVersion, nowModel } from '../../src/end-of-day/model.ts'
import { pastModel } from '../../src/end-of-day/past.ts'
import { listStillNotBack } from '../../src/end-of-day/store.ts'
import { readSettings } from '../../src/settings/store.ts'
import { addDevice, addPerson, TUESDAY } from '../support/app.ts'
import { lend } from '../support/loans.ts'
import { watchedDatabase } from '../support/plans.ts'

const EVENING = new Date('2026-11-24T15:50:00.000Z')
const TABLES_THAT_GROW = /^SCAN (loans|l|l1|sightings|s1|events|e|day_check_lines|n|form_keys)\b(?! USING (COVERING )?INDEX)/

test('the check reads neither the whole book nor all sightings, open or closed, however long the history', async () => {
  const { db, plansOf } = await watchedDatabase()
  const marlo = await addPerson(db, { name: 'Marlo Finch' })
  for (const code of ['LT-0001', 'LT-0002']) {
    await addDevice(db, code)
    await lend({ db, clock: { now: TUESDAY } } as Parameters<typeof lend>[0], marlo, code)
  }
  const settings = await readSettings(db)
  const actor = { person_id: marlo, desk_id: null }
  const look = async () => {
    await nowModel(db, settings, EVENING)
    await checkVersion(db, settings, EVENING)
    await pastModel(db, null, EVENING)
    await listStillNotBack(db, 40)
  }
  const plans = await plansOf(async () => {
    await look()
    await countIn(db, 'a-key-of-sixteen-letters', { codes: 'LT-0001 LT-0002', actor }, EVENING)
    await closeCheck(db, 'another-key-of-some-letters', { actor, settings }, EVENING)
    await look()
  })
  expect(plans.length).toBeGreaterThan(20)
  const details = plans.flatMap(({ query, details }) => details.map((detail) => ({ detail, query })))
  expect(details.filter(({ detail }) => TABLES_THAT_GROW.test(detail))).toEqual([])
  const sorted = details.filter(({ detail, query }) => detail.includes('TEMP B-TREE') && /sightings s1|loans l1/.test(query) && !query.includes('order by "d"."code"'))
  expect(sorted).toEqual([])
})
