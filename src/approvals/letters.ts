import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import { queueMail } from '../mail/queue.ts'
import { cancelLetters } from '../mail/store.ts'
import type { Sender } from '../reminders/letters.ts'
import { senderNow } from '../reminders/send.ts'
import { uncapital } from '../text/capital.ts'
import { type Approval, withDevices } from './read.ts'
import { toldOfAsking } from './rules.ts'
import { findApproval, findAsker, insertAskingLetter, listAskingLetters, listDeciders } from './store.ts'
import { answerSubject, questionWords, whatWords } from './words.ts'

/** Writes to each who decides, in the act that asks. */
export async function writeToDeciders(db: Act, id: string, address: string, now: Date): Promise<void> {
  const sender = await senderNow(db, address, now)
  const [approval] = await withDevices(db, [(await findApproval(db, id))!])
  for (const { id: person_id, name, email } of toldOfAsking(await listDeciders(db, dayOf(now)), approval!)) {
    if (email === null) continue
    const subject = `Please decide: ${uncapital(questionWords(approval!))}`
    const letter_id = await queueMail(db, { person_id, to: email, subject, letter: 'approval-asked', model: modelOf(approval!, name, sender) }, now)
    await insertAskingLetter(db, { approval_id: id, letter_id })
  }
}

/** Nobody is asked any more to decide what is decided or withdrawn: of those letters, what has not gone does not go. */
export async function withdrawAsking(db: Act, id: string): Promise<void> {
  const letters = await listAskingLetters(db, id)
  if (letters.length > 0) await cancelLetters(db, letters, 'settled')
}

/** Tells whom it is for, and whoever asked, what was decided or revoked; not the one who did it. */
export async function writeToAskers(db: Act, id: string, byId: string, address: string, now: Date): Promise<void> {
  const sender = await senderNow(db, address, now)
  const [approval] = await withDevices(db, [(await findApproval(db, id))!])
  const ids = new Set([approval!.person_id, approval!.asked_by_id].filter((one) => one !== byId))
  for (const person_id of ids) {
    const reader = await findAsker(db, person_id)
    if (!reader?.email) continue
    const subject = answerSubject(approval!)
    await queueMail(db, { person_id, to: reader.email, subject, letter: 'approval-answered', model: modelOf(approval!, reader.name, sender) }, now)
  }
}

function modelOf(approval: Approval, name: string, { school, address, say }: Sender) {
  const { id, person, asked_by, devices, from_day, until_day, granted_until, revoked_at } = approval
  return {
    name, school, what: whatWords(approval), codes: devices.map(({ code }) => code), approval, revoked: revoked_at !== null,
    asked_by: asked_by === person ? null : asked_by, from: say.fullDay(from_day), until: say.fullDay(granted_until ?? until_day),
    empty: devices.filter(({ goes_empty }) => goes_empty === 1).map(({ code }) => code), link: `${address}/approvals/${id}`,
  }
}
