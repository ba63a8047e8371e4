import { dayOf, instantsOf } from '../../calendar/days.ts'
import type { Db } from '../../database/open.ts'
import type { Form } from '../../http/forms.ts'
import { describedWords, standingOfReceipt } from '../receipts/rules.ts'
import { listGivenSince } from '../receipts/store.ts'
import { findKeeper, listKeepers } from '../store.ts'

/** What the screen says of the last scan. */
export type Said = { kind: 'out' | 'refused' | 'unknown', words: string, more?: string[], reasons?: string[] } | null

/** What views/allocations/several.ejs needs: who stands there, and what they were given today. */
export async function severalModel(db: Db, form: Form, said: Said, now: Date) {
  const person = await findKeeper(db, form.value('person_id'))
  const since = instantsOf(dayOf(now)).from
  const lines = person ? (await listGivenSince(db, person.id, since)).map((line) => ({ ...line, words: describedWords(line), receipt: standingOfReceipt(line) })) : []
  return { form, said: said && { more: [], reasons: [], ...said }, person, lines, to_confirm: lines.filter(({ receipt }) => receipt === 'to confirm').map(({ id }) => id), keepers: await listKeepers(db, dayOf(now)) }
}
