import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import { openDesk } from '../../src/desk/session.ts'
import { addClass, addDevice, addPerson, startApp, type TestApp, TUESDAY } from './app.ts'
import { serve } from './site.ts'

const created_at = TUESDAY.toISOString()
const nothing = { device_id: null, set_id: null, person_id: null, class_card_id: null }

export async function addBadge(db: Db, person_id: string, text: string): Promise<void> {
  await db.insertInto('tags').values({ ...nothing, text, what: 'badge', person_id, created_at }).execute()
}

export async function addClassCard(db: Db, text: string, class_id: string, answers_id: string, purpose: string): Promise<void> {
  const id = newId()
  await db.insertInto('class_cards').values({ id, class_id, answers_id, purpose }).execute()
  await db.insertInto('tags').values({ ...nothing, text, what: 'class card', class_card_id: id, created_at }).execute()
}

/** A trolley with a code of its own and iPads `IP-0001` … in its slots; returns their ids. */
export async function addTrolley(db: Db, code: string, size: number): Promise<string[]> {
  const set_id = newId()
  await db.insertInto('sets').values({ id: set_id, code, name: `Trolley ${code}`, place: 'Corridor', slots: size }).execute()
  await db.insertInto('tags').values({ ...nothing, text: code, what: 'code', set_id, created_at }).execute()
  const ids = []
  for (let slot = 1; slot <= size; slot++) {
    const id = await addDevice(db, `IP-${String(slot).padStart(4, '0')}`, 'iPad')
    await db.updateTable('devices').set({ set_id, slot }).where('id', '=', id).execute()
    ids.push(id)
  }
  return ids
}

/** A school with one adult and their badge, one class and its card, and a laptop. */
export async function smallDeskSchool() {
  const kit = await startApp()
  const { db } = kit
  const marlo = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const oak = await addClass(db, 'Year 4 Oak')
  await addBadge(db, marlo, 'P-0001')
  await addClassCard(db, 'CL-4OAK', oak, marlo, 'Computing')
  const laptop = await addDevice(db, 'LT-0001')
  return { ...kit, marlo, oak, laptop }
}

/** The same with a second adult and class with its card, and a trolley of fifteen iPads. */
export async function deskSchool() {
  const kit = await smallDeskSchool()
  const { db } = kit
  const imogen = await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] })
  const elm = await addClass(db, 'Year 5 Elm')
  await addClassCard(db, 'CL-5ELM', elm, imogen, 'Maths')
  const pads = await addTrolley(db, 'TR-A', 15)
  return { ...kit, imogen, elm, pads }
}

/** The same school served on a port of its own, with the cookie of its desk. */
export async function servedDesk() {
  const kit = await deskSchool()
  const url = await serve(kit.app)
  const token = await openDesk(kit.db, 'Suite desk', kit.lead, kit.clock.now)
  return { ...kit, url, cookies: { 'kitbook-desk': token } }
}

export function listOpenLoans({ db }: Pick<TestApp, 'db'>) {
  return db.selectFrom('loans').selectAll().where('returned_at', 'is', null).where('voided_at', 'is', null).execute()
}

export function later({ clock }: Pick<TestApp, 'clock'>, seconds: number): void {
  clock.now = new Date(clock.now.getTime() + seconds * 1000)
}
