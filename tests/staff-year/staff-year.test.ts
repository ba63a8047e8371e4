import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { tidyUp } from '../../src/jobs/tidy-up.ts'
import { gather } from '../../src/person-record/gather.ts'
import { forgetReminders } from '../../src/reminders/forget.ts'
import { cutLinks } from '../../src/retention/cut.ts'
import { writeSchoolFile } from '../../src/school-file/write.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { between, oneOf, type Random, randomOf, someOf } from '../simulation/model/random.ts'
import { addDays, weekdayOf } from '../simulation/model/wall-clock.ts'
import { borrows, comesBack, givesBack, isAway, isCollected, isGivenTo, joins, leaves, reserves, suppliesFor, takesOver, willLeave } from './acts.ts'
import { absencesAreOver, cardsAreDead, certificateAgrees, devicesAgree, nobodyAwayIsReminded, reservationsAgree, screensStayAwake, sessionsEnd } from './agree.ts'
import { type Adult, has, whoIsHere } from './model.ts'
import { september } from './september.ts'
import { BEGINS, CHAINED, goTo, openStaffYear, type StaffYear } from './school.ts'

const [JOINERS, LEAVERS, ABSENCES, RETURNERS, SUPPLY_DAYS, KEEPERS] = [20, 15, 5, 3, 40, 4]
const ENDS = '2027-07-20'
const FIRST = ['Aled', 'Bryn', 'Ciara', 'Delyth', 'Esme', 'Floyd', 'Gethin', 'Hana', 'Idris', 'Juno']
const LAST = ['Ambrose', 'Birtles', 'Corless']
const NAMES = LAST.flatMap((last) => FIRST.map((first) => `${first} ${last}`))
const SUPPLY = ['Sabine Holt', 'Teo Marsh', 'Una Frith', 'Viggo Lane', 'Wanda Pell']

it('a year of comings and goings leaves no device unaccounted for, no session alive, and nothing of those whose time is over', async () => {
  const random = randomOf(20_260_901)
  const year = await openStaffYear()
  const plan = planOf(random)
  for (const day of daysFrom(BEGINS, ENDS)) await live(year, random, plan, day)
  const left = [...year.model.adults.values()].filter(({ kind, last }) => kind === 'staff' && last !== null)
  expect([left.length, plan.signed.size, year.model.chain.length, year.model.cards.length, year.away.length]).toEqual([LEAVERS - RETURNERS, LEAVERS, KEEPERS, SUPPLY_DAYS, ABSENCES])
  await absencesAreOver(year)
  const [next] = someOf(random, whoIsHere(year.model, ENDS).filter(({ name }) => !year.model.chain.includes(name)), 1)
  await september(year, next!)
  await devicesAgree(year)
  await reservationsAgree(year, ENDS)
  await chainHolds(year)
  await hasForgotten(year, left)
}, 600_000)

type Plan = { joins: string[], leaves: string[], returns: string[], chain: string[], supply: string[], away: string[], signed: Map<string, string> }

/** On which days what happens. */
function planOf(random: Random): Plan {
  const days = daysFrom(addDays(BEGINS, 30), addDays(ENDS, -30))
  const some = (most: number) => someOf(random, days, most).toSorted()
  return { joins: some(JOINERS), leaves: some(LEAVERS), returns: some(RETURNERS).map((_, i) => addDays('2027-06-21', i)), chain: some(KEEPERS), supply: some(SUPPLY_DAYS), away: some(ABSENCES), signed: new Map() }
}

function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) if (weekdayOf(day) <= 5) days.push(day)
  return days
}

async function live(year: StaffYear, random: Random, plan: Plan, day: string): Promise<void> {
  if (plan.joins.includes(day)) await joins(year, NAMES[plan.joins.indexOf(day)]!, day)
  if (plan.returns.includes(day)) await comesBack(year, oneOf(random, [...plan.signed.keys()].map((name) => year.model.adults.get(name)!).filter(({ last }) => last !== null)), day)
  if (plan.leaves.includes(day)) await announces(year, random, day)
  if (plan.supply.includes(day)) await suppliesFor(year, random, SUPPLY[plan.supply.indexOf(day) % SUPPLY.length]!, day)
  if (plan.chain.includes(day)) await passesOn(year, random, day)
  if (plan.away.includes(day)) await fallsAway(year, random, day)
  if (weekdayOf(day) % 2 === 0) await borrows(year, random, day)
  await awayOnes(year, day)
  await goesHome(year, random, day)
  await looksOver(year, random, plan, day)
}

/** Three weeks and a day ahead somebody's last day is known; most of them look after something. */
async function announces(year: StaffYear, random: Random, day: string): Promise<void> {
  const staying = whoIsHere(year.model, day).filter(({ last, away_until }) => last === null && away_until === null)
  const adult = oneOf(random, staying)
  const last = nextWeekday(addDays(day, 22))
  await reserves(year, adult, openDay(addDays(last, 2)), day)
  await willLeave(year, adult, last, day)
  const [spare] = [...year.model.devices].filter(([code, place]) => place === 'store' && code !== CHAINED)
  if (spare) await isGivenTo(year, spare[0], adult, day)
}

/** Somebody who has borrowed something is away for a fortnight; then the school collects it. */
async function fallsAway(year: StaffYear, random: Random, day: string): Promise<void> {
  await borrows(year, random, day)
  const adult = oneOf(random, whoIsHere(year.model, day).filter(({ name, last, away_until }) => last === null && away_until === null && has(year.model, name).some(({ as }) => as === 'borrowed')))
  const [taken, lost] = [await reserves(year, adult, openDay(addDays(day, 5)), day), await reserves(year, adult, openDay(addDays(day, 9)), day)]
  await isAway(year, adult, nextWeekday(addDays(day, 14)), day)
  for (const id of [taken, lost]) await takesOver(year, random, id, day)
  year.away.push(adult.name)
}

