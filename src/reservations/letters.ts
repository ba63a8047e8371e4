import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import { preparedFirst } from '../database/prepared.ts'
import type { Db } from '../database/open.ts'
import { queueMail } from '../mail/queue.ts'
import { isPresent, notLeft } from '../people/here.ts'
import { senderNow } from '../reminders/send.ts'
import type { ReservationRow } from './store.ts'
import { wantedWords } from './words.ts'

/** What somebody did with another's reservation; `gone`: it was theirs, and is somebody else's now; `no lesson`: the calendar was changed. */
export type Deed = 'made' | 'changed' | 'cancelled' | 'given' | 'gone' | 'no lesson'

const SUBJECTS: Record<Deed, string> = {
  made: 'Reserved for you', changed: 'Your reservation is changed', cancelled: 'Your reservation is cancelled', given: 'A reservation is yours now', gone: 'Your reservation is somebody else’s now', 'no lesson': 'Your reservation is cancelled',
}

/** Who is written to: here, not away, and with an address. */
const findReader = preparedFirst((db: Db, id: string, today: string) =>
  db.selectFrom('people').select(['name', 'email']).where('id', '=', id).where(notLeft(today)).where(isPresent()))

/** `more`: of how many others like it the letter speaks too; `address` is the school's own. */
export type Telling = { deed: Deed, to_id: string, by_id: string | null, address: string, more?: number }

/** Tells somebody what another did with a reservation of theirs (as it stands now), in the act itself; nobody is told of their own doing, nor while they are away. */
export async function writeOfReservation(db: Act, row: ReservationRow, { deed, to_id, by_id, address, more = 0 }: Telling, now: Date): Promise<void> {
  const reader = to_id === by_id ? undefined : await findReader(db, to_id, dayOf(now))
  if (!reader?.email) return
  const { school, say } = await senderNow(db, address, now)
  const [what, by] = [`${wantedWords(row)}, ${say.fullDay(row.day)}, ${row.slot}`, by_id === null ? undefined : await findReader(db, by_id, dayOf(now))]
  const model = { name: reader.name, school, deed, what, by: by?.name ?? 'Somebody', person: row.person, more, link: `${address}/reservations/${row.id}` }
  await queueMail(db, { person_id: to_id, to: reader.email, subject: `${SUBJECTS[deed]}: ${what}`, letter: 'reservation', model }, now)
}
