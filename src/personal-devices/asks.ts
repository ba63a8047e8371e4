import { listDeciders } from '../approvals/store.ts'
import { toldOfAsking } from '../approvals/rules.ts'
import { dayOf } from '../calendar/days.ts'
import type { AskSource } from '../reminders/asks.ts'
import { exampleAsks, sayWaiting, waitingAsks } from './reminders.ts'
import { listWaiting } from './store.ts'

const MOST_TOLD = 100

/** Declarations that wait for somebody's yes, as their part in the daily letter; nothing is asked where no yes is wanted. */
export const personalDeviceAsks: AskSource<'personal device'> = {
  async read(db, { settings: { personal_devices, remind_personal_devices } }, now) {
    if (!remind_personal_devices || (personal_devices !== 'lead' && personal_devices !== 'head')) return []
    const waiting = await listWaiting(db, dayOf(now), MOST_TOLD)
    if (waiting.length === 0) return []
    const deciders = await listDeciders(db, dayOf(now))
    return waiting.flatMap((one) => waitingAsks(one, toldOfAsking(deciders, { need: one.needs as 'lead' | 'head', person_id: one.person_id, asked_by_id: one.person_id }), dayOf(now)))
  },
  examples: exampleAsks,
  say: { 'personal device': sayWaiting },
}
