import type { Request, Response } from 'express'
import { actorOf } from '../auth/actor.ts'
import { dayOf } from '../calendar/days.ts'
import type { Config } from '../config.ts'
import { addressOf } from '../http/address.ts'
import { parseForm } from '../http/forms.ts'
import { get, post, type Route } from '../http/routes.ts'
import { publicAddress } from '../mail/address.ts'
import { tagText } from '../tags/scan.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { recordResets } from '../password-resets/record-resets.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { scanForm } from './forms.ts'
import { kindRoutes } from './kind-routes.ts'
import { listRoutes } from './list-routes.ts'
import { recordCheck } from './record-check.ts'
import { findingsOf, findingTyped } from './rules.ts'
import { PASSWORD_RESET, screenModel } from './screen.ts'
import { checksOf } from './standing.ts'
import { findCode } from './store.ts'

/** Scan, tap or type what was found, and scan the next (M9, M17): plain forms, so that any scanner and browser will do. */
export const deviceCheckRoutes = ({ config }: { config: Config }): Route[] => [
  get('/device-checks', 'record-checks', (req, res) => show(req, res, asked(req.query), null)),
  post('/device-checks', 'record-checks', (req, res) => scanned(req, res, publicAddress(config))),
  ...listRoutes,
  ...evidenceRoutes(publicAddress(config)),
  ...kindRoutes,
]

type Place = { device: string, kind: string, checked: string, reset: string, day: string }

const asked = ({ device, kind, checked, reset, day }: Request['query']): Place =>
  ({ device: String(device ?? ''), kind: String(kind ?? ''), checked: String(checked ?? ''), reset: String(reset ?? ''), day: String(day ?? '') })

async function deviceOf(req: Request, text: string) {
  const found = text === '' ? undefined : (await listDevicesByText(req.db, [text])).get(tagText(text))
  return found ? { id: found.device_id, code: found.code, type_name: found.type_name } : null
}

/** A refusal in words; `other` is the device that the same text may mean. */
type Refused = { words: string, other?: string } | null

async function show(req: Request, res: Response, { device, ...place }: Place, refused: Refused): Promise<void> {
  const model = await screenModel(req.db, { ...place, device: await deviceOf(req, device) }, req.now)
  res.page('device-checks/index', { ...model, refused: refused && { other: null, ...refused } }, { title: 'Device checks', status: refused === null ? 200 : 422 })
}

/** A pressed finding or a digit answers the check that is open; whatever else is typed is the next device. */
async function scanned(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(scanForm, req.body)
  const here = await placeOf(req)
  if (!parsed.ok) return show(req, res, here, { words: parsed.form.problems[0]!.message })
  const { text, finding, device_id, kind_id, note, day, form_key } = parsed.data
  const typed = finding ? null : await typedFinding(req, device_id, kind_id, text)
  const tagged = typed && await deviceOf(req, text)
  if (tagged) return show(req, res, here, { words: `${text} is a finding here, and also the tag of ${tagged.code}. Tap the finding, or go to`, other: tagged.code })
  const found = finding || typed
  if (!found) return goTo(req, res, text, here)
  if (found === PASSWORD_RESET) return passwordReset(req, res, here, { device_id, day, form_key })
  const wish = { device_id, kind_id, finding: found, note, day, actor: actorOf(req), address }
  const done = await recordCheck(req.db, form_key, wish, req.now)
  if ('refused' in done) return show(req, res, here, { words: done.refused })
  res.redirect(303, addressOf('/device-checks', { device: here.device, checked: done.check_id, day: here.day }))
}

async function passwordReset(req: Request, res: Response, here: Place, { device_id, day, form_key }: { device_id: string, day: string | null, form_key: string }): Promise<void> {
  const wish = { device_ids: [device_id], day: day ?? dayOf(req.now), done_by: req.viewer!.person_id, how: 'device check' as const, actor: actorOf(req) }
  const done = await recordResets(req.db, form_key, wish, req.now)
  if ('problems' in done) return show(req, res, here, { words: done.problems[0]!.message })
  res.redirect(303, addressOf('/device-checks', { device: here.device, reset: done.act_id, day: here.day }))
}

/** Where the form was, so that a refusal leaves it there. */
async function placeOf(req: Request): Promise<Place> {
  const { device_id, kind_id, day } = req.body as Record<string, string>
  const code = device_id ? await findCode(req.db, device_id) : undefined
  return { device: code ?? '', kind: kind_id ?? '', checked: '', reset: '', day: String(day ?? '').slice(0, 40) }
}

async function typedFinding(req: Request, deviceId: string, kindId: string, text: string): Promise<string | null> {
  if (!/^[1-9]$/.test(text) || deviceId === '') return null
  if (kindId === PASSWORD_RESET) return text === '1' ? PASSWORD_RESET : null
  const line = (await checksOf(req.db, deviceId, req.now)).find(({ kind_id }) => kind_id === kindId)
  return line ? findingTyped(text, findingsOf(line)) : null
}

async function goTo(req: Request, res: Response, text: string, here: Place): Promise<void> {
  if (text === '') return show(req, res, here, { words: 'Scan a device, or type its code' })
  const device = await deviceOf(req, text)
  if (!device) return show(req, res, here, { words: /^\d$/.test(text) ? 'Scan a device, then type one of the numbers shown' : `${tagText(text)} is not the tag of a device` })
  res.redirect(303, addressOf('/device-checks', { device: device.code, day: here.day }))
}
