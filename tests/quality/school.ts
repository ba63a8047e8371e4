import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { migrate } from '../../src/database/migrate.ts'
import { type Db, openFile } from '../../src/database/open.ts'
import { openDesk } from '../../src/desk/session.ts'
import { insertDefaultTypes } from '../../src/device-types/defaults.ts'
import { addAccount, addDevice, addPerson } from '../support/app.ts'

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kitbook-drill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Looks into a school's file, and closes it again so that a server may have it. */
export async function inFile<T>(dataDir: string, look: (db: Db) => Promise<T>): Promise<T> {
  const db = openFile(join(dataDir, 'kitbook.db'))
  try {
    return await look(db)
  } finally {
    await db.destroy()
  }
}

/** The lead's session. */
export async function signIn(dataDir: string): Promise<string> {
  return inFile(dataDir, async (db) => {
    const { id } = await db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
    return `kitbook=${await startSession(db, id, 'drill', new Date())}`
  })
}

export type Desk = { token: string, badge: string }

/** A school on disk with so many laptops (LT-0001 …), and as many desks as are wanted, each with a borrower's badge. */
export async function schoolOnDisk(dataDir: string, laptops: number, desks: number): Promise<Desk[]> {
  return inFile(dataDir, async (db) => {
    const now = new Date()
    await migrate(db)
    await insertDefaultTypes(db)
    const lead = await addPerson(db, { name: 'Wren Calloway', roles: ['lead', 'staff'] })
    await addAccount(db, lead)
    for (let number = 1; number <= laptops; number++) await addDevice(db, codeOf(number))
    const numbers = Array.from({ length: desks }, (_, index) => index + 1)
    return Promise.all(numbers.map(async (number) => {
      const badge = `P-000${number}`
      await addBadge(db, await addPerson(db, { name: `Marlo Finch ${number}`, email: null, roles: ['staff'] }), badge, now)
      return { badge, token: await openDesk(db, `Desk ${number}`, lead, now) }
    }))
  })
}

async function addBadge(db: Db, person_id: string, text: string, now: Date): Promise<void> {
  await db.insertInto('tags').values({
    text, what: 'badge', device_id: null, set_id: null, person_id, class_card_id: null, created_at: now.toISOString(),
  }).execute()
}

export function codeOf(number: number): string {
  return `LT-${String(number).padStart(4, '0')}`
}

/** Sends one scan or tap as the desk's own queue does. */
export async function send(url: string, desk: Desk, path: string, fields: Record<string, string>) {
  const response = await fetch(`${url}/desk/${path}`, {
    method: 'POST', body: new URLSearchParams({ id: randomUUID(), ...fields }),
    headers: { 'Cookie': `kitbook-desk=${desk.token}`, 'HX-Request-Type': 'partial' },
  })
  return { status: response.status, html: await response.text() }
}

/** The same; returns the desk's answer to it, which is an answer only with a 200. */
export async function tap(url: string, desk: Desk, path: string, fields: Record<string, string>): Promise<string> {
  const { status, html } = await send(url, desk, path, fields)
  if (status !== 200) throw new Error(`${path}: ${status} ${html.slice(0, 200)}`)
  return /class="answer-word">([^<]*)</.exec(html)?.[1] ?? ''
}

export async function comeToDesk(url: string, desk: Desk): Promise<void> {
  await tap(url, desk, 'scans', { code: desk.badge })
  await tap(url, desk, 'purpose', { purpose: 'Computing' })
}

/** Which of the laptops are out, once for every loan, in order; and that the file is whole. */
export async function loansOnDisk(dataDir: string): Promise<{ codes: string[], integrity: unknown }> {
  return inFile(dataDir, async (db) => {
    const loans = await db.selectFrom('loans').innerJoin('devices', 'devices.id', 'loans.device_id').select('devices.code')
      .where('loans.voided_at', 'is', null).orderBy('devices.code').execute()
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
    return { codes: loans.map((loan) => loan.code), integrity: rows[0]?.integrity_check }
  })
}
