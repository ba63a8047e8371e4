import type { Act } from '../database/act.ts'
import { isHeads } from '../custody/away.ts'
import { type BookOut, judge, lend, type Refusal } from '../loans/lend.ts'
import type { Loan } from '../loans/store.ts'
import { bringBack } from '../loans/take-back.ts'
import type { AwayWish } from '../off-site/lending.ts'
import { type Answer, answer, type AnswerKind, type Refused } from './answers.ts'
import type { Decision, Place } from './decide.ts'
import type { AtDesk } from './state.ts'
import type { Outcome } from './tap.ts'

/** Does what was decided about some devices and says what happened. */
export async function carryOut(db: Act, decision: Decision, setId: string | null, place: Place, now: Date): Promise<Outcome> {
  const { at_desk } = place
  const { device_ids } = decision
  const said = (kind: AnswerKind) => answer(kind, { device_ids, set_id: setId, person_id: at_desk.person_id })
  switch (decision.do) {
    case 'lend': return lendOut(db, device_ids, setId, place, now)
    case 'take back': return { at_desk, answer: { ...await takeAllBack(db, device_ids, place, now), set_id: setId } }
    case 'wait for who': return { at_desk: waitingFor(at_desk, device_ids), answer: said('who') }
    case 'wait for purpose': return { at_desk: waitingFor(at_desk, device_ids), answer: said('what for') }
    case 'wait for terms': return waitForTerms(db, device_ids, place, now)
    case 'wait for who answers': return { at_desk: waitingFor(at_desk, device_ids), answer: said('who answers') }
    case 'ask whose': return { at_desk, answer: said('whose') }
    case 'ask if sure': return { at_desk, answer: { ...said('sure'), ...decision.rest && { rest: true } } }
    case 'see': return { at_desk, answer: said('seen') }
    case 'keeper is here': return { at_desk, answer: said('with its keeper') }
    case 'tell of keeper': return { at_desk, answer: said('kept by other') }
    case 'out of use': return { at_desk, answer: said('out of use') }
    case 'nothing to take': return { at_desk, answer: said('nothing to take') }
  }
}

function waitingFor(atDesk: AtDesk, deviceIds: string[]): AtDesk {
  return { ...atDesk, waiting: [...new Set([...atDesk.waiting, ...deviceIds])] }
}

/** Before anybody types a PIN, everything else that stands against it is said. */
async function waitForTerms(db: Act, deviceIds: string[], place: Place, now: Date): Promise<Outcome> {
  const judged = await judge(db, wishOf(deviceIds, place), now)
  const stands = judged.every(({ reasons }) => reasons.some(({ code }) => code !== 'terms'))
  if (stands && judged.length > 0) return lendOut(db, deviceIds, null, place, now)
  return { at_desk: waitingFor(place.at_desk, deviceIds), answer: answer('terms', { device_ids: deviceIds, person_id: place.at_desk.person_id }) }
}

function wishOf(device_ids: string[], { at_desk, desk_id }: Place): BookOut {
  return {
    device_ids, borrower_id: at_desk.person_id!, class_id: at_desk.class_id, answers_id: at_desk.answers_id,
    purpose: at_desk.purpose!, until: at_desk.until, source: 'desk', actor: { person_id: null, desk_id },
    taking_over: at_desk.taking_over, away: awayOf(at_desk),
  }
}

function awayOf({ away }: AtDesk): AwayWish | null {
  if (away === null) return null
  return { ...away, acceptance: away.acceptance === null ? null : { id: away.acceptance } }
}

/** Lends what may be lent to whoever is at the desk, with everything that was refused beside it. */
export async function lendOut(db: Act, deviceIds: string[], setId: string | null, place: Place, now: Date, leadId: string | null = null): Promise<Outcome> {
  const { at_desk, desk_id } = place
  const wish = { ...wishOf(deviceIds, place), actor: { person_id: leadId, desk_id }, lead_says_yes: leadId !== null }
  const { loans, passed_on, refusals, warnings } = await lend(db, wish, now)
  const said = answer(loans.length === 0 ? 'refused' : passed_on.length > 0 ? 'passed on' : 'out', {
    device_ids: loans.length > 0 ? loans.map((loan) => loan.device_id) : deviceIds,
    set_id: setId, person_id: at_desk.person_id,
    begun: loans.map(({ id }) => id), ended: passed_on.map(({ id }) => id), refused: refusals.map(inWords), ...isForTheHead(refusals) && { heads: true },
    ...loans.length === 0 && isForTheLead(refusals) && { leads: true },
    ...warnings.length > 0 && { warned: warnings.map(({ words, mend }) => `${words}. ${mend}.`) },
  })
  return { at_desk: { ...at_desk, waiting: [], taking_over: [] }, answer: said }
}

/** Whether some device is held back by nothing but what the head may override. */
function isForTheHead(refusals: Refusal[]): boolean {
  return refusals.some(({ reasons }) => reasons.some(isHeads) && reasons.every((reason) => isHeads(reason) || reason.code === 'terms'))
}

/** Whether all of it is held back by nothing but somebody's reservation. */
function isForTheLead(refusals: Refusal[]): boolean {
  return refusals.length > 0 && refusals.every(({ reasons }) => reasons.every(({ code }) => code === 'reserved'))
}

function inWords({ code, reasons }: Refusal): Refused {
  return { code, reasons: reasons.map(({ words, mend }) => `${words}. ${mend}.`) }
}

export async function takeAllBack(db: Act, deviceIds: string[], place: Place, now: Date): Promise<Answer> {
  const ended: Loan[] = []
  for (const device_id of deviceIds) {
    const loan = await bringBack(db, { device_id, actor: { person_id: null, desk_id: place.desk_id } }, now)
    if (loan) ended.push(loan)
  }
  const ids = ended.map(({ id }) => id)
  return answer('back', { device_ids: ended.map((loan) => loan.device_id), ended: ids, person_id: ended[0]?.borrower_id ?? null })
}
