import { findPerson } from '../people/store.ts'
import { dayOf } from '../calendar/days.ts'
import { needCustody } from '../custody/store.ts'
import type { Act } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { actOnce } from '../http/once.ts'
import { datedDay } from '../http/say.ts'
import { queueMail } from '../mail/queue.ts'
import { senderNow } from '../reminders/send.ts'
import { insertOverride } from './store.ts'

/** Days YYYY-MM-DD. */
export type Override = { device_id: string, person_id: string, until_day: string, reason: string, by_id: string, desk_id: string | null }
export type Overridden = { override_id: string } | { problems: Problem[] }

/** The head lets somebody take a device although its check or permission is wanting, and tells them, once for a form's key (M7, M9). Throws KeyReused. */
export function overrideOnce(db: Db, key: string, wish: Override, address: string, now: Date): Promise<Overridden> {
  return actOnce<Overridden>(db, key, wish, now, async (db) => {
    const done = await override(db, wish, now)
    if ('override_id' in done) await tell(db, wish, address, now)
    return done
  }, (done) => 'override_id' in done)
}

async function tell(db: Act, { device_id, person_id, by_id, until_day, reason }: Override, address: string, now: Date): Promise<void> {
  const [reader, by] = [await findPerson(db, person_id), await findPerson(db, by_id)]
  if (!reader.email) return
  const { school, say } = await senderNow(db, address, now)
  const { code } = await needCustody(db, device_id)
  await queueMail(db, {
    person_id, to: reader.email, subject: `You may take ${code} out of school until ${datedDay(until_day)}`, letter: 'off-site-overridden',
    model: { name: reader.name, code, school, reason, until: say.fullDay(until_day), by: by.name, link: `${address}/off-site/new?device=${encodeURIComponent(code)}` },
  }, now)
}

/** The same inside an act that does more; never for oneself, and marked for ever. */
export async function override(db: Act, { desk_id, ...wish }: Override, now: Date): Promise<Overridden> {
  if (wish.person_id === wish.by_id) return { problems: [{ name: 'person_id', message: 'Nobody overrides for themselves. Another head or deputy can' }] }
  if (wish.until_day < dayOf(now)) return { problems: [{ name: 'until_day', message: 'That day has passed' }] }
  const id = newId()
  await insertOverride(db, { ...wish, id, at: now.toISOString() })
  const data = { override_id: id, person_id: wish.person_id }
  await record(db, { person_id: wish.by_id, desk_id }, now, { verb: 'off-site.overridden', subject: 'device', subject_id: wish.device_id, data })
  return { override_id: id }
}
