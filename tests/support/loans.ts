import { bookOut } from '../../src/loans/lend.ts'
import { takeBack } from '../../src/loans/take-back.ts'
import type { TestApp } from './app.ts'

async function idOf(db: TestApp['db'], code: string): Promise<string> {
  return (await db.selectFrom('devices').select('id').where('code', '=', code).executeTakeFirstOrThrow()).id
}

/** Books a device out now by its code, as the app does. */
export async function lend({ db, clock }: TestApp, borrower_id: string, code: string): Promise<void> {
  const actor = { person_id: borrower_id, desk_id: null }
  const wish = { device_ids: [await idOf(db, code)], borrower_id, class_id: null, answers_id: null, purpose: 'Computing', until: null, source: 'own account' as const, actor }
  const { refusals } = await bookOut(db, wish, clock.now)
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals))
}

export async function giveBack({ db, clock }: TestApp, code: string): Promise<void> {
  await takeBack(db, { device_id: await idOf(db, code), actor: { person_id: null, desk_id: null } }, clock.now)
}
