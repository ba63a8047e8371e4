import { randomUUID } from 'node:crypto'
import type { Db } from '../../src/database/open.ts'
import type { atDesk } from './app.ts'

export type Browser = Awaited<ReturnType<typeof atDesk>>
export type Fields = Record<string, string | string[]>

/** Sends one scan or tap as the page's queue does. */
export function send(browser: Browser, path: string, fields: Fields) {
  return browser.post(path).type('form').set('HX-Request-Type', 'partial').send({ id: randomUUID(), ...fields })
}

/** The desk's word on one tap. */
export async function tap(browser: Browser, path: string, fields: Fields): Promise<string> {
  const { status, text } = await send(browser, path, fields)
  if (status !== 200) throw new Error(`${path} answered ${status}`)
  return /class="answer-word">([^<]*)</.exec(text)?.[1] ?? ''
}

export function scan(browser: Browser, code: string, more: Fields = {}): Promise<string> {
  return tap(browser, '/desk/scans', { code, ...more })
}

export async function lastScanOf(db: Db, text: string): Promise<string> {
  const scans = db.selectFrom('desk_scans').select('id').where('text', '=', text).orderBy('id', 'desc')
  return (await scans.executeTakeFirstOrThrow()).id
}
