import { endWhatIsBack } from '../../src/absences/arrange.ts'
import { signedIn } from '../support/app.ts'
import { between, isLucky, oneOf, type Random, someOf } from '../simulation/model/random.ts'
import { type Adult, answersFor, ends, goesTo, has, inStore, whoIsHere } from './model.ts'
import { CHAINED, goTo, knows, LAPTOP, LESSON, mustSend, officeOf, OLD_CLASS, signOnPaper, type StaffYear, staysSignedIn } from './school.ts'

const typed = (day: string) => day.split('-').map(Number).toReversed().join(' ')

/** The office adds somebody, who signs the agreement and gets an account from the lead. */
export async function joins(year: StaffYear, name: string, day: string): Promise<void> {
  goTo(year, day, '08:30')
  const email = `${name.toLowerCase().replace(' ', '.')}@larkfield.example`
  const path = await mustSend(year, year.office, '/people', { name, kind: 'staff', email, first_day: typed(day), last_day: '' })
  const id = path.split('/').at(-1)!.split('?')[0]!
  await mustSend(year, year.kit.lead, `/people/${id}/roles`, { roles: ['staff'] })
  await mustSend(year, year.kit.lead, `/people/${id}/account`, {})
  await signOnPaper(year, [id], day)
  knows(year, { name, id, first: day, last: null, kind: 'staff', away_until: null })
}

export async function borrows(year: StaffYear, random: Random, day: string): Promise<void> {
  goTo(year, day, '09:10')
  const free = inStore(year.model).filter((code) => code !== CHAINED)
  const who = whoIsHere(year.model, day).filter(({ away_until }) => away_until === null)
  if (free.length === 0 || who.length === 0) return
  const [adult, code] = [oneOf(random, who), oneOf(random, free)]
  await mustSend(year, adult.id, '/loans', { device_id: year.ids.get(code), borrower_id: adult.id, answers_id: '', purpose: 'Reading', class_id: year.ids.get(OLD_CLASS), until: '' })
  goesTo(year.model, code, adult.name, 'borrowed')
}

export async function givesBack(year: StaffYear, code: string, day: string, time = '15:20'): Promise<void> {
  goTo(year, day, time)
  const device_id = year.ids.get(code)!
  const { id } = await year.kit.db.selectFrom('loans').select('id').where('device_id', '=', device_id).where('returned_at', 'is', null).where('voided_at', 'is', null).executeTakeFirstOrThrow()
  await mustSend(year, year.kit.lead, `/loans/${id}/return`, { on_charge: 'yes' })
  ends(year.model, code, 'given back', day)
}

/** The lead gives a device into somebody's care; passed on from one to the next it is one act. The new keeper confirms. */
export async function isGivenTo(year: StaffYear, code: string, adult: Adult, day: string): Promise<void> {
  goTo(year, day, '11:00')
  const before = year.model.devices.get(code)
  await mustSend(year, year.kit.lead, '/allocations', { device_id: year.ids.get(code), keeper_id: adult.id, condition: 'A scratch on the lid', charger: '1' })
  if (typeof before === 'object') ends(year.model, code, 'given back', day)
  goesTo(year.model, code, adult.name, 'looked after')
  const receipt = await year.kit.db.selectFrom('handovers as h').innerJoin('allocations as a', 'a.id', 'h.allocation_id').select('h.id')
    .where('a.device_id', '=', year.ids.get(code)!).where('a.until_at', 'is', null).orderBy('h.id', 'desc').executeTakeFirstOrThrow()
  await mustSend(year, adult.id, `/allocations/receipts/${receipt.id}/answer`, { answer: 'as described', words: '' })
}

/** Somebody reserves two laptops for a lesson of a coming day; the id of the reservation. */
export async function reserves(year: StaffYear, { id, name }: Adult, wanted: string, day: string): Promise<string> {
  goTo(year, day, '09:55')
  const path = await mustSend(year, id, '/reservations', {
    what: `type:${year.ids.get(LAPTOP)}`, wanted: '2', code: '', day: typed(wanted), lessons: [LESSON], until_day: '', class_id: year.ids.get(OLD_CLASS), purpose: 'Computing',
  })
  const reservation = path.split('/').at(-1)!.split('?')[0]!
  year.model.reserved.set(reservation, { name, day: wanted })
  return reservation
}

function reservedBy({ model }: StaffYear, name: string, from: string): string[] {
  return [...model.reserved].filter(([, one]) => one.name === name && one.day > from).map(([id]) => id)
}

/** What a leaver has reserved for later is on the checklist until the office has cancelled it, or given it to somebody who stays. */
async function handsOnReserved(year: StaffYear, random: Random, adult: Adult, day: string): Promise<void> {
  goTo(year, day, '15:20')
  for (const id of reservedBy(year, adult.name, day)) {
    const checklist = (await (await officeOf(year)).get(`/leavers/${adult.id}`)).text
    if (!checklist.includes(`href="/reservations/${id}"`)) throw new Error(`${adult.name}'s checklist says nothing of what they reserved`)
    const next = oneOf(random, whoIsHere(year.model, day).filter(({ last, away_until }) => last === null && away_until === null))
    if (isLucky(random, 0.5)) await isGivenReservation(year, id, next)
    else {
      await mustSend(year, year.office, `/reservations/${id}/cancel`, {})
      year.model.reserved.delete(id)
    }
  }
}

async function isGivenReservation(year: StaffYear, id: string, next: Adult): Promise<void> {
  await mustSend(year, year.office, `/reservations/${id}/give`, { person_id: next.id })
  year.model.reserved.get(id)!.name = next.name
}

