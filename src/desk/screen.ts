import { dayOf, timeOf } from '../calendar/days.ts'
import { awayChoices } from '../calendar/away-choices.ts'
import { dueAt } from '../calendar/due.ts'
import { type DueChoice, dueChoices } from '../calendar/due-choices.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { listCurrentClasses } from '../classes/store.ts'
import { needsAnswer } from '../custody/rules.ts'
import { custodyOf } from '../custody/store.ts'
import type { CustodyFacts } from '../custody/facts.ts'
import type { Db } from '../database/open.ts'
import type { PersonKind } from '../database/tables.ts'
import { type Found, listFound } from '../end-of-day/store.ts'
import { newFormKey } from '../http/forms.ts'
import { sayFor } from '../http/say.ts'
import { listAnswerers } from '../loans/choices.ts'
import { findTerms } from '../off-site/store.ts'
import { termLines } from '../off-site/terms.ts'
import { readLimits } from '../people/limits.ts'
import { type Answer, canUndo } from './answers.ts'
import { type Asks, placesFor } from './away.ts'
import type { Desk } from './desk.ts'
import type { Lane } from './decide.ts'
import { isSameWish, listReservedWishes } from './reserved.ts'
import { listLoanFacts, listNames, type LoanFacts } from './screen-store.ts'
import { findPerson, listFrequentBorrowers, listRecentWishes, listScans, readAtDesk, searchNames } from './store.ts'
import { type AtDesk, atDeskNow } from './state.ts'
import { trolleyOf } from './trolley.ts'
import { distinctWishes } from './usual.ts'
import { type Words, wordsFor } from './words.ts'

/** An answer with everything looked up that its words need. */
export type Said = Answer & {
  scan_id: string, text: string, can_undo: boolean, undone: boolean, heads: boolean, leads: boolean, rest: boolean
  devices: CustodyFacts[], person: string | null, loans: LoanFacts[]
  /** What it found that had been not back at an end-of-day check. */
  found: Found[]
}
export type Shown = Said & { shown: Words }

const SHOWN = 15
const SHOWN_FOR_MS = 5 * 60_000

/**
 * `readAgain` is the scan whose code was just read once more; `names`: adults may be named while nobody is at the desk;
 * `answerers`: everybody who could answer was asked for.
 */
type View = { desk: Desk, lane: Lane, readAgain: string | null, names: boolean, answerers: boolean, asks: Asks }

/** All that a desk shows of the last minutes; the cost is the same whatever the school's history. */
export async function deskScreen(db: Db, { desk, lane, readAgain, names, ...asked }: View, now: Date) {
  const since = new Date(now.getTime() - SHOWN_FOR_MS).toISOString()
  const { when } = sayFor(now)
  const said = (await saidLately(db, desk.id, lane, since, now)).map((one): Shown => ({ shown: wordsFor(one, when), ...one }))
  const again = said.find(({ scan_id }) => scan_id === readAgain)
  const latest = again ? { ...again, shown: alreadyCounted(again.shown) } : said[0] ?? null
  const atDesk = lane === 'back' ? null : atDeskNow(await readAtDesk(db, desk.id), now.toISOString())
  const named = names || atDesk?.person_id ? 'named' : 'unnamed'
  return {
    trolley: desk.set_id === null || lane === 'back' ? null : await trolleyOf(db, desk.set_id, dayOf(now), named),
    lane, key: newFormKey(), latest, earlier: said.filter((one) => one.scan_id !== latest?.scan_id && isWorthListing(one)),
    visit: atDesk && await visitOf(db, atDesk, asked, now),
    names: latest?.kind === 'which name' ? await searchNames(db, latest.text, dayOf(now)) : [],
  }
}

function alreadyCounted(shown: Words): Words {
  return { ...shown, kind: 'again', words: `${shown.words}: already counted` }
}

function isWorthListing({ kind }: Said): boolean {
  return !['at the desk', 'changed', 'left', 'which name', 'who', 'what for', 'who answers', 'undone'].includes(kind)
}

async function saidLately(db: Db, deskId: string, lane: Lane, since: string, now: Date): Promise<Said[]> {
  const scans = await listScans(db, deskId, lane, since, SHOWN)
  const answers = scans.map((scan) => ({ scan, said: JSON.parse(scan.answer) as Answer }))
  const devices = new Map((await custodyOf(db, ids(answers.flatMap(({ said }) => said.device_ids)))).map((d) => [d.device_id, d]))
  const names = await listNames(db, ids(answers.map(({ said }) => said.person_id)))
  const loans = await listLoanFacts(db, ids(answers.flatMap(({ said }) => [...said.begun, ...said.ended])))
  const found = await listFound(db, since)
  return answers.map(({ scan, said }) => ({
    ...said, heads: said.heads ?? false, leads: said.leads ?? false, rest: said.rest ?? false, scan_id: scan.id, text: scan.text, undone: scan.undone_at !== null,
    can_undo: canUndo(said, scan.answered_at, scan.undone_at !== null, now) && isAsItLeft(said, loans, devices),
    devices: said.device_ids.flatMap((id) => devices.get(id) ?? []),
    person: said.person_id === null ? null : names.get(said.person_id) ?? null,
    found: found.filter((one) => one.found_at === scan.answered_at && said.device_ids.includes(one.device_id)),
    loans: [...said.begun, ...said.ended].flatMap((id) => loans.get(id) ?? []),
  }))
}

