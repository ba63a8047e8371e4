import { act } from '../../../src/database/act.ts'
import { openDesk } from '../../../src/desk/session.ts'
import { acceptTerms } from '../../../src/off-site/terms.ts'
import { writeSettings } from '../../../src/settings/store.ts'
import { addAccount, addClass, addDevice, addPerson, startApp, type TestApp } from '../../support/app.ts'
import { addBadge, addClassCard, addTrolley } from '../../support/desk-school.ts'
import { mailServer } from '../../support/mail-server.ts'
import { serve } from '../../support/site.ts'
import { emptyPost } from '../model/post.ts'
import { randomOf } from '../model/random.ts'
import type { School } from '../model/school.ts'
import { instantOf } from '../model/wall-clock.ts'
import { CARDS, IPADS, KEEPER, KEPT, LAPTOPS, larkfieldCalendar, LEAD, PEOPLE, TROLLEY } from './cast.ts'
import { enterCalendar } from './calendar-page.ts'
import { mustSend, signIn, visitorWith } from './visitor.ts'
import type { Counts, Simulation } from './simulation.ts'

const BEGINS = instantOf('2026-08-31', '09:00')
/** A full sweep on Fridays, checks that only warn of what goes home, no password resets and no letters to keepers; the rest is what a school starts with. */
const FRIDAY = 5

/** A school on a fresh database, its calendar entered on its page, and the model of the same school. */
export async function openSchool(seed: number, counts: Counts): Promise<Simulation> {
  const kit = await startApp()
  kit.clock.now = new Date(BEGINS)
  await writeSettings(kit.db, {
    full_sweep_weekday: FRIDAY, off_site_warn_until: '2027-09-01', password_reset_every: 'off',
    // What the model does not know yet is not written.
    remind_keepers: false, remind_access_review: false, remind_holiday: false, remind_leavers: false, remind_new_year: false,
  })
  const ids = await moveIn(kit)
  await act(kit.db, (db) => acceptTerms(db, { person_id: ids.get(KEEPER.name)!, how: 'own account', desk_id: null }, new Date(instantOf('2026-09-01', '07:00'))))
  const url = await serve(kit.app)
  const set = await kit.db.selectFrom('sets').select('id').executeTakeFirstOrThrow()
  const desk = async (name: string, setId: string | null) => visitorWith(url, `kitbook-desk=${await openDesk(kit.db, name, kit.lead, kit.clock.now, setId)}`)
  const sim: Simulation = {
    seed, random: randomOf(seed), kit, url, ids, suite: await desk('Suite desk', null), trolley: await desk('Trolley iPad', set.id),
    school: modelSchool(), post: emptyPost(), mail: await mailServer(), mailWorks: true, taken: [], agenda: [], counts,
  }
  await enterCalendar(sim)
  await mustSend(sim, await signIn(sim, LEAD.name), '/allocations', { device_id: ids.get(KEPT)!, keeper_id: ids.get(KEEPER.name)!, condition: 'Good' })
  return sim
}

/** Ids by the names and codes that the model uses. */
async function moveIn(kit: TestApp): Promise<Map<string, string>> {
  const { db } = kit
  const ids = new Map<string, string>([[LEAD.name, kit.lead]])
  for (const { name, roles, kind, address, lastDay } of PEOPLE.filter(({ name }) => name !== LEAD.name)) {
    ids.set(name, await addPerson(db, { name, roles, kind, email: address, last_day: lastDay }))
    await addBadge(db, ids.get(name)!, badgeOf(name))
  }
  const accounts = await Promise.all(PEOPLE.filter(({ address, roles, name }) => address && roles.length > 0 && name !== LEAD.name).map(async ({ name }) => [name, await addAccount(db, ids.get(name)!)] as const))
  const { id } = await db.selectFrom('accounts').select('id').where('person_id', '=', kit.lead).executeTakeFirstOrThrow()
  for (const [name, account] of [...accounts, [LEAD.name, id] as const]) ids.set(`account of ${name}`, account)
  for (const { className, text, answers, purpose } of CARDS) {
    ids.set(className, await addClass(db, className))
    await addClassCard(db, text, ids.get(className)!, ids.get(answers)!, purpose)
  }
  for (const { id, tag } of await cardIds(kit)) ids.set(tag, id)
  for (const code of LAPTOPS) ids.set(code, await addDevice(db, code))
  const pads = await addTrolley(db, TROLLEY, IPADS.length)
  IPADS.forEach((code, i) => ids.set(code, pads[i]!))
  return ids
}

function cardIds({ db }: TestApp) {
  return db.selectFrom('tags').select(['class_card_id as id', 'text as tag']).where('class_card_id', 'is not', null).$narrowType<{ id: string }>().execute()
}

export function badgeOf(name: string): string {
  return `P-${name.toUpperCase().replace(' ', '-')}`
}

function modelSchool(): School {
  const device = (code: string, type: 'Laptop' | 'iPad') => (
    { code, type, trolley: type === 'iPad' ? TROLLEY : null, keeper: code === KEPT ? KEEPER.name : null, outOfUse: null, seen: null, unseen: false, homeOn: null })
  return {
    calendar: larkfieldCalendar(), settings: { checkTime: '15:45', fullSweepOn: FRIDAY, minutesBefore: 30, longOverdueDays: 3 },
    people: new Map(PEOPLE.map((one) => [one.name, { ...one }])),
    devices: new Map([...LAPTOPS.map((code) => device(code, 'Laptop')), ...IPADS.map((code) => device(code, 'iPad'))].map((one) => [one.code, one])),
    exceptions: [], loans: [], out: new Map(), checks: new Map(), pausedSince: null, log: new Map(),
  }
}
