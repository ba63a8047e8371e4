import { readAgreementFacts } from '../agreements/lending.ts'
import { readKeepersYes } from '../allocations/borrowing/lending.ts'
import { dayOf } from '../calendar/days.ts'
import { custodyOf } from '../custody/store.ts'
import type { Act } from '../database/act.ts'
import type { Db } from '../database/open.ts'
import { insertSightings } from '../sightings/store.ts'
import { cardNumber, isActive } from '../supply-cards/rules.ts'
import { findSupply } from '../supply-cards/store.ts'
import { tagText } from '../tags/scan.ts'
import { findTag } from '../tags/store.ts'
import { answer } from './answers.ts'
import { carryOut } from './carry-out.ts'
import { decideDevice, decideSet, type Lane, type Place } from './decide.ts'
import { greet } from './greet.ts'
import { findClassCard, findPerson, listDeviceIdsOfSet, searchNames } from './store.ts'
import { type AtDesk, NOBODY } from './state.ts'
import { atDeskOnce, type Given, type Outcome } from './tap.ts'

export type Scan = { key: string, desk_id: string, lane: Lane, typed: string, scanned_at: string }

const SAME_CODE_MS = 3000

/** Answers one scan at a desk by domain.md's table, in one act. Nothing scanned is ever an error (M1, M4). */
export function answerScan(db: Db, scan: Scan, now: Date): Promise<Given> {
  const { typed, ...rest } = scan
  const tap = { ...rest, text: tagText(typed), answered_at: now.toISOString(), once_in_ms: SAME_CODE_MS }
  return atDeskOnce(db, tap, (db, atDesk) => answerText(db, { ...rest, typed, text: tap.text }, atDesk, now))
}

type Read = Scan & { text: string }

async function answerText(db: Act, scan: Read, atDesk: AtDesk, now: Date): Promise<Outcome> {
  const tag = await findTag(db, scan.text)
  const place = await placeOf(db, scan, atDesk)
  if (!tag) {
    const supply = await scanSupply(db, scan.text, place, now)
    return supply ?? unknownText(db, scan, atDesk, now)
  }
  if (tag.device_id) return scanDevice(db, tag.device_id, place, now)
  if (tag.set_id) return scanSet(db, tag.set_id, place, now)
  const card = tag.class_card_id === null ? null : await findClassCard(db, tag.class_card_id) ?? null
  if (card && place.lane === 'desk' && card.ends_on < dayOf(now)) return lastYears(place)
  return greet(db, { person_id: (tag.person_id ?? card?.answers_id)!, card, badged: tag.person_id !== null }, place, now)
}

/** Nobody is put at the desk by it, and nothing goes out to whoever was there before. */
function lastYears({ at_desk }: Place): Outcome {
  const waiting = at_desk.person_id === null ? at_desk.waiting : []
  return { at_desk: { ...NOBODY, waiting }, answer: answer('class of last year') }
}

/** A numbered card of today; null for any other text. */
async function scanSupply(db: Act, text: string, place: Place, now: Date): Promise<Outcome | null> {
  const number = cardNumber(text)
  const supply = number === null ? undefined : await findSupply(db, number, dayOf(now))
  if (!supply) return null
  const { person_id } = supply
  if (isActive(await readAgreementFacts(db, person_id, dayOf(now)))) return greet(db, { person_id, card: null }, place, now)
  return { at_desk: place.at_desk, answer: answer('card waits', { person_id }) }
}

export async function placeOf(db: Db, scan: { desk_id: string, lane: Lane, scanned_at: string }, atDesk: AtDesk): Promise<Place> {
  const person = atDesk.person_id ? await findPerson(db, atDesk.person_id) : undefined
  const at_desk = person ? atDesk : { ...NOBODY, waiting: atDesk.waiting }
  return { desk_id: scan.desk_id, lane: scan.lane, at_desk, person_kind: person?.kind ?? null, moment: scan.scanned_at }
}

async function scanDevice(db: Act, id: string, place: Place, now: Date): Promise<Outcome> {
  const [device] = await custodyOf(db, [id])
  const { person_id } = place.at_desk
  const saidYes = person_id !== null && (await readKeepersYes(db, person_id, [device!], dayOf(now))).has(id)
  const decision = decideDevice(device!, place, saidYes)
  if (!['lend', 'take back'].includes(decision.do)) await insertSightings(db, [id], actorOf(place), now)
  return carryOut(db, decision, null, place, now)
}

async function scanSet(db: Act, setId: string, place: Place, now: Date): Promise<Outcome> {
  const devices = await custodyOf(db, await listDeviceIdsOfSet(db, setId))
  return carryOut(db, decideSet(devices, place), setId, place, now)
}

export function actorOf(place: Place) {
  return { person_id: null, desk_id: place.desk_id }
}

/** A name is typed into the same box: two letters are enough. */
async function unknownText(db: Act, scan: Read, atDesk: AtDesk, now: Date): Promise<Outcome> {
  const isName = scan.lane === 'desk' && /^\p{L}[\p{L}\s'’.-]+$/u.test(scan.typed.trim())
  const names = isName ? await searchNames(db, scan.typed, dayOf(now)) : []
  return { at_desk: atDesk, answer: answer(names.length > 0 ? 'which name' : 'unknown') }
}