/** Undo is offered only while nothing has happened since to what it would undo. */
function isAsItLeft(said: Answer, loans: Map<string, LoanFacts>, devices: Map<string, CustodyFacts>): boolean {
  const out = said.begun.some((id) => loans.get(id)?.returned_at === null && loans.get(id)?.voided_at === null)
  const back = said.begun.length === 0 && said.device_ids.some((id) => devices.get(id)?.loan_id === null)
  return out || back
}

function ids(found: (string | null)[]): string[] {
  return [...new Set(found.filter((id): id is string => id !== null))]
}

async function visitOf(db: Db, atDesk: AtDesk, { asks, answerers }: Pick<View, 'asks' | 'answerers'>, now: Date) {
  const today = dayOf(now)
  const waiting = await custodyOf(db, atDesk.waiting)
  if (atDesk.person_id === null) {
    if (waiting.length === 0) return null
    return { person: null, waiting, names: await listFrequentBorrowers(db, today), wishes: [], classes: [], class_id: null, purpose: null, due: null, away: null, places: [], needs_answer: false, answerers: null, answers: null }
  }
  const names = await listNames(db, ids([atDesk.person_id, atDesk.answers_id]))
  const person = await findPerson(db, atDesk.person_id)
  if (!person) return null
  const needs_answer = needsAnswer(person.kind) && atDesk.answers_id === null
  return {
    person, waiting, needs_answer, answers: atDesk.answers_id && (names.get(atDesk.answers_id) ?? null),
    names: needs_answer ? (await listFrequentBorrowers(db, today)).filter(({ kind }) => kind === 'staff') : [],
    answerers: answerers && person.kind !== 'staff' ? await listAnswerers(db, today) : null,
    wishes: await wishesOf(db, atDesk, person.id, now), classes: await listCurrentClasses(db, today),
    away: atDesk.away && { accepted: atDesk.away.acceptance !== null, badged: atDesk.badged, terms: termLines((await findTerms(db))!.text) },
    places: placesFor(atDesk.away, asks), class_id: atDesk.class_id, purpose: atDesk.purpose, due: await dueOf(db, atDesk, person, now),
  }
}

/** What one tap says: what they have reserved first. Whoever comes for something else has the usual time again; what leaves the school has days instead. */
async function wishesOf(db: Db, atDesk: AtDesk, personId: string, now: Date) {
  const reserved = await listReservedWishes(db, { borrower_id: personId, class_id: atDesk.class_id }, now)
  const until = atDesk.away === null && reserved.some((wish) => isSameWish(wish, atDesk)) ? '' : null
  const usual = distinctWishes(await listRecentWishes(db, personId, dayOf(now))).filter((wish) => !reserved.some((one) => isSameWish(one, wish)))
  return [...reserved.map((wish) => ({ ...wish, until: atDesk.away === null ? wish.until : null })), ...usual.map((wish) => ({ ...wish, until, reserved: null }))]
}

/** When it will be due, and the other times that one tap changes it to; the end of the day is said by its time, for what was reserved would have its lesson's. */
async function dueOf(db: Db, { until, away }: AtDesk, { kind, last_day }: { kind: PersonKind, last_day: string | null }, now: Date) {
  const { same_day } = await readLimits(db, kind)
  const facts = { taken_at: now.toISOString(), last_day, same_day }
  const calendar = await readCalendar(db)
  const offered = (away ? awayChoices : dueChoices)(facts, calendar)
  const own = { until: until ?? '', due_at: dueAt({ ...facts, off_site: away !== null, until }, calendar), words: 'as reserved' }
  const choices = offered.some((choice) => choice.until === own.until || choice.due_at === own.due_at) ? offered : [...offered, own]
  const chosen = choices.find((choice) => choice.until === own.until) ?? choices.find(({ due_at }) => due_at === own.due_at)!
  const untilOf = ({ until: usual, due_at }: DueChoice) => (usual === '' && away === null && dayOf(due_at) === dayOf(now) ? timeOf(due_at) : usual)
  return { at: chosen.due_at, choices: choices.map((choice) => ({ ...choice, until: untilOf(choice), chosen: choice === chosen })) }
}
