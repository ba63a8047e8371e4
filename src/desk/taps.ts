import { dayOf } from '../calendar/days.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { listCurrentClasses } from '../classes/store.ts'
import { custodyOf } from '../custody/store.ts'
import { NotFound } from '../errors.ts'
import { listAnswerers } from '../loans/choices.ts'
import { sayLeftClean } from '../loans/left-clean.ts'
import { setOnCharge } from '../loans/store.ts'
import { goHome } from '../off-site/going-home.ts'
import { undoBack, undoOut } from '../loans/undo.ts'
import { insertSightings } from '../sightings/store.ts'
import { type Answer, answer, canUndo, notTaken } from './answers.ts'
import { carryOut, takeAllBack } from './carry-out.ts'
import { type Place, whatIsMissing } from './decide.ts'
import { greet } from './greet.ts'
import { actorOf, placeOf } from './scan.ts'
import { findPerson, findScan, markUndone } from './store.ts'
import { type AtDesk, NOBODY } from './state.ts'
import { atDeskOnce, type Given, type Outcome, type Tap } from './tap.ts'

type Change = Partial<Pick<AtDesk, 'purpose' | 'class_id' | 'until' | 'answers_id'>>

/** A name was tapped instead of a badge scanned. */
export function tapName(db: Db, tap: Tap, personId: string, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if (!await findPerson(db, personId)) throw new NotFound('There is no such person.')
    return greet(db, { person_id: personId, card: null }, await placeOf(db, tap, atDesk), now)
  })
}

/** Purpose, class, time or the adult who answers: what waited for it goes out at once. */
export function changeWish(db: Db, tap: Tap, change: Change, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if (atDesk.person_id === null) return { at_desk: atDesk, answer: answer('left') }
    await refuseUnoffered(db, change, dayOf(now))
    const place = await placeOf(db, tap, { ...atDesk, ...change })
    return goOn(db, place, now)
  })
}

/** Throws NotFound for a class or an adult that the desk's lists do not offer on this day. */
async function refuseUnoffered(db: Act, { class_id, answers_id }: Change, today: string): Promise<void> {
  if (class_id && !(await listCurrentClasses(db, today)).some(({ id }) => id === class_id)) throw new NotFound('There is no such class.')
  if (answers_id && !(await listAnswerers(db, today)).some(({ value }) => value === answers_id)) throw new NotFound('There is no such member of staff.')
}

/** What waited for what was just said goes out at once, or waits for the next thing. */
export function goOn(db: Act, place: Place, now: Date): Promise<Outcome> {
  const { at_desk } = place
  if (at_desk.waiting.length > 0) return carryOut(db, { do: whatIsMissing(place), device_ids: at_desk.waiting }, null, place, now)
  return Promise.resolve({ at_desk, answer: answer('changed', { person_id: at_desk.person_id }) })
}

/** What was sent cannot be read; the screen says why, and nothing is changed. */
export function refuseTap(db: Db, tap: Tap, reasons: string[]): Promise<Given> {
  return atDeskOnce(db, tap, async (_db, atDesk) => ({ at_desk: atDesk, answer: notTaken(reasons) }))
}

export function leaveDesk(db: Db, tap: Tap): Promise<Given> {
  return atDeskOnce(db, tap, async () => ({ at_desk: NOBODY, answer: answer('left') }))
}

export type Choice = 'return' | 'take over' | 'in' | 'going'

/** The answer to a question about one device: whose return it is, or whether its keeper takes it along. */
export function choose(db: Db, tap: Tap, deviceId: string, choice: Choice, now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    if ((await custodyOf(db, [deviceId])).length === 0) throw new NotFound('There is no such device.')
    const place = await placeOf(db, tap, atDesk)
    if (choice === 'return') return { at_desk: atDesk, answer: await takeAllBack(db, [deviceId], place, now) }
    if (choice === 'take over') return takeOver(db, deviceId, place, now)
    if (choice === 'going') return goingHome(db, deviceId, place, now)
    await insertSightings(db, [deviceId], actorOf(place), now)
    return { at_desk: atDesk, answer: answer('seen', { device_ids: [deviceId], person_id: atDesk.person_id }) }
  })
}

