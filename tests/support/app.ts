import type { Express } from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { createApp } from '../../src/app.ts'
import { hashSecret } from '../../src/auth/passwords.ts'
import { startSession } from '../../src/auth/sessions.ts'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/database/ids.ts'
import type { Db } from '../../src/database/open.ts'
import type { PersonKind, Role } from '../../src/database/tables.ts'
import { openDesk } from '../../src/desk/session.ts'
import { insertDefaultTypes } from '../../src/device-types/defaults.ts'
import { schoolsOf } from '../../src/schools/schools.ts'
import type { SealKey } from '../../src/second-step/seal.ts'
import { writeSettings } from '../../src/settings/store.ts'
import { fold, sortName } from '../../src/text/fold.ts'
import { freshDatabase } from './database.ts'

/** A Tuesday morning in term: 24 November 2026, 9:00. */
export const TUESDAY = new Date('2026-11-24T09:00:00.000Z')

/** What the tests' schools seal authenticators' secrets with. */
export const SEAL_KEY: SealKey = Buffer.alloc(32, 7)

export type Clock = { now: Date }
export type TestApp = { app: Express, db: Db, clock: Clock, lead: string }

/** The real app on a fresh database with default types (but laptops under BitLocker) and one lead; `clock.now` moves its time. */
export async function startApp(): Promise<TestApp> {
  const db = await freshDatabase()
  const clock = { now: TUESDAY }
  await writeSettings(db, { school_name: 'Larkfield Primary School', school_phone: '01632 960123' })
  await insertDefaultTypes(db)
  await db.updateTable('device_types').set({ encryption: 'BitLocker' }).where('name', '=', 'Laptop').execute()
  const app = appOn(db, clock)
  const lead = await addPerson(db, { name: 'Wren Calloway', roles: ['lead', 'staff'] })
  await addAccount(db, lead)
  return { app, db, clock, lead }
}

export function appOn(db: Db, clock: Clock, demoFile?: string, config = readConfig({ NODE_ENV: 'test' }), sealKey = SEAL_KEY): Express {
  return createApp({
    schools: schoolsOf(db, demoFile ? { file: demoFile, db: null } : null, sealKey),
    config,
    clock: () => clock.now,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    setUpCode: 'TEST-CODE-2345',
  })
}

type PersonFacts = {
  name: string, roles?: Role[], kind?: PersonKind, email?: string | null, first_day?: string | null, last_day?: string | null
}

export async function addPerson(db: Db, facts: PersonFacts): Promise<string> {
  const id = newId()
  const email = facts.email === undefined ? `${fold(facts.name).replace(/[^a-z]+/g, '.')}@larkfield.example` : facts.email
  await db.insertInto('people').values({
    id, name: facts.name, sort_name: sortName(facts.name), search_name: fold(facts.name), email,
    kind: facts.kind ?? 'staff', job_title: '', first_day: facts.first_day ?? null, last_day: facts.last_day ?? null,
    created_at: TUESDAY.toISOString(),
  }).execute()
  for (const role of facts.roles ?? []) await db.insertInto('person_roles').values({ person_id: id, role }).execute()
  return id
}

export async function addAccount(db: Db, personId: string, password?: string): Promise<string> {
  const id = newId()
  const { email } = await db.selectFrom('people').select('email').where('id', '=', personId).executeTakeFirstOrThrow()
  await db.insertInto('accounts').values({
    id, person_id: personId, email: email!, password_hash: password ? await hashSecret(password) : null,
    created_at: TUESDAY.toISOString(), closed_at: null,
  }).execute()
  return id
}

/** Adds a device of a type ("Laptop") with its code tag; returns its id. */
export async function addDevice(db: Db, code: string, type = 'Laptop'): Promise<string> {
  const id = newId()
  const created_at = TUESDAY.toISOString()
  const { id: type_id } = await db.selectFrom('device_types').select('id').where('name', '=', type).executeTakeFirstOrThrow()
  await db.insertInto('devices').values({
    id, code, type_id, make: '', model: '', serial: null, computer_name: '', bought_on: null, price_pence: null,
    warranty_until: null, set_id: null, slot: null, place: 'the suite', notes: '', search_text: fold(`${code} ${type}`), created_at,
  }).execute()
  await db.insertInto('tags').values({
    text: code, what: 'code', device_id: id, set_id: null, person_id: null, class_card_id: null, created_at,
  }).execute()
  return id
}

export async function addClass(db: Db, name: string): Promise<string> {
  const year = { id: newId(), name: '2026/27', starts_on: '2026-09-01', ends_on: '2027-08-31' }
  await db.insertInto('school_years').values(year).onConflict((c) => c.column('name').doNothing()).execute()
  const { id: school_year_id } = await db.selectFrom('school_years').select('id').where('name', '=', '2026/27').executeTakeFirstOrThrow()
  const id = newId()
  await db.insertInto('classes').values({ id, school_year_id, name, search_name: fold(name) }).execute()
  return id
}

/** A browser signed in as a person (an account is made if there is none): cookies kept, no cross-site header. */
export async function signedIn({ app, db, clock }: TestApp, personId: string) {
  const found = await db.selectFrom('accounts').select('id').where('person_id', '=', personId).executeTakeFirst()
  const token = await startSession(db, found?.id ?? await addAccount(db, personId), 'test', clock.now)
  return supertest.agent(app).set('Cookie', `kitbook=${token}`)
}

/** A browser that the lead opened as a desk. */
export async function atDesk({ app, db, clock, lead }: TestApp, name = 'Suite desk') {
  const token = await openDesk(db, name, lead, clock.now)
  return supertest.agent(app).set('Cookie', `kitbook-desk=${token}`)
}
