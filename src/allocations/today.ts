import type { Account } from '../auth/account.ts'
import { can } from '../auth/permissions.ts'
import { dayOf } from '../calendar/days.ts'
import type { Db } from '../database/open.ts'
import { describedWords } from './receipts/rules.ts'
import { findAnyOpen, type KeptOver, listKeptOver, listOpenHandovers, listOwnOpenHandovers, type OpenHandover } from './receipts/store.ts'

const MOST = 10

type Receipt = OpenHandover & { words: string }
/** `mine`: receipts that are one's own to confirm; the rest is for those who keep the devices. */
export type TodayKept = { mine: Receipt[], receipts: Receipt[], receipts_in_all: number, over: KeptOver[] }

/** What is open about devices that are looked after (M3); where nothing is, that is one look-up. */
export async function keepingFor(db: Db, { person_id, roles }: Account, now: Date): Promise<TodayKept> {
  const today = dayOf(now)
  const open = (await findAnyOpen(db, today))!
  const isLeads = can(roles, 'edit-devices')
  const receipts = open.handover !== null && isLeads ? inWords(await listOpenHandovers(db)) : []
  const over = open.over === null ? [] : await listKeptOver(db, today)
  return {
    mine: open.handover === null ? [] : inWords(await listOwnOpenHandovers(db, person_id)).filter(({ answer }) => answer === null),
    receipts: receipts.slice(0, MOST), receipts_in_all: receipts.length,
    over: over.filter(({ keeper_id }) => isLeads || keeper_id === person_id),
  }
}

function inWords(receipts: OpenHandover[]): Receipt[] {
  return receipts.map((receipt) => ({ ...receipt, words: describedWords(receipt) }))
}