/** Whoever sees first what is offered has it for their own lesson; who comes later is refused. */
export async function takesOver(year: StaffYear, random: Random, id: string, day: string): Promise<void> {
  goTo(year, day, '12:30')
  const [first, second] = someOf(random, whoIsHere(year.model, day).filter(({ last, away_until }) => last === null && away_until === null), 2)
  await mustSend(year, first!.id, `/reservations/${id}/takeover`, { class_id: '', purpose: 'Reading' })
  await (await signedIn(year.kit, second!.id)).post(`/reservations/${id}/takeover`).type('form').send({ class_id: '', purpose: 'Maths' }).expect(422)
  year.model.reserved.get(id)!.name = first!.name
}

async function comesBackToStore(year: StaffYear, code: string, day: string): Promise<void> {
  goTo(year, day, '15:00')
  const { id } = await year.kit.db.selectFrom('allocations').select('id').where('device_id', '=', year.ids.get(code)!).where('until_at', 'is', null).executeTakeFirstOrThrow()
  await mustSend(year, year.kit.lead, `/allocations/${id}/end`, { condition: 'Good', charger: '1' })
  ends(year.model, code, 'given back', day)
}

/** The office says when somebody's last day is, weeks ahead. */
export async function willLeave(year: StaffYear, adult: Adult, last: string, day: string): Promise<void> {
  goTo(year, day, '10:00')
  await change(year, adult, { first_day: adult.first, last_day: last })
  adult.last = last
}

/** Somebody who left is back: the same person, no last day. */
export async function comesBack(year: StaffYear, adult: Adult, day: string): Promise<void> {
  goTo(year, day, '08:15')
  await change(year, adult, { first_day: adult.first, last_day: null })
  adult.last = null
}

async function change(year: StaffYear, { id, name }: Adult, { first_day, last_day }: { first_day: string, last_day: string | null }): Promise<void> {
  const email = `${name.toLowerCase().replace(' ', '.')}@larkfield.example`
  await mustSend(year, year.office, `/people/${id}`, { name, kind: 'staff', email, first_day: typed(first_day), last_day: last_day === null ? '' : typed(last_day) })
}

/** On a last day everything comes back but what is written off, and the office signs the leaver off. */
export async function leaves(year: StaffYear, random: Random, adult: Adult, day: string): Promise<string> {
  for (const code of answersFor(year.model, adult.name)) await givesBack(year, code, day)
  for (const { code, as } of has(year.model, adult.name)) {
    if (as === 'borrowed' && isLucky(random, 0.25)) await isWrittenOff(year, code, adult, day)
    else if (as === 'borrowed') await givesBack(year, code, day)
    else await comesBackToStore(year, code, day)
  }
  await handsOnReserved(year, random, adult, day)
  goTo(year, day, '15:40')
  await staysSignedIn(year, adult)
  const before = await (await officeOf(year)).get(`/leavers/${adult.id}`)
  if (!before.text.includes('Nothing: everything is back')) throw new Error(`${adult.name} still has something on ${day}`)
  return mustSend(year, year.office, `/leavers/${adult.id}/sign-off`, {})
}

async function isWrittenOff(year: StaffYear, code: string, { id }: Adult, day: string): Promise<void> {
  goTo(year, day, '15:10')
  await mustSend(year, year.business, `/leavers/${id}/write-offs`, { device_id: year.ids.get(code), reason: 'Not found in the staff room either', because: 'lost' })
  ends(year.model, code, 'written off', day)
}

/** Somebody is away: by when everything they have comes back is arranged, and what they have reserved is offered; why is nobody's business. */
export async function isAway(year: StaffYear, adult: Adult, until: string, day: string): Promise<void> {
  goTo(year, day, '10:30')
  const device_ids = has(year.model, adult.name).map(({ code }) => year.ids.get(code))
  await mustSend(year, year.office, '/absences', { person_id: adult.id, device_ids, reservation_ids: reservedBy(year, adult.name, day), by_day: typed(until), how: 'collected' })
  adult.away_until = until
}

/** The school collects what somebody who is away has. */
export async function isCollected(year: StaffYear, adult: Adult, day: string): Promise<void> {
  for (const { code, as } of has(year.model, adult.name)) await (as === 'borrowed' ? givesBack(year, code, day, '12:00') : comesBackToStore(year, code, day))
  await endWhatIsBack(year.kit.db, year.kit.clock.now)
  adult.away_until = null
}

/** A supply teacher comes to reception, takes a laptop or two with the card, and gives them back at the end or the next morning. */
export async function suppliesFor(year: StaffYear, random: Random, name: string, day: string): Promise<void> {
  goTo(year, day, '08:20')
  const known = year.model.adults.get(name)
  const answers = oneOf(random, whoIsHere(year.model, day).filter(({ away_until }) => away_until === null))
  const number = between(random, 1, 9)
  await mustSend(year, year.office, '/reception', { ...known ? { person_id: known.id } : { name }, kind: 'supply', class_id: '', last_day: typed(day), answers_id: answers.id, number: String(number) })
  const { id } = await year.kit.db.selectFrom('people').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  if (!known) {
    await signOnPaper(year, [id], day)
    knows(year, { name, id, first: day, last: day, kind: 'supply', away_until: null })
  } else known.last = day
  year.model.cards.push({ number, name, day })
  for (const code of someOf(random, inStore(year.model).filter((one) => one !== CHAINED), between(random, 1, 2))) {
    goTo(year, day, '09:00')
    await mustSend(year, year.kit.lead, '/loans', { device_id: year.ids.get(code), borrower_id: id, answers_id: answers.id, purpose: 'Phonics', class_id: '', until: '' })
    goesTo(year.model, code, name, 'borrowed', answers.name)
  }
}