async function awayOnes(year: StaffYear, day: string): Promise<void> {
  const away = [...year.model.adults.values()].filter(({ away_until }) => away_until !== null)
  for (const adult of away) if (adult.away_until === day) await isCollected(year, adult, day)
  if (away.length > 0) await nobodyAwayIsReminded(year, day)
}

function nextWeekday(day: string): string {
  return weekdayOf(day) <= 5 ? day : nextWeekday(addDays(day, 1))
}

/** Bank holidays of England in that school year, from the government's list. */
const BANK_HOLIDAYS = ['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31']

function openDay(day: string): string {
  const weekday = nextWeekday(day)
  return BANK_HOLIDAYS.includes(weekday) ? openDay(addDays(weekday, 1)) : weekday
}

async function passesOn(year: StaffYear, random: Random, day: string): Promise<void> {
  const next = oneOf(random, whoIsHere(year.model, day).filter(({ name, last, away_until }) => last === null && away_until === null && !year.model.chain.includes(name)))
  await isGivenTo(year, CHAINED, next, day)
  year.model.chain.push(next.name)
}

/** Most of what was borrowed comes back; whoever leaves today gives back everything. */
async function goesHome(year: StaffYear, random: Random, day: string): Promise<void> {
  for (const { name, kind, last, away_until } of year.model.adults.values()) {
    if (last === day && kind === 'staff' || away_until !== null) continue
    for (const { code, as } of has(year.model, name)) if (as === 'borrowed' && between(random, 1, 10) <= 7) await givesBack(year, code, day)
  }
}

/** Whoever leaves today is signed off; then every book, certificate and session is looked at, and again when the day is over. */
async function looksOver(year: StaffYear, random: Random, plan: Plan, day: string): Promise<void> {
  const leaving = [...year.model.adults.values()].filter(({ kind, last }) => kind === 'staff' && last === day)
  for (const adult of leaving) {
    const path = await leaves(year, random, adult, day)
    plan.signed.set(adult.name, path)
    await certificateAgrees(year, path, adult)
  }
  if (leaving.length > 0) {
    await reservationsAgree(year, day)
    await sessionsEnd(year, day)
    await screensStayAwake(year, day)
    goTo(year, addDays(day, 1), '00:01')
    await sessionsEnd(year, addDays(day, 1))
  }
  if (leaving.length > 0 || plan.chain.includes(day) || plan.supply.includes(day)) await devicesAgree(year)
  if (plan.supply.includes(day)) await cardsAreDead(year, addDays(day, 1))
}

/** The laptop that is passed on has one keeper at a time, in the secretary's order. */
async function chainHolds({ kit: { db }, model, ids }: StaffYear): Promise<void> {
  const chain = await db.selectFrom('allocations as a').innerJoin('people as p', 'p.id', 'a.keeper_id').select(['p.name', 'a.from_at', 'a.until_at'])
    .where('a.device_id', '=', ids.get(CHAINED)!).orderBy('a.from_at').execute()
  expect(chain.map(({ name }) => name)).toEqual(model.chain)
  chain.slice(1).forEach(({ from_at }, i) => expect(chain[i]!.until_at! <= from_at).toBe(true))
}

const MUCH_LATER = '2036-01-15'

/** Years later the record of a leaver is empty, the school's file knows no name and no link to one, and every count is what it was. */
async function hasForgotten(year: StaffYear, left: Adult[]): Promise<void> {
  const { kit: { db, clock } } = year
  const count = async () => Promise.all((['loans', 'allocations', 'clearances', 'clearance_lines', 'supply_cards', 'reservations'] as const).map(async (table) => (await db.selectFrom(table).select((e) => e.fn.countAll().as('n')).executeTakeFirstOrThrow()).n))
  const before = await count()
  goTo(year, MUCH_LATER, '03:00')
  await writeSettings(db, { retention_on: true })
  await tidyUp(db, clock.now)
  await forgetReminders(db, clock.now)
  await cutLinks(db, clock.now)
  expect(await count()).toEqual(before)
  const parts = await partsOf(year)
  const gone = [...left, ...whoSupplied(year)].filter(({ name }) => has(year.model, name).length === 0)
  expect(gone.length).toBeGreaterThan(LEAVERS - RETURNERS)
  for (const { id, name } of gone) {
    expect([name, await gather(db, id)]).toEqual([name, [expect.objectContaining({ table: 'people', rows: [expect.objectContaining({ name: 'Former staff', email: null, job_title: '' })] })]])
    for (const said of [name, name.toLowerCase(), name.toLowerCase().replace(' ', '.')]) expect([said, holding(parts, said)]).toEqual([said, []])
    expect([name, holding(parts, id)]).toEqual([name, ['json/people.json']])
  }
}

function whoSupplied({ model }: StaffYear): Adult[] {
  return [...model.adults.values()].filter(({ kind }) => kind === 'supply')
}

function holding(parts: Map<string, string>, text: string): string[] {
  return [...parts].filter(([, part]) => part.includes(text)).map(([file]) => file).toSorted()
}

async function partsOf({ kit: { db, clock } }: StaffYear): Promise<Map<string, string>> {
  const bytes: Uint8Array[] = []
  await writeSchoolFile(db, { out: (part) => void bytes.push(part), report: () => undefined }, clock.now)
  const files = unzipSync(new Uint8Array(Buffer.concat(bytes)))
  return new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString('utf8')]))
}