/** Only its keeper, who is at the desk, takes it home. */
async function goingHome(db: Act, deviceId: string, place: Place, now: Date): Promise<Outcome> {
  const { at_desk } = place
  const [device] = await custodyOf(db, [deviceId])
  if (at_desk.person_id === null || device!.keeper_id !== at_desk.person_id) return { at_desk, answer: answer('left') }
  const reasons = await goHome(db, device!, actorOf(place), now)
  const said = reasons.length === 0 ? answer('going home') : answer('refused', { refused: [{ code: device!.code, reasons: reasons.map(({ words, mend }) => `${words}. ${mend}.`) }] })
  return { at_desk, answer: { ...said, device_ids: [deviceId], person_id: at_desk.person_id } }
}

function takeOver(db: Act, deviceId: string, place: Place, now: Date): Promise<Outcome> {
  const { at_desk } = place
  if (at_desk.person_id === null) return Promise.resolve({ at_desk, answer: answer('left') })
  const add = (ids: string[]) => [...new Set([...ids, deviceId])]
  return goOn(db, { ...place, at_desk: { ...at_desk, waiting: add(at_desk.waiting), taking_over: add(at_desk.taking_over) } }, now)
}

/** Undoes what one scan did, or the part of it that concerns some devices; only at the same desk, within five minutes. */
export function undo(db: Db, tap: Tap, scanId: string, only: string[], now: Date): Promise<Given> {
  return atDeskOnce(db, tap, async (db, atDesk) => {
    const scan = await findScan(db, scanId)
    const said = scan && scan.desk_id === tap.desk_id ? JSON.parse(scan.answer) as Answer : null
    if (!scan || !said || !canUndo(said, scan.answered_at, scan.undone_at !== null, now)) {
      return { at_desk: atDesk, answer: answer('not undone') }
    }
    const loans = await listLoansOf(db, said, only)
    const undone = await undoLoans(db, said, loans, actorOf(await placeOf(db, tap, atDesk)), now)
    if (undone.length > 0 && only.length === 0) await markUndone(db, scanId, now)
    return { at_desk: atDesk, answer: answer(undone.length > 0 ? 'undone' : 'not undone', { device_ids: undone }) }
  })
}

type LoanOf = { id: string, device_id: string }

function listLoansOf(db: Act, said: Answer, only: string[]): Promise<LoanOf[]> {
  return db.selectFrom('loans').select(['id', 'device_id']).where('id', 'in', [...said.begun, ...said.ended])
    .$if(only.length > 0, (q) => q.where('device_id', 'in', only)).execute()
}

/** Ids of the devices for which something could still be undone: what has come back or gone out since stays as it is. */
async function undoLoans(db: Act, said: Answer, loans: LoanOf[], actor: ReturnType<typeof actorOf>, now: Date): Promise<string[]> {
  const among = (ids: string[]) => loans.map(({ id }) => id).filter((id) => ids.includes(id))
  const begun = among(said.begun)
  const undone = begun.length === 0 ? [] : await undoOut(db, begun, actor, now)
  for (const id of among(said.ended)) if (await undoBack(db, id, actor, now)) undone.push(id)
  return [...new Set(loans.filter(({ id }) => undone.includes(id)).map(({ device_id }) => device_id))]
}

/** "On charge?" after bringing back: yes, no, or not said (M4). */
export async function sayOnCharge(db: Db, deskId: string, scanId: string, onCharge: 0 | 1): Promise<void> {
  const ended = await endedBy(db, deskId, scanId)
  if (ended.length > 0) await setOnCharge(db, ended, onCharge)
}

/** Logged off, and nothing of children left on it: yes, no, or not said (M21). */
export async function sayClean(db: Db, deskId: string, scanId: string, leftClean: 0 | 1, now: Date): Promise<void> {
  await sayLeftClean(db, await endedBy(db, deskId, scanId), leftClean, { person_id: null, desk_id: deskId }, now)
}

/** The loans that a scan at this desk ended. */
async function endedBy(db: Db, deskId: string, scanId: string): Promise<string[]> {
  const scan = await findScan(db, scanId)
  return scan?.desk_id === deskId ? (JSON.parse(scan.answer) as Answer).ended : []
}
