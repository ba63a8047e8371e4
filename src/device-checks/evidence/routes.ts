import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { newId } from '../../database/ids.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { takeUpload, uploadOf } from '../../http/upload.ts'
import { evidenceForm } from '../forms.ts'
import { applyFile } from './apply.ts'
import { judgeFile } from './judge.ts'
import { readEvidence } from './read.ts'
import { SCRIPT } from './script.ts'
import { type CheckFile, findFile, insertFile } from './store.ts'

/** Files that say how encryption stands: shown before anything is written down, and never kept themselves (M9). */
export const evidenceRoutes = (address: string): Route[] => [
  get('/device-checks/evidence', 'record-checks', (_req, res) => showUpload(res, formOf())),
  post('/device-checks/evidence', 'record-checks', readFile, takeUpload),
  get('/device-checks/evidence/:id', 'record-checks', async (req, res) => showFile(req, res, await fileOf(req), formOf())),
  post('/device-checks/evidence/:id', 'record-checks', (req, res) => apply(req, res, address)),
  get('/device-checks/powershell', 'record-checks', (_req, res) => res.page('device-checks/powershell', { script: SCRIPT }, { title: 'Export from BitLocker' })),
  get('/device-checks/powershell.ps1', 'record-checks', (_req, res) => void res.attachment('kitbook-bitlocker.ps1').type('text/plain').send(SCRIPT.replaceAll('\n', '\r\n'))),
]

function showUpload(res: Response, form: Form): void {
  res.page('device-checks/evidence', { form }, { title: 'Evidence files', status: form.problems.length > 0 ? 422 : 200 })
}

/** Only what was understood of the file is kept until the yes; a refused one leaves nothing behind, its name neither. */
async function readFile(req: Request, res: Response): Promise<void> {
  const refuse = (message: string) => showUpload(res, formOf({}, [{ name: 'file', message }]))
  const sent = uploadOf(req)
  if (!sent.ok) return refuse(sent.sentence)
  const read = readEvidence(sent.bytes)
  if (!read.ok) return refuse(read.sentence)
  if (read.found.length === 0) return refuse('Nothing in this file says how a device is encrypted.')
  const source_hash = createHash('sha256').update(sent.bytes).digest('base64url')
  const { format, found } = read
  const file: CheckFile = { id: newId(), format, found, source_hash, at: req.now.toISOString(), by_id: req.viewer!.person_id, applied_at: null }
  await insertFile(req.db, file)
  res.redirect(303, `/device-checks/evidence/${file.id}`)
}

const fileOf = (req: Request) => findFile(req.db, String(req.params['id']))

async function showFile(req: Request, res: Response, file: CheckFile, form: Form): Promise<void> {
  const said = new Map(saidIn(req))
  const lines = await judgeFile(req.db, file, { by_id: req.viewer!.person_id, said }, req.now)
  const many = (...outcomes: string[]) => lines.filter(({ outcome }) => outcomes.includes(outcome)).length
  const counts = { passes: many('passes'), fails: many('fails'), asks: many('asks'), unknown: many('unknown'), rest: many('hint', 'nothing') }
  const { passed, failed } = req.query
  const done = file.applied_at === null || form.problems.length > 0 ? null : { passed: Number(passed) || 0, failed: Number(failed) || 0 }
  res.page('device-checks/evidence-file', { file, lines, counts, form, done }, { title: 'What the file says', status: form.problems.length > 0 ? 422 : 200 })
}

/** Which device a line is of, where somebody had to say so. */
function saidIn(req: Request): [number, string][] {
  return Object.entries((req.body ?? {}) as Record<string, unknown>).flatMap(([name, text]) => {
    const line = /^device_(\d{1,6})$/.exec(name)
    return line && typeof text === 'string' ? [[Number(line[1]), text.trim().slice(0, 64)] as [number, string]] : []
  })
}

async function apply(req: Request, res: Response, address: string): Promise<void> {
  const file = await fileOf(req)
  const parsed = parseForm(evidenceForm, req.body)
  if (!parsed.ok) return showFile(req, res, file, parsed.form)
  const done = await applyFile(req.db, parsed.data.form_key, { id: file.id, said: saidIn(req), actor: actorOf(req), address }, req.now)
  if ('problems' in done) return showFile(req, res, file, formOf(req.body, done.problems))
  res.redirect(303, `/device-checks/evidence/${file.id}?passed=${done.passed}&failed=${done.failed}`)
}
