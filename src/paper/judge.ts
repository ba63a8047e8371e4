import { dayOf } from '../calendar/days.ts'
import { stateOf } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { Act } from '../database/act.ts'
import type { Problem } from '../http/forms.ts'
import { type Say, sayFor } from '../http/say.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { tagText } from '../tags/scan.ts'
import { listTagsOfTexts } from '../tags/store.ts'
import { clashes, type Entry } from './rules.ts'
import { findPeople, listClassIds, listInTheWay, listUsual, type Named } from './store.ts'

export type Judged = Entry & { device_id: string, borrower_id: string, last_day: string | null }
type Found = { judged: Judged[], problems: Problem[], usual: Record<string, string> }
type Devices = Awaited<ReturnType<typeof listDevicesByText>>

/** Finds what the lines of a sheet name, and everything that stands against them, each beside its field. */
export async function judgeEntries(db: Act, entries: Entry[], now: Date): Promise<Found> {
  const say = sayFor(now)
  const devices = await listDevicesByText(db, entries.map(({ code }) => code))
  const people = await findPeople(db, entries.map(({ who }) => who))
  const others = await listTagsOfTexts(db, entries.map(({ code }) => tagText(code)).filter((text) => !devices.has(text)))
  const sets = new Set(others.filter(({ set_id }) => set_id !== null).map(({ text }) => text))
  const problems = entries.flatMap((entry) => [...unknownDevice(entry, devices, sets), ...notLentTo(entry, people.get(entry.who), say)])
  const judged = entries.flatMap((entry) => named(entry, devices, people.get(entry.who)))
  problems.push(...await goneClasses(db, entries))
  const suggested = await suggestUsual(db, judged, people, now)
  problems.push(...suggested.problems, ...clashes(judged), ...await outOfUse(db, judged, say))
  problems.push(...(await listInTheWay(db, judged)).map((loan) => standsInTheWay(loan, say)))
  return { judged, problems, usual: suggested.usual }
}

async function goneClasses(db: Act, entries: Entry[]): Promise<Problem[]> {
  const there = await listClassIds(db, entries.map(({ class_id }) => class_id).filter((id) => id !== null))
  return entries.filter(({ class_id }) => class_id !== null && !there.has(class_id))
    .map(({ n }) => ({ name: `class_id_${n}`, message: `Line ${n}: that class is no longer there: choose it again` }))
}

function unknownDevice({ n, code }: Entry, devices: Devices, sets: Set<string>): Problem[] {
  const text = tagText(code)
  if (devices.has(text)) return []
  const message = sets.has(text) ? `${text} is a trolley or set: write its devices, one on each line` : `no device has the code ${text}`
  return [{ name: `code_${n}`, message: `Line ${n}: ${message}` }]
}

/** Nobody borrows before their first day or after their last, and a volunteer never alone, on paper neither. */
function notLentTo({ n, who, taken_at }: Entry, person: Named | undefined, say: Say): Problem[] {
  const refuse = (message: string) => [{ name: `who_${n}`, message: `Line ${n}: ${message}` }]
  if (!person) return refuse(`write the whole name, or scan the badge: nobody (or more than one) is called “${who.trim()}”`)
  const { name, kind, first_day, last_day } = person
  const day = dayOf(taken_at)
  if (last_day !== null && last_day < day) return refuse(`${name}’s last day was ${say.day(last_day)}: ask the office to change it if that is wrong`)
  if (first_day !== null && first_day > day) return refuse(`${name}’s first day was ${say.day(first_day)}: ask the office to change it if that is wrong`)
  if (kind === 'volunteer' || kind === 'visitor') return refuse(`${name} is a ${kind}: write the member of staff who answers for it`)
  return []
}

function named(entry: Entry, devices: Devices, person: Named | undefined): Judged[] {
  const device = devices.get(tagText(entry.code))
  if (!device || !person) return []
  const class_id = entry.class_id ?? person.class_id
  return [{ ...entry, class_id, purpose: entry.purpose || person.purpose || '', device_id: device.device_id, borrower_id: person.id, last_day: person.last_day }]
}

/** A purpose is always there and never guessed in silence: the usual one is written in, to be looked at. */
async function suggestUsual(db: Act, judged: Judged[], people: Map<string, Named>, now: Date) {
  const without = judged.filter(({ purpose }) => purpose === '')
  const known = await listUsual(db, without.map(({ borrower_id }) => borrower_id), dayOf(now))
  const usual: Record<string, string> = {}
  const problems = without.map(({ n, who, borrower_id, class_id }): Problem => {
    const wish = known.get(borrower_id)
    if (!wish) return { name: `purpose_${n}`, message: `Line ${n}: what was it for?` }
    usual[`purpose_${n}`] = wish.purpose
    usual[`class_id_${n}`] = class_id ?? wish.class_id
    return { name: `purpose_${n}`, message: `Line ${n}: ${people.get(who)!.name}’s usual is written in. Look at it, then send it again` }
  })
  return { usual, problems }
}

async function outOfUse(db: Act, judged: Judged[], say: Say): Promise<Problem[]> {
  const open = judged.filter(({ returned_at }) => returned_at === null)
  const devices = new Map((await custodyOf(db, open.map(({ device_id }) => device_id))).map((device) => [device.device_id, device]))
  return open.flatMap(({ n, device_id }) => {
    const device = devices.get(device_id)!
    if (!device.because) return []
    const words = `${device.code} is ${stateOf(device)} since ${say.when(device.out_of_use_since!)}: write when it came back`
    return [{ name: `back_${n}`, message: `Line ${n}: ${words}` }]
  })
}

function standsInTheWay(loan: Awaited<ReturnType<typeof listInTheWay>>[number], { when }: Say): Problem {
  const until = loan.returned_at ? `to ${when(loan.returned_at)}` : 'and still has it'
  return { name: `code_${loan.n}`, message: `Line ${loan.n}: the book says ${loan.borrower} had it from ${when(loan.taken_at)} ${until}` }
}
