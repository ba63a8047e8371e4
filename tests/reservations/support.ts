import { newId } from '../../src/database/ids.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { reserve, type Wish } from '../../src/reservations/reserve.ts'
import { addClass, addDevice, addPerson, startApp } from '../support/app.ts'

export const ADDRESS = 'https://kitbook.larkfield.example'

const LESSONS = [['Before break', '09:00', '10:30'], ['After break', '10:45', '12:00'], ['Afternoon', '13:00', '15:15']] as const

/** Larkfield with three lessons a day, two teachers and three iPads, of which two live in a trolley; it is Tuesday 24 November, 9:00. */
export async function reservingSchool() {
  const kit = await startApp()
  const { db, clock } = kit
  for (const weekday of [1, 2, 3, 4, 5]) {
    await db.insertInto('weekday_times').values({ weekday, starts: '08:40', ends: '15:30' }).onConflict((c) => c.doNothing()).execute()
    for (const [name, starts, ends] of LESSONS) await db.insertInto('slots').values({ id: newId(), weekday, name, starts, ends }).execute()
  }
  const trolley = newId()
  await db.insertInto('sets').values({ id: trolley, code: 'TR-A', name: 'iPad trolley', place: 'the suite', slots: 16 }).execute()
  await db.insertInto('tags').values({ text: 'TR-A', what: 'code', set_id: trolley, device_id: null, person_id: null, class_card_id: null, created_at: clock.now.toISOString() }).execute()
  const ipads = [await addDevice(db, 'IP-0001', 'iPad'), await addDevice(db, 'IP-0002', 'iPad'), await addDevice(db, 'IP-0003', 'iPad')] as const
  await db.updateTable('devices').set({ set_id: trolley }).where('id', 'in', ipads.slice(0, 2)).execute()
  const { id: ipad } = await db.selectFrom('device_types').select('id').where('name', '=', 'iPad').executeTakeFirstOrThrow()
  const people = { imogen: await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] }), marlo: await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] }) }
  const oak = await addClass(db, '4 Oak')
  const wish = (changes: Partial<Wish> = {}): Wish => ({
    what: { type_id: ipad }, wanted: 2, day: '2026-11-25', until_day: null, lessons: ['09:00'], person_id: people.imogen, class_id: null, purpose: 'Computing',
    actor: { person_id: changes.person_id ?? people.imogen, desk_id: null }, address: ADDRESS, ...changes,
  })
  const ask = (changes: Partial<Wish> = {}, key = newFormKey()) => reserve(db, key, wish(changes), clock.now)
  return { ...kit, ...people, trolley, ipads, ipad, oak, ask }
}

export type ReservingSchool = Awaited<ReturnType<typeof reservingSchool>>

/** The id of what was reserved; throws what stood in the way. */
export function idOf(made: object): string {
  if ('first' in made) return String(made.first)
  throw new Error(JSON.stringify(made))
}

/** "wanted: Tomorrow, Before break: …", one a problem. */
export function saidOf(made: object): string[] {
  return 'problems' in made ? (made.problems as { name: string, message: string }[]).map(({ name, message }) => `${name}: ${message}`) : []
}
