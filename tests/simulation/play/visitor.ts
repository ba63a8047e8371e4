import { randomUUID } from 'node:crypto'
import { startSession } from '../../../src/auth/sessions.ts'
import { Disagreement, type Simulation } from './simulation.ts'

export type Answer = { status: number, text: string, location: string }
export type Fields = Record<string, string | string[]>

/** A browser: forms as a page sends them, no redirect followed. */
export type Visitor = {
  get: (path: string) => Promise<Answer>
  post: (path: string, fields: Fields) => Promise<Answer>
  /** As the desk’s own queue sends a scan or a tap. */
  tap: (path: string, fields: Fields) => Promise<Answer>
}

export function visitorWith(url: string, cookie: string): Visitor {
  const ask = async (path: string, init: RequestInit, more: Record<string, string> = {}) => {
    const answer = await fetch(url + path, { ...init, redirect: 'manual', headers: { cookie, ...more } })
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' }
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, fields) => ask(path, { method: 'POST', body: bodyOf(fields) }),
    tap: (path, fields) => ask(path, { method: 'POST', body: bodyOf({ id: randomUUID(), ...fields }) }, { 'HX-Request-Type': 'partial' }),
  }
}

function bodyOf(fields: Fields): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])))
}

/** A session ends with the day, so whoever comes signs in anew. */
export async function signIn({ kit, url, ids }: Simulation, name: string): Promise<Visitor> {
  const token = await startSession(kit.db, ids.get(`account of ${name}`)!, 'simulation', kit.clock.now)
  return visitorWith(url, `kitbook=${token}`)
}

/** Sends a form that must be taken; anything else than its redirect is a disagreement. */
export async function mustSend(sim: Simulation, visitor: Visitor, path: string, fields: Fields): Promise<Answer> {
  const answer = await visitor.post(path, { form_key: randomUUID(), ...fields })
  if (answer.status !== 303) throw new Disagreement(sim, `${path} answered ${answer.status} to ${JSON.stringify(fields)}: ${problemsIn(answer.text)}`)
  return answer
}

export function problemsIn(html: string): string {
  const words = [...html.matchAll(/class="(?:error|notice[^"]*)"[^>]*>(.*?)<\/(?:p|div)>/gs)].map(([, inner]) => inner!.replace(/<[^>]+>|\s+/g, ' ').trim())
  return words.slice(0, 3).join(' / ') || 'no words'
}
