import { expect } from 'vitest'
import { seeToNewYear } from '../../src/new-year/effect/nightly.ts'
import { signedIn } from '../support/app.ts'
import { ends, goesTo, type Adult } from './model.ts'
import { CHAINED, goTo, mustSend, OLD_CLASS, type StaffYear } from './school.ts'

const NEW_CLASS = 'Year 5 Elm'

/** In July the class goes up, with somebody who answers, and the laptop of the chain to a next keeper; it happens in September. */
export async function september(year: StaffYear, next: Adult): Promise<void> {
  const { kit: { lead, db, clock }, model, ids } = year
  goTo(year, '2027-07-21', '10:00')
  await mustSend(year, lead, '/new-year', {})
  const { id } = await db.selectFrom('new_year_classes').select('id').executeTakeFirstOrThrow()
  await mustSend(year, lead, `/new-year/classes/${id}`, { name: NEW_CLASS, from_class_id: ids.get(OLD_CLASS), answers_id: next.id, purpose: 'Reading', adult_ids: next.id })
  await mustSend(year, lead, '/new-year/people', { code: CHAINED, code_goes_to: next.id })
  expect((await (await signedIn(year.kit, lead)).get('/new-year/dry-run.csv')).text).not.toContain(',stops,')
  await mustSend(year, lead, '/new-year/readiness', { ready: '1' })
  expect(await classesNow(year, OLD_CLASS)).toBe(true)
  goTo(year, '2027-09-02', '03:00')
  expect([await seeToNewYear(db, clock.now), await seeToNewYear(db, clock.now)]).toEqual([1, 0])
  if (typeof model.devices.get(CHAINED) === 'object') ends(model, CHAINED, 'given back', '2027-09-02')
  goesTo(model, CHAINED, next.name, 'looked after')
  model.chain.push(next.name)
  expect([await classesNow(year, OLD_CLASS), await classesNow(year, NEW_CLASS)]).toEqual([false, true])
  const receipt = await db.selectFrom('handovers as h').innerJoin('allocations as a', 'a.id', 'h.allocation_id').select('a.keeper_id').where('h.closed_at', 'is', null).where('a.until_at', 'is', null)
    .where('a.device_id', '=', ids.get(CHAINED)!).executeTakeFirst()
  expect(receipt).toEqual({ keeper_id: next.id })
  const book = await (await signedIn(year.kit, lead)).get('/book.csv')
  expect([book.text.includes(OLD_CLASS), book.text.includes(NEW_CLASS)]).toEqual([true, false])
}

/** Whether a class can be chosen where somebody is booked out. */
async function classesNow({ kit }: StaffYear, name: string): Promise<boolean> {
  return (await (await signedIn(kit, kit.lead)).get('/devices/LT-0060')).text.includes(`>${name}<`)
}
