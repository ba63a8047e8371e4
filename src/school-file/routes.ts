import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { act } from '../database/act.ts'
import { NotFound } from '../errors.ts'
import { record } from '../events/record.ts'
import { formKey } from '../http/fields.ts'
import { newFormKey, parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { keepFiles, type MadeFile, type MadeFiles } from './made.ts'
import { whereIs } from './open-to-read.ts'
import { LEFT_OUT, PARTS } from './parts.ts'

type Needs = { config: Pick<Config, 'dataDir' | 'databaseUrl'>, log: Logger }

/** So long the button waits for the file before it shows how far it is. */
const WAIT_MS = 1200
const makeForm = z.object({ form_key: formKey })

/** Everything a school has, in one file (M19). */
export function schoolFileRoutes({ config, log }: Needs): Route[] {
  const files = keepFiles(join(config.dataDir, 'school-files'), (err) => log.error({ err }, 'the school’s file was not made'))
  return [
    get('/settings/school-file', 'take-school-file', (req, res) => show(req, res, files)),
    post('/settings/school-file', 'take-school-file', (req, res) => make(req, res, files, config.databaseUrl)),
    get('/settings/school-file/:id', 'take-school-file', (req, res) => showMade(res, fileOf(req, files))),
    get('/settings/school-file/:id/:name', 'take-school-file', (req, res) => send(res, fileOf(req, files))),
  ]
}

function show(req: Request, res: Response, files: MadeFiles): void {
  const ready = files.listOf(req.viewer!.person_id, req.now).map(({ id, name }) => ({ id, name }))
  const lists = PARTS.map(({ holds }) => holds)
  res.page('school-file/index', { form_key: newFormKey(), ready, lists, left_out: [...new Set(Object.values(LEFT_OUT))] }, { title: 'Everything in one file' })
}

async function make(req: Request, res: Response, files: MadeFiles, url: string | undefined): Promise<void> {
  const parsed = parseForm(makeForm, req.body)
  if (!parsed.ok) return show(req, res, files)
  const by = actorOf(req)
  const asked = { id: parsed.data.form_key, person_id: by.person_id!, name: `kitbook-${dayOf(req.now)}.zip` }
  if (!files.find(asked.id, asked.person_id, req.now)) {
    await act(req.db, (db) => record(db, by, req.now, { verb: 'school-file.made', subject: 'person', subject_id: asked.person_id }))
  }
  const file = files.start(asked, await whereIs(req.db, url), req.now)
  await Promise.race([file.finished, setTimeout(WAIT_MS)])
  res.redirect(303, `/settings/school-file/${file.id}`)
}

function fileOf(req: Request, files: MadeFiles): MadeFile {
  const file = files.find(String(req.params['id']), req.viewer!.person_id, req.now)
  if (!file) throw new NotFound('That file is not kept any more. Make it again.')
  return file
}

function showMade(res: Response, { id, name, done, failed, result }: MadeFile): void {
  const title = result ? 'The file is ready' : 'Making the file'
  res.page('school-file/made', { title, id, done, failed, href: result && `/settings/school-file/${id}/${name}`, size: result?.size ?? 0 },
    { title, fragment: 'school-file/_made' })
}

function send(res: Response, { result, name }: MadeFile): void {
  if (!result) throw new NotFound('That file is not ready yet.')
  res.download(result.file, name)
}
