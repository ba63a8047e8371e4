import { bringBack, goesHome, lend, see, undoBack, undoOut } from '../model/book.ts'
import { type Loan, standingOf } from '../model/school.ts'
import { aMomentLater, Disagreement, idOf, now, type Simulation } from './simulation.ts'
import type { Answer, Fields, Visitor } from './visitor.ts'

/** Who came to a desk, as the desk knows it. */
export type Visit = { desk: Visitor, borrower: string, className: string | null, purpose: string, until: string | null, answers: string | null }

async function tap(sim: Simulation, desk: Visitor, path: string, fields: Fields, expected: string): Promise<Answer> {
  aMomentLater(sim)
  const answer = await desk.tap(path, fields)
  const said = /class="answer-word">([^<]*)</.exec(answer.text)?.[1] ?? `nothing (${answer.status})`
  if (said !== expected) throw new Disagreement(sim, `${path} ${JSON.stringify(fields)}: the desk said “${said}”, the model expects “${expected}”`)
  return answer
}

export function scan(sim: Simulation, desk: Visitor, code: string, expected: string, lane: 'desk' | 'back' = 'desk'): Promise<Answer> {
  sim.counts.scans += 1
  return tap(sim, desk, '/desk/scans', { code, lane }, expected)
}

/** A class card says who, which class and what for. */
export async function comesWithCard(sim: Simulation, desk: Visitor, card: { text: string, className: string, answers: string, purpose: string }): Promise<Visit> {
  await scan(sim, desk, card.text, `${card.answers} is at the desk`)
  return { desk, borrower: card.answers, className: card.className, purpose: card.purpose, until: null, answers: null }
}

/** A badge says who; the purpose is tapped, and no class. */
export async function comesWithBadge(sim: Simulation, desk: Visitor, badge: string, borrower: string, purpose: string): Promise<Visit> {
  await scan(sim, desk, badge, `${borrower} is at the desk`)
  await tap(sim, desk, '/desk/purpose', { purpose, class_id: '' }, `Changed for ${borrower}`)
  return { desk, borrower, className: null, purpose, until: null, answers: null }
}

export async function wantsUntil(sim: Simulation, visit: Visit, until: string): Promise<void> {
  await tap(sim, visit.desk, '/desk/due', { until }, `Changed for ${visit.borrower}`)
  visit.until = until
}

export async function leaves(sim: Simulation, desk: Visitor): Promise<void> {
  await tap(sim, desk, '/desk/done', {}, 'Nobody is at the desk')
}

/** What is in store goes out; what somebody else has is taken over. */
export async function takes(sim: Simulation, visit: Visit, code: string): Promise<Loan> {
  const { desk, borrower } = visit
  const holder = sim.school.out.get(code)
  if (!holder) {
    await scan(sim, desk, code, `${code} out to ${borrower}`)
  } else {
    await scan(sim, desk, code, `${code} is out to ${holder.borrower}`)
    see(sim.school, code, now(sim))
    await tap(sim, desk, '/desk/choice', { device_id: idOf(sim, code), choice: 'take over' }, `${code} passed on to ${borrower}`)
  }
  return lent(sim, visit, [code])[0]!
}

function lent(sim: Simulation, visit: Visit, codes: string[]): Loan[] {
  const loans = lend(sim.school, { ...visit, codes }, now(sim))
  sim.counts.loans += loans.length
  return loans
}

/** Whoever is a visitor says which member of staff answers. */
export async function takesAsVisitor(sim: Simulation, visit: Visit, code: string, answers: string): Promise<Loan> {
  await scan(sim, visit.desk, code, `Who answers for ${visit.borrower}?`)
  see(sim.school, code, now(sim))
  await tap(sim, visit.desk, '/desk/answers', { answers_id: idOf(sim, answers) }, `${code} out to ${visit.borrower}`)
  return lent(sim, { ...visit, answers }, [code])[0]!
}

/** A device first, a class card after it: it goes out at once. */
export async function takesDeviceFirst(sim: Simulation, desk: Visitor, code: string, card: Parameters<typeof comesWithCard>[2]): Promise<Loan> {
  await scan(sim, desk, code, `Who is taking ${code}?`)
  see(sim.school, code, now(sim))
  await scan(sim, desk, card.text, `${code} out to ${card.answers}`)
  return lent(sim, { desk, borrower: card.answers, className: card.className, purpose: card.purpose, until: null, answers: null }, [code])[0]!
}

