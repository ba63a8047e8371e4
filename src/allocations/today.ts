import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { addDays, at, dayOf } from '../calendar/days.ts'
import { readCalendar } from '../calendar/school/store.ts'
import type { Db } from '../database/open.ts'
import { isLeads, standingOfAsk } from './borrowing/rules.ts'
import { type BorrowAsk, listOpenAsks, listOwnAsks } from './borrowing/store.ts'
import { findAnyOpen } from './open.ts'
import { describedWords } from './receipts/rules.ts'
import { type KeptOver, listKeptOver, listOpenHandovers, listOwnOpenHandovers, type OpenHandover } from './receipts/store.ts'
import { readSettings } from '../settings/store.ts'
import { askedDay } from './yearly/rules.ts'
import { listOpenAnswers, listUnanswered, type Unanswered } from './yearly/store.ts'

const MOST = 10
/** An answer stays on one's own page for so many days. */
const DAYS_TOLD = 7

type Receipt = OpenHandover & { words: string }
/** `in_place`: the lead may answer it in its keeper's place. */
type Asked = BorrowAsk & { in_place: boolean }
type OwnAsk = BorrowAsk & { standing: ReturnType<typeof standingOfAsk> }
/** `mine` and `asked` are one's own to answer, `my_asks` one's own; the rest is for those who keep the devices. */
export type TodayKept = {
  any: boolean
  mine: Receipt[], receipts: Receipt[], receipts_in_all: number, over: KeptOver[]
  still: Unanswered[], still_open: number, asked: Asked[], unanswered: Asked[], my_asks: OwnAsk[]
}

/** What is open about devices that are looked after (M3); where nothing is, that is one look-up. */
export async function keepingFor(db: Db, viewer: Account, now: Date): Promise<TodayKept> {
  const { person_id, roles } = viewer
  const today = dayOf(now)
  const since = at(addDays(today, -DAYS_TOLD), '00:00')
  const open = (await findAnyOpen(db, today, person_id, since))!
  const isKeeping = can(roles, 'edit-devices')
  const receipts = open.handover !== null && isKeeping ? inWords(await listOpenHandovers(db)) : []
  const over = open.over === null ? [] : await listKeptOver(db, today)
  const kept = {
    mine: open.handover === null ? [] : inWords(await listOwnOpenHandovers(db, person_id)).filter(({ answer }) => answer === null),
    receipts: receipts.slice(0, MOST), receipts_in_all: receipts.length,
    ...await stillFor(db, person_id, open.answer !== null && isKeeping, today),
    over: over.filter(({ keeper_id }) => isKeeping || keeper_id === person_id),
    ...await asksFor(db, viewer, open.ask !== null, now),
    my_asks: open.ask === null && open.answered === null ? [] : ownOf(await listOwnAsks(db, person_id, MOST), today, since),
  }
  return { ...kept, any: Object.values(kept).some((part) => (Array.isArray(part) ? part.length > 0 : part > 0)) }
}

/** One's own devices whose yearly question waits, and how many keepers have one no longer or a problem with it. */
async function stillFor(db: Db, personId: string, isAny: boolean, today: string) {
  const day = askedDay((await readSettings(db)).keepers_asked_on, today)
  const mine = day === null ? [] : (await listUnanswered(db, day)).filter(({ keeper_id }) => keeper_id === personId)
  return { still: mine, still_open: isAny ? (await listOpenAnswers(db)).length : 0 }
}

async function asksFor(db: Db, { person_id, roles }: Account, isAny: boolean, now: Date) {
  const asks = isAny ? (await listOpenAsks(db)).filter(({ answer }) => answer === null) : []
  const others = asks.filter(({ keeper_id, asker_id }) => keeper_id !== person_id && asker_id !== person_id)
  const calendar = roles.includes('lead') && others.length > 0 ? await readCalendar(db) : null
  return {
    asked: asks.filter(({ keeper_id }) => keeper_id === person_id).map((ask) => ({ ...ask, in_place: false })),
    unanswered: calendar ? others.filter((ask) => isLeads(ask, now, calendar)).slice(0, MOST).map((ask) => ({ ...ask, in_place: true })) : [],
  }
}

/** What still waits, and what was answered lately. */
function ownOf(asks: BorrowAsk[], today: string, since: string): OwnAsk[] {
  return asks.map((ask) => ({ ...ask, standing: standingOfAsk(ask, today) }))
    .filter(({ standing, answered_at }) => standing === 'waiting' || (['yes', 'no', 'later'].includes(standing) && answered_at! >= since))
}

function inWords(receipts: OpenHandover[]): Receipt[] {
  return receipts.map((receipt) => ({ ...receipt, words: describedWords(receipt) }))
}
