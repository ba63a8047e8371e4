import { dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import { addressOf } from '../http/address.ts'
import type { CsvColumn } from '../http/csv.ts'
import { instantCell } from '../http/csv.ts'
import type { Db } from '../database/open.ts'
import { isLeads } from './borrowing/rules.ts'
import { listOpenAsks } from './borrowing/store.ts'
import { describedWords, standingOfReceipt } from './receipts/rules.ts'
import { listKeptOver, listOpenHandovers } from './receipts/store.ts'
import { readSettings } from '../settings/store.ts'
import { listLookedAfter, type LookedAfter } from './store.ts'
import { askedDay } from './yearly/rules.ts'
import { listOpenAnswers, listUnanswered } from './yearly/store.ts'

const PER_PAGE = 50

/** What views/allocations/index.ejs needs: what needs a hand, and everything that is looked after, by code. */
export async function listModel(db: Db, { after }: { after: string }, now: Date) {
  const rows = await listLookedAfter(db, after, PER_PAGE + 1)
  const calendar = await readCalendar(db)
  const asked_day = askedDay((await readSettings(db)).keepers_asked_on, dayOf(now))
  const page = rows.slice(0, PER_PAGE)
  return {
    lines: page.map(lineOf), is_empty: after === '' && page.length === 0, receipts: (await listOpenHandovers(db)).map((receipt) => ({ ...receipt, words: describedWords(receipt) })),
    over: await listKeptOver(db, dayOf(now)), asks: (await listOpenAsks(db)).map((ask) => ({ ...ask, is_leads: isLeads(ask, now, calendar) })),
    answers: await listOpenAnswers(db), unanswered: asked_day === null ? [] : await listUnanswered(db, asked_day), asked_day,
    older: rows.length > PER_PAGE ? addressOf('/allocations', { after: page.at(-1)!.code }) : null,
    newer: after === '' ? null : '/allocations',
  }
}

/** What the receipt of it says, and where its answer stands; what was given before there were receipts has none. */
export function lineOf(row: LookedAfter) {
  const { handover_id, condition, charger, bag, answer, closed_at } = row
  const line = { ...row, way: 'given' as const, since_day: dayOf(row.from_at) }
  if (handover_id === null) return { ...line, words: null, receipt: null }
  return { ...line, words: describedWords({ condition: condition!, charger: charger!, bag: bag! }), receipt: standingOfReceipt({ answer, closed_at }) }
}

export type Line = ReturnType<typeof lineOf>

export async function* everyPage(db: Db): AsyncGenerator<Line[]> {
  for (let after = '', more = true; more;) {
    const rows = await listLookedAfter(db, after, PER_PAGE * 10)
    yield rows.map(lineOf)
    more = rows.length === PER_PAGE * 10
    after = rows.at(-1)?.code ?? ''
  }
}

const yesNo = (flag: number | null) => (flag === null ? null : flag === 1 ? 'yes' : 'no')

export const CSV_COLUMNS: readonly CsvColumn<Line>[] = [
  ['Device', ({ code }) => code], ['Type', ({ type_name }) => type_name], ['Looked after by', ({ keeper }) => keeper],
  ['Since', ({ from_at }) => instantCell(from_at)], ['Until', ({ until_day }) => until_day], ['Booked out to', ({ borrower }) => borrower],
  ['Condition', ({ condition }) => condition], ['Charger', ({ charger }) => yesNo(charger)], ['Bag', ({ bag }) => yesNo(bag)],
  ['Goes home', ({ goes_home }) => yesNo(goes_home)], ['Receipt', ({ receipt }) => receipt], ['Keeper’s words', ({ answer_words }) => answer_words],
]