const many = (codes: string[]) => (codes.length === 1 ? codes[0]! : `${codes.length} devices`)

/** One scan of the trolley: what of it is in store goes out together. */
export async function takesTrolley(sim: Simulation, visit: Visit, trolley: string): Promise<Loan[]> {
  const codes = codesOf(sim, trolley, 'in store')
  await scan(sim, visit.desk, trolley, `${many(codes)} out to ${visit.borrower}`)
  return lent(sim, visit, codes)
}

export function codesOf({ school }: Simulation, trolley: string, standing: 'in store' | 'out'): string[] {
  return [...school.devices.values()].filter((one) => one.trolley === trolley && standingOf(school, one.code) === standing).map(({ code }) => code)
}

/** In the lane that only takes back, one scan brings the whole trolley back. */
export async function trolleyComesBack(sim: Simulation, trolley: string): Promise<void> {
  const codes = codesOf(sim, trolley, 'out')
  await scan(sim, sim.suite, trolley, `${many(codes)} back`, 'back')
  for (const code of codes) bringBack(sim.school, code, now(sim))
}

export async function comesBack(sim: Simulation, loan: Loan, lane: 'desk' | 'back' = 'back'): Promise<Answer> {
  const answer = await scan(sim, sim.suite, loan.code, `${loan.code} back`, lane)
  bringBack(sim.school, loan.code, now(sim))
  return answer
}

/** “Pass to 5 Elm”: the trolley goes from class to class away from the suite. */
export async function passesOn(sim: Simulation, trolley: string, card: { text: string, className: string, answers: string, purpose: string }): Promise<Loan[]> {
  const isTheirs = (code: string) => sim.school.out.get(code)?.borrower === card.answers && sim.school.out.get(code)?.className === card.className
  const codes = [...codesOf(sim, trolley, 'out'), ...codesOf(sim, trolley, 'in store')].filter((code) => !isTheirs(code)).toSorted()
  const isPassed = codes.some((code) => sim.school.out.has(code))
  const fields = { class_card_id: idOf(sim, card.text), goes: codes.map((code) => idOf(sim, code)) }
  await tap(sim, sim.trolley, '/desk/pass', fields, `${many(codes)} ${isPassed ? 'passed on' : 'out'} to ${card.answers}`)
  return lent(sim, { desk: sim.trolley, borrower: card.answers, className: card.className, purpose: card.purpose, until: null, answers: null }, codes)
}

const scanIdIn = ({ text }: Answer) => /name="scan_id" value="([^"]+)"/.exec(text)?.[1] ?? ''

/** A slip at booking out, noticed at once. */
export async function slipsOut(sim: Simulation, visit: Visit, code: string): Promise<void> {
  const answer = await scan(sim, visit.desk, code, `${code} out to ${visit.borrower}`)
  const loans = lent(sim, visit, [code])
  await tap(sim, visit.desk, '/desk/undo', { scan_id: scanIdIn(answer), lane: 'desk' }, `Undone: ${code} as before`)
  undoOut(sim.school, loans, now(sim))
}

/** A slip at bringing back: it goes on being out. */
export async function slipsBack(sim: Simulation, loan: Loan): Promise<void> {
  const answer = await comesBack(sim, loan, 'desk')
  await tap(sim, sim.suite, '/desk/undo', { scan_id: scanIdIn(answer), lane: 'desk' }, `Undone: ${loan.code} as before`)
  undoBack(sim.school, loan)
}

/** Read again by somebody who took it a moment ago: nothing changes before they say so. */
export async function readsAgain(sim: Simulation, visit: Visit, code: string): Promise<void> {
  await scan(sim, visit.desk, code, `${code} went out a moment ago`)
  see(sim.school, code, now(sim))
}

/** A keeper says in the afternoon where what they look after spends the night. */
export async function keeperSays(sim: Simulation, visit: Visit, code: string, choice: 'in' | 'going'): Promise<void> {
  await scan(sim, visit.desk, code, `${code} is yours to look after`)
  see(sim.school, code, now(sim))
  await tap(sim, visit.desk, '/desk/choice', { device_id: idOf(sim, code), choice }, choice === 'going' ? `${code} goes home with ${visit.borrower} tonight` : `${code} seen`)
  if (choice === 'going') goesHome(sim.school, code, now(sim))
  else see(sim.school, code, now(sim))
}

export async function isUnknown(sim: Simulation): Promise<void> {
  await scan(sim, sim.suite, 'ZZ-9999', 'Nobody knows “ZZ-9999”', 'back')
}
