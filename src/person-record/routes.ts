import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import { act } from '../database/act.ts'
import { record } from '../events/record.ts'
import { get, post, type Route } from '../http/routes.ts'
import { sayFor } from '../http/say.ts'
import { findPerson } from '../people/store.ts'
import { readBeside } from '../school-file/read-beside.ts'
import { inWords } from './words.ts'
import type { Gathered } from './work.ts'

/** Everything that is kept about one person: what they may ask to see of themselves. */
export const personRecordRoutes: Route[] = [
  get('/people/:id/record', 'take-school-file', async (req, res) => show(req, res, await gathered(req))),
  post('/people/:id/record.json', 'take-school-file', async (req, res) => send(req, res, await gathered(req))),
]

type Found = Gathered & { person: { id: string, name: string } }

async function gathered(req: Request): Promise<Found> {
  const { id, name } = await findPerson(req.db, req.params['id'])
  return { person: { id, name }, ...await readBeside<string, Gathered>(req.db, new URL('./work', import.meta.url), id) }
}

function show(req: Request, res: Response, { person, ...found }: Found): void {
  res.page('person-record/index', { person, parts: inWords(found, sayFor(req.now)) }, { title: `Everything about ${person.name}` })
}

/** A file that leaves is written in the log. */
async function send(req: Request, res: Response, { person, held }: Found): Promise<void> {
  await act(req.db, (db) => record(db, actorOf(req), req.now, { verb: 'person.record-taken', subject: 'person', subject_id: person.id }))
  const about = Object.fromEntries(held.map(({ table, holds, rows }) => [table, { holds, rows }]))
  res.attachment(`kitbook-${dayOf(req.now)}-about-one-person.json`).type('json')
  res.send(`${JSON.stringify({ made_at: req.now.toISOString(), person_id: person.id, about }, null, 2)}\n`)
}
