import { startSession } from '../../src/auth/sessions.ts'
import { newId } from '../../src/database/ids.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addAccount, addClass, addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { instantOf } from '../simulation/model/wall-clock.ts'
import { type Adult, emptyModel, type Model } from './model.ts'

export const BEGINS = '2026-09-01'
const STAFF = ['Marlo Finch', 'Ada Quill', 'Bram Tolley', 'Cora Whit', 'Dilys Farrow', 'Edwin Moss', 'Fern Aldous', 'Gwil Parrish', 'Hetty Brock', 'Ivo Sandal', 'Jory Penn', 'Keziah Lamb']
export const CHAINED = 'LT-0001'
export const OLD_CLASS = 'Year 4 Oak'
export const LAPTOP = 'Laptop'
export const LESSON = '09:00'

export type StaffYear = {
  kit: TestApp, model: Model, ids: Map<string, string>
  /** Tokens of sessions that were alive on a last day, and the day after which none may live. */
  sessions: { token: string, last: string }[]
  /** Who was away, in order. */
  away: string[]
  office: string, business: string
}

/** A school in September: an office, a business manager, twelve staff who have signed, sixty laptops. */
export async function openStaffYear(): Promise<StaffYear> {
  const kit = await startApp()
  kit.clock.now = new Date(instantOf(BEGINS, '08:00'))
  await enterAgreement(kit, { from_day: BEGINS, renewal: 'never' })
  await writeSettings(kit.db, { agreement_before_account: false })
  const office = await addPerson(kit.db, { name: 'Tamsin Orchard', roles: ['office', 'staff'] })
  const business = await addPerson(kit.db, { name: 'Pru Abara', roles: ['business'] })
  const year: StaffYear = { kit, model: emptyModel(), ids: new Map(), sessions: [], away: [], office, business }
  year.ids.set(OLD_CLASS, await addClass(kit.db, OLD_CLASS))
  year.ids.set(LAPTOP, (await kit.db.selectFrom('device_types').select('id').where('name', '=', LAPTOP).executeTakeFirstOrThrow()).id)
  for (const weekday of [1, 2, 3, 4, 5]) await kit.db.insertInto('slots').values({ id: newId(), weekday, name: 'Before break', starts: LESSON, ends: '10:30' }).execute()
  for (const name of STAFF) await joinsAtOnce(year, name)
  for (let i = 1; i <= 60; i++) {
    const code = `LT-${String(i).padStart(4, '0')}`
    year.ids.set(code, await addDevice(kit.db, code))
    year.model.devices.set(code, 'store')
  }
  await signOnPaper(year, [...year.model.adults.values()].map(({ id }) => id), BEGINS)
  return year
}

async function joinsAtOnce(year: StaffYear, name: string): Promise<void> {
  const id = await addPerson(year.kit.db, { name, roles: ['staff'], first_day: BEGINS })
  await addAccount(year.kit.db, id)
  knows(year, { name, id, first: BEGINS, last: null, kind: 'staff', away_until: null })
}

export function knows({ model, ids }: StaffYear, adult: Adult): void {
  model.adults.set(adult.name, adult)
  ids.set(adult.name, adult.id)
}

/** It is so late on a day; sessions last a school day, so that each act signs in anew. */
export function goTo({ kit }: StaffYear, day: string, time: string): void {
  kit.clock.now = new Date(instantOf(day, time))
}

export function officeOf({ kit, office }: StaffYear) {
  return signedIn(kit, office)
}

/** Sends a form that must be taken; the answer is where it leads. */
export async function mustSend({ kit }: StaffYear, who: string, path: string, fields: object): Promise<string> {
  const answer = await (await signedIn(kit, who)).post(path).type('form').send({ form_key: newFormKey(), ...fields })
  if (answer.status < 400) return String(answer.headers['location'] ?? path)
  const words = /class="error-summary[\s\S]*?<\/ul>/.exec(answer.text)?.[0].replaceAll(/<[^>]+>|\s+/g, ' ')
  throw new Error(`${path} ${JSON.stringify(fields)} was answered ${answer.status}: ${words}`)
}

export function signOnPaper(year: StaffYear, person_ids: string[], day: string): Promise<string> {
  const [y, m, d] = day.split('-').map(Number)
  return mustSend(year, year.office, '/agreements/paper', { person_ids, day: `${d} ${m} ${y}` })
}

/** Somebody who leaves today is signed in still when everybody goes home. */
export async function staysSignedIn(year: StaffYear, adult: Adult): Promise<void> {
  const { kit, sessions } = year
  const account = await kit.db.selectFrom('accounts').select('id').where('person_id', '=', adult.id).executeTakeFirst()
  if (account) sessions.push({ token: await startSession(kit.db, account.id, 'left open', kit.clock.now), last: adult.last! })
}
