import { dueAt } from '../calendar/due.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { act, type Act, isRefusedBy, isUniqueViolation } from '../database/act.ts'
import { newId } from '../database/ids.ts'
import type { Db } from '../database/open.ts'
import { type Actor, record } from '../events/record.ts'
import type { Problem } from '../http/forms.ts'
import { once } from '../http/once.ts'
import { sayFor } from '../http/say.ts'
import { insertLoans, type Loan } from '../loans/store.ts'
import { listDevicesByText } from '../tags/devices-by-text.ts'
import { tagText } from '../tags/scan.ts'
import { findPeople, listInTheWay, type Wanted } from './store.ts'
import type { Entry } from './rules.ts'

export type Entered = { problems: Problem[], entered: number }

/**
 * Writes what was on paper into the book as entries "from paper": all lines in one act, or none with everything that
 * stands against them, such as an entry that a line would overlap (M1).
 */
export function enterSheet(db: Db, key: string, entries: Entry[], actor: Actor, now: Date): Promise<Entered> {
  const run = () => act(db, (db) => once(db, key, entries, now, () => enter(db, entries, actor, now), ({ problems }) => problems.length === 0))
  return run().catch((error: unknown) => {
    if (!isUniqueViolation(error) && !isRefusedBy(error, 'overlap') && !isRefusedBy(error, 'out-of-use')) throw error
    return { entered: 0, problems: [{ name: 'code_1', message: 'One of these devices is out of use, or was booked just now. Nothing was saved' }] }
  })
}

async function enter(db: Act, entries: Entry[], actor: Actor, now: Date): Promise<Entered> {
  const devices = await listDevicesByText(db, entries.map(({ code }) => code))
  const people = await findPeople(db, entries.map(({ who }) => who))
  const problems = entries.flatMap((entry) => [
    ...devices.has(tagText(entry.code)) ? [] : [{ name: `code_${entry.n}`, message: `Line ${entry.n}: no device has the code ${tagText(entry.code)}` }],
    ...people.has(entry.who) ? [] : [{ name: `who_${entry.n}`, message: `Line ${entry.n}: write the whole name, or scan the badge: nobody (or more than one) is called “${entry.who.trim()}”` }],
  ])
  if (problems.length > 0) return { problems, entered: 0 }
  const wanted = entries.map(({ n, code, taken_at, returned_at }): Wanted => ({ n, device_id: devices.get(tagText(code))!.device_id, taken_at, returned_at }))
  const inTheWay = await listInTheWay(db, wanted)
  if (inTheWay.length > 0) return { entered: 0, problems: inTheWay.map((loan) => standsInTheWay(loan, now)) }
  const calendar = await readCalendar(db)
  const loans = entries.map((entry, i): Loan => {
    const { id, last_day } = people.get(entry.who)!
    const due_at = dueAt({ taken_at: entry.taken_at, off_site: false, until: null, last_day }, calendar)
    return paperLoan(entry, wanted[i]!.device_id, id, due_at, actor)
  })
  await insertLoans(db, loans)
  await record(db, actor, now, ...loans.map((loan) => ({ verb: 'loan.from paper', subject: 'device', subject_id: loan.device_id, data: { loan_id: loan.id } })))
  return { problems: [], entered: loans.length }
}

function standsInTheWay(loan: Awaited<ReturnType<typeof listInTheWay>>[number], now: Date): Problem {
  const { when } = sayFor(now)
  const until = loan.returned_at ? `to ${when(loan.returned_at)}` : 'and still has it'
  return { name: `code_${loan.n}`, message: `Line ${loan.n}: the book says ${loan.borrower} had it from ${when(loan.taken_at)} ${until}` }
}

function paperLoan(entry: Entry, device_id: string, borrower_id: string, due_at: string, actor: Actor): Loan {
  const { class_id, purpose, taken_at, returned_at } = entry
  return {
    id: newId(), device_id, borrower_id, class_id, answers_id: borrower_id, purpose, taken_at, due_at, off_site: 0,
    source: 'paper', out_desk_id: null, booked_out_by_id: actor.person_id, import_id: null, returned_at, back_desk_id: null,
    taken_back_by_id: returned_at ? actor.person_id : null, on_charge: null, outcome: returned_at ? 'returned' : null,
    voided_at: null, voided_by_id: null,
  }
}
