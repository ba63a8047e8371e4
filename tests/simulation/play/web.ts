import { beginPause, bringBack, cameBackUnscanned, endPause, keepLonger, lend } from '../model/book.ts'
import { endOf, isOpen, lastOpenBefore } from '../model/calendar.ts'
import { deviceOf, type Exception, type Loan, personOf } from '../model/school.ts'
import { instantOf } from '../model/wall-clock.ts'
import { fieldsOf } from '../../loans/support.ts'
import { HEAD, LEAD, OFFICE } from './cast.ts'
import { aMomentLater, Disagreement, idOf, now, type Simulation } from './simulation.ts'
import { mustSend, signIn } from './visitor.ts'

async function idOfLoan({ kit, ids }: Simulation, { code, taken }: Loan): Promise<string> {
  const found = await kit.db.selectFrom('loans').select('id').where('device_id', '=', ids.get(code)!)
    .where('taken_at', '=', new Date(taken).toISOString()).executeTakeFirstOrThrow()
  return found.id
}

/** Somebody books out for themselves on their own screen. */
export async function booksOutAlone(sim: Simulation, name: string, code: string, purpose: string): Promise<Loan> {
  aMomentLater(sim)
  const visitor = await signIn(sim, name)
  const page = await visitor.get(`/loans/new?device=${code}`)
  await mustSend(sim, visitor, '/loans', { ...fieldsOf(page.text, '/loans'), purpose })
  sim.counts.loans += 1
  return lend(sim.school, { codes: [code], borrower: name, className: null, answers: null, purpose, until: null }, now(sim))[0]!
}

/** The lead books out for a class of somebody who does not stay: the class’s teacher answers. */
export async function leadBooksOutFor(sim: Simulation, code: string, wish: { borrower: string, className: string, answers: string, purpose: string }): Promise<Loan> {
  aMomentLater(sim)
  const lead = await signIn(sim, LEAD.name)
  const page = await lead.get(`/loans/new?device=${code}`)
  const chosen = { borrower_id: idOf(sim, wish.borrower), class_id: idOf(sim, wish.className), answers_id: idOf(sim, wish.answers) }
  await mustSend(sim, lead, '/loans', { ...fieldsOf(page.text, '/loans'), ...chosen, purpose: wish.purpose })
  sim.counts.loans += 1
  return lend(sim.school, { ...wish, codes: [code], until: null }, now(sim))[0]!
}

export async function pressesBringBack(sim: Simulation, loan: Loan): Promise<void> {
  aMomentLater(sim)
  const visitor = await signIn(sim, LEAD.name)
  await mustSend(sim, visitor, `/loans/${await idOfLoan(sim, loan)}/return`, {})
  bringBack(sim.school, loan.code, now(sim))
}

/** Whoever has it may keep it longer once, the lead always; nobody beyond the borrower’s last day. */
export async function asksToKeepLonger(sim: Simulation, loan: Loan, by: string): Promise<void> {
  aMomentLater(sim)
  const visitor = await signIn(sim, by)
  const { status } = await visitor.post(`/loans/${await idOfLoan(sim, loan)}/extend`, { form_key: `longer-${loan.code}-${now(sim)}` })
  const may = mayKeepLonger(sim, loan, by)
  if (may !== (status === 303)) throw new Disagreement(sim, `${by} keeps ${loan.code} longer: answered ${status}, the model says ${may ? 'yes' : 'no'}`)
  if (may) keepLonger(sim.school, loan, by, now(sim))
}

function mayKeepLonger({ school }: Simulation, loan: Loan, by: string): boolean {
  const { lastDay } = personOf(school, loan.borrower)
  const { calendar } = school
  if (lastDay !== null && endOf(isOpen(lastDay, calendar) ? lastDay : lastOpenBefore(lastDay, calendar), calendar) <= loan.due) return false
  return by === LEAD.name || loan.kept === 0
}

/** The lead corrects the book: it came back at that time, and nobody scanned it. */
export async function leadCorrects(sim: Simulation, loan: Loan, day: string, time: string): Promise<void> {
  aMomentLater(sim)
  const lead = await signIn(sim, LEAD.name)
  const path = `/loans/${await idOfLoan(sim, loan)}/correct`
  const page = await lead.get(path)
  const fields = { outcome: 'returned unscanned', returned_day: day, returned_time: time, reason: 'It stood on its shelf' }
  await mustSend(sim, lead, path, { ...fieldsOf(page.text, path), ...fields })
  cameBackUnscanned(sim.school, loan, instantOf(day, time))
}

export async function fireDrillBegins(sim: Simulation): Promise<void> {
  aMomentLater(sim)
  await mustSend(sim, await signIn(sim, OFFICE.name), '/pauses', {})
  beginPause(sim.school, now(sim))
}

export async function fireDrillEnds(sim: Simulation): Promise<void> {
  aMomentLater(sim)
  const { id } = await sim.kit.db.selectFrom('pauses').select('id').where('until_at', 'is', null).executeTakeFirstOrThrow()
  await mustSend(sim, await signIn(sim, OFFICE.name), `/pauses/${id}/end`, {})
  endPause(sim.school, now(sim))
}

export async function headExcuses(sim: Simulation, { code, from, until }: Exception): Promise<void> {
  aMomentLater(sim)
  const fields = { code, reason: 'Lives in the classroom, locked', from_day: from, until_day: until }
  await mustSend(sim, await signIn(sim, HEAD.name), '/end-of-day/exceptions', fields)
  sim.school.exceptions.push({ code, from, until })
}

export async function goesToRepair(sim: Simulation, code: string): Promise<void> {
  aMomentLater(sim)
  await mustSend(sim, await signIn(sim, LEAD.name), '/out-of-use', { device_id: idOf(sim, code), because: 'in repair', note: '' })
  deviceOf(sim.school, code).outOfUse = 'in repair'
}

export async function comesFromRepair(sim: Simulation, code: string): Promise<void> {
  aMomentLater(sim)
  const { id } = await sim.kit.db.selectFrom('out_of_use').select('id').where('device_id', '=', idOf(sim, code)).where('until_at', 'is', null).executeTakeFirstOrThrow()
  await mustSend(sim, await signIn(sim, LEAD.name), `/out-of-use/${id}/end`, {})
  deviceOf(sim.school, code).outOfUse = null
}

