import { askApproval, type Wish } from '../../src/approvals/ask.ts'
import { decideApproval, type Deciding, revokeApproval } from '../../src/approvals/decide.ts'
import type { Role } from '../../src/database/tables.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { addDevice, addPerson, startApp, type TestApp } from './app.ts'

export const ADDRESS = 'https://kitbook.larkfield.example'

/** Larkfield with a lead, a head, a business manager and two teachers; an iPad is the head's to let go, a Chromebook the lead's. */
export async function askingSchool() {
  const kit = await startApp()
  const { db, clock } = kit
  const person = (name: string, ...roles: Role[]) => addPerson(db, { name, roles })
  const people = {
    head: await person('Hedda Marsh', 'head'), imogen: await person('Imogen Vale', 'staff'), marlo: await person('Marlo Finch', 'staff'),
    business: await person('Bryony Oakes', 'business'),
  }
  const device = { ipad: await addDevice(db, 'IP-0001', 'iPad'), chromebook: await addDevice(db, 'CB-0001', 'Chromebook'), laptop: await addDevice(db, 'LT-0001') }
  const ask = (changes: Partial<Wish> = {}, key = newFormKey()) => askApproval(db, key, wishOf(changes.person_id ?? people.imogen, changes), clock.now)
  const by = { head: { id: people.head, roles: ['head'] }, lead: { id: kit.lead, roles: ['lead'] }, marlo: { id: people.marlo, roles: ['staff'] } } satisfies Record<string, Deciding['by']>
  const decide = (id: string, changes: Partial<Deciding> = {}, key = newFormKey()) =>
    decideApproval(db, key, { id, decision: 'approved', until: null, words: '', by: by.head, address: ADDRESS, ...changes }, clock.now)
  const revoke = (id: string, who: Deciding['by'] = by.head, words = '') => revokeApproval(db, newFormKey(), { id, words, by: who, address: ADDRESS }, clock.now)
  return { ...kit, ...people, device, ask, by, decide, revoke, letters: () => lettersOf(kit) }
}

export function wishOf(person_id: string, changes: Partial<Wish> = {}): Wish {
  return {
    person_id, codes: ['IP-0001'], type_id: null, from_day: '2026-11-24', until_day: '2026-11-27', why: 'Planning at home', carries_personal_data: 0,
    video_calls: 0, trip_id: null, actor: { person_id, desk_id: null }, address: ADDRESS, ...changes,
  }
}

export function idOf(done: object): string {
  if ('approval_id' in done) return String(done.approval_id)
  throw new Error(JSON.stringify(done))
}

/** Every letter in the outbox, the first one first. */
function lettersOf({ db }: TestApp) {
  return db.selectFrom('outbox').select(['to_address', 'subject', 'body_text', 'body_html']).orderBy('id').execute()
}
