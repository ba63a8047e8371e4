import type { Request, Response } from 'express'
import { actorOf } from '../../auth/actor.ts'
import { asTyped } from '../../calendar/typed.ts'
import type { Config } from '../../config.ts'
import { addressOf } from '../../http/address.ts'
import { type Form, formOf, parseForm } from '../../http/forms.ts'
import { get, post, type Route } from '../../http/routes.ts'
import { publicAddress } from '../../mail/address.ts'
import { tagText } from '../../tags/scan.ts'
import { listTagsOfTexts } from '../../tags/store.ts'
import { confirmInPerson } from './confirm.ts'
import { confirmForm, severalForm, severalQuery } from './forms.ts'
import { giveSeveral } from './give-several.ts'
import { type Said, severalModel } from './model.ts'

/** Many devices into many people's care, as on an INSET day: a badge, then what they take, then the next badge (M3). */
export const severalRoutes = ({ config }: { config: Config }): Route[] => [
  get('/allocations/several', 'edit-devices', (req, res) => {
    const { given, ...held } = severalQuery.parse(req.query)
    return show(req, res, formOf(held), given === '' ? null : { kind: 'out', words: `${given} given` })
  }),
  post('/allocations/several', 'edit-devices', (req, res) => scanned(req, res, publicAddress(config))),
  post('/allocations/several/confirmation', 'edit-devices', confirm),
]

async function show(req: Request, res: Response, form: Form, said: Said): Promise<void> {
  const status = form.problems.length > 0 || (said !== null && said.kind !== 'out') ? 422 : 200
  const confirmed = req.query['confirmed'] === '1' ? { notice: 'They confirmed that they have it as described.' } : {}
  res.page('allocations/several', await severalModel(req.db, form, said, req.now), { title: 'Hand over several', status, ...confirmed })
}

async function scanned(req: Request, res: Response, address: string): Promise<void> {
  const parsed = parseForm(severalForm, req.body)
  if (!parsed.ok) return show(req, res, parsed.form, null)
  const { text, keeper_id, person_id, form_key, ...described } = parsed.data
  const tags = await listTagsOfTexts(req.db, text.map(tagText))
  const unknown = text.filter((one) => !tags.some((tag) => tag.text === tagText(one) && (tag.device_id || tag.person_id)))
  const again = (said: Said) => show(req, res, formOf({ ...req.body, text: '' }), said)
  if (unknown.length > 0) return again({ kind: 'unknown', words: `${unknown.map(tagText).join(', ')}: neither a device nor a badge`, more: ['Nothing was given.'] })
  const badge = tags.find((tag) => tag.person_id !== null)?.person_id
  const person = badge ?? keeper_id ?? person_id
  const held = heldOf({ ...described, person_id: person })
  const device_ids = tags.flatMap(({ device_id }) => device_id ?? [])
  if (device_ids.length === 0) return person ? res.redirect(303, addressOf('/allocations/several', held)) : again({ kind: 'unknown', words: 'Scan a badge, or choose a name' })
  if (!person) return again({ kind: 'unknown', words: 'Who is it for? Scan their badge first, or choose a name' })
  const done = await giveSeveral(req.db, form_key, { ...described, device_ids, keeper_id: person, actor: actorOf(req), address }, req.now)
  if (done.refused.length > 0) return show(req, res, formOf({ ...held }), saidOfRefused(done))
  const from = done.from.length > 0 ? ` (handed back by ${done.from.join(', ')})` : ''
  res.redirect(303, addressOf('/allocations/several', { ...held, given: `${done.given.join(', ')}${from}`.slice(0, 200) }))
}

type Held = { person_id: string | null, condition: string, charger: number, bag: number, until_day: string | null, goes_home: number }

/** What holds for the next scan as well, as an address carries it. */
function heldOf({ person_id, condition, until_day, ...flags }: Held): Record<string, string> {
  const ticked = Object.entries(flags).filter(([, flag]) => flag === 1).map(([name]) => [name, '1'])
  return { person_id: person_id ?? '', condition, until_day: asTyped(until_day), ...Object.fromEntries(ticked) }
}

function saidOfRefused({ given, refused }: { given: string[], refused: string[] }): Said {
  return { kind: 'refused', words: given.length > 0 ? `${given.join(', ')} given, the rest not` : 'Nothing was given', reasons: refused }
}

async function confirm(req: Request, res: Response): Promise<void> {
  const parsed = parseForm(confirmForm, req.body)
  const held = severalQuery.parse(req.query)
  const wrong: Said = { kind: 'refused', words: 'That badge and PIN are not theirs', more: ['Nothing was confirmed. After five wrong tries a PIN rests for a quarter of an hour; they can confirm on their own account instead.'] }
  if (!parsed.ok) return show(req, res, formOf(held), wrong)
  const { person_id } = parsed.data
  if (!await confirmInPerson(req.db, parsed.data, req.now)) return show(req, res, formOf({ ...held, person_id }), wrong)
  res.redirect(303, addressOf('/allocations/several', { person_id, confirmed: '1' }))
}
