import { act, type Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'
import { queueMail } from '../mail/queue.ts'
import { readSettings } from '../settings/store.ts'
import { sayAsks } from './asks.ts'
import { type LedgerLine, linesOf } from './ledger.ts'
import { type FailedCheck, type Sender, type Theft, writeAlarm, writeCheckAlarm, writeReminder, type Written } from './letters.ts'
import { type Adult, remindersOwed, toldOfFailedCheck, toldOfTheft } from './rules.ts'
import { insertLines, listAdults, readReminderFacts, setLetter } from './store.ts'

/** Writes every letter that is owed now, each in an act of its own, and says how many. `address` is the school's own. */
export async function sendReminders(db: Db, address: string, now: Date): Promise<number> {
  const owed = remindersOwed(await readReminderFacts(db, now), now)
  const sender = await senderNow(db, address, now)
  let written = 0
  for (const one of owed) {
    if (await act(db, (db) => writeOnce(db, one.adult, linesOf(one), writeReminder({ ...one, said: sayAsks(one.asks) }, sender), now))) written++
  }
  return written
}

export async function senderNow(db: Db, address: string, now: Date): Promise<Sender> {
  return { school: (await readSettings(db)).school_name, address, say: sayFor(now) }
}

/** The ledger decides: whoever writes the first of the lines queues the letter, and nobody does it again. */
async function writeOnce(db: Act, adult: Adult, lines: LedgerLine[], { subject, letter, model }: Written, now: Date): Promise<boolean> {
  const kept = await insertLines(db, adult.id, lines, now)
  if (!kept.some(({ what }) => what === lines[0]!.what)) return false
  const letterId = await queueMail(db, { person_id: adult.id, to: adult.email!, subject, letter, model }, now)
  await setLetter(db, kept.map(({ id }) => id), letterId)
  return true
}

/** Tells the lead and the head of a theft, in the act that writes it down. */
export async function raiseAlarm(db: Act, id: string, theft: Omit<Theft, 'name' | 'at'>, address: string, now: Date): Promise<void> {
  const sender = await senderNow(db, address, now)
  const facts = { settings: await readSettings(db), adults: await listAdults(db) }
  for (const adult of toldOfTheft(facts, now)) {
    const letter = writeAlarm({ ...theft, name: adult.name, at: now.toISOString() }, sender)
    await writeOnce(db, adult, [{ kind: 'alarm', what: id, period: '' }], letter, now)
  }
}

/** Tells the lead of a check that failed on what is away from school, in the act that writes it down. */
export async function raiseCheckAlarm(db: Act, id: string, failed: Omit<FailedCheck, 'name' | 'at'>, address: string, now: Date): Promise<void> {
  const sender = await senderNow(db, address, now)
  for (const adult of toldOfFailedCheck(await listAdults(db), now)) {
    const letter = writeCheckAlarm({ ...failed, name: adult.name, at: now.toISOString() }, sender)
    await writeOnce(db, adult, [{ kind: 'alarm', what: id, period: '' }], letter, now)
  }
}
