import { isFirstDayBack } from '../calendar/due.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { sayFor } from '../http/say.ts'

/**
 * What to say after a loan's form, on the page that `?loan=` leads to: always what the book says now, so that a reload
 * or an old link tells no untruth. Undefined without such a loan.
 */
export async function loanNotice(db: Db, loanId: unknown, personId: string, now: Date): Promise<string | undefined> {
  if (typeof loanId !== 'string' || loanId === '') return undefined
  const loan = await findForNotice(db, loanId)
  if (!loan) return undefined
  const { code } = loan
  const say = sayFor(now)
  if (loan.voided_at) return `${code} was not taken: that entry is struck out.`
  const charge = loan.on_charge === 1 ? ', and on charge' : ''
  if (loan.returned_at) return `${code} is back, ${say.when(loan.returned_at)}${charge}.`
  const whom = loan.borrower_id === personId ? ' to you' : loan.booked_out_by_id === personId ? ` to ${loan.name}` : ''
  const back = isFirstDayBack(loan.due_at, loan.taken_at, await readCalendar(db)) ? ': the first day back' : ''
  return `${code} is booked out${whom}. It is due back ${say.when(loan.due_at)}${back}.`
}

function findForNotice(db: Db, loanId: string) {
  return db.selectFrom('loans as l')
    .innerJoin('devices as d', 'd.id', 'l.device_id').innerJoin('people as p', 'p.id', 'l.borrower_id')
    .select([
      'd.code', 'p.name', 'l.borrower_id', 'l.booked_out_by_id', 'l.taken_at', 'l.due_at', 'l.returned_at', 'l.on_charge',
      'l.voided_at',
    ])
    .where('l.id', '=', loanId).executeTakeFirst()
}
