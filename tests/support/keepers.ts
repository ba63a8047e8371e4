import type { Giving } from '../../src/allocations/give.ts'
import type { Db } from '../../src/database/open.ts'
import { TUESDAY } from './app.ts'

/** What every device is given with, where a test does not say otherwise. */
export const given: Omit<Giving, 'device_id' | 'keeper_id' | 'actor'> = {
  condition: 'Good', charger: 1, bag: 0, until_day: null, goes_home: 0, address: 'https://kitbook.larkfield.example',
}

export async function giveBadge(db: Db, personId: string, text: string): Promise<void> {
  await db.insertInto('tags').values({
    text, what: 'badge', person_id: personId, device_id: null, set_id: null, class_card_id: null, created_at: TUESDAY.toISOString(),
  }).execute()
}
