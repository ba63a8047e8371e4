import { newId } from '../../src/database/ids.ts'
import type { TestApp } from './app.ts'

/** Ten in the morning of a day in British summer time. */
export function nowOf(day: string, time = '10:00'): Date {
  return new Date(`${day}T${time}:00.000+01:00`)
}

/** A device is looked after by somebody from now on, and by nobody else any more. */
export async function keep({ db, clock }: Pick<TestApp, 'db' | 'clock'>, device_id: string, keeper_id: string): Promise<void> {
  const at = clock.now.toISOString()
  await db.updateTable('allocations').set({ until_at: at }).where('device_id', '=', device_id).where('until_at', 'is', null).execute()
  await db.insertInto('allocations').values({ id: newId(), device_id, keeper_id, from_at: at, until_at: null }).execute()
}
