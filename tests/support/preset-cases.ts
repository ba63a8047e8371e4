import { newId } from '../../src/database/ids.ts'
import { listTypes } from '../../src/device-types/store.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { bookOut } from '../../src/loans/lend.ts'
import { overrideOnce } from '../../src/off-site/override.ts'
import { choosePreset } from '../../src/presets/apply.ts'
import { presetOf } from '../../src/presets/presets.ts'
import { printOf, readStanding } from '../../src/presets/read.ts'
import { changesTo } from '../../src/presets/rules.ts'
import type { PresetId } from '../../src/presets/shape.ts'
import { enterAgreement } from './agreements.ts'
import { addDevice, addPerson, startApp, TUESDAY } from './app.ts'
import { permit } from './approvals.ts'
import { addApproval, addPass } from './off-site.ts'

type School = Awaited<ReturnType<typeof schoolOn>>

/** A school that chose a preset, with an agreement that everybody signs, a head, and a type of its own that stays in school. */
export async function schoolOn(preset: PresetId) {
  const kit = await startApp()
  const { db, lead } = kit
  const standing = await readStanding(db)
  const shown = printOf(standing, changesTo(presetOf(preset), standing))
  await choosePreset(db, newFormKey(), { preset, shown, actor: { person_id: lead, desk_id: null } }, TUESDAY)
  await db.insertInto('device_types').values({
    id: newId(), name: 'Globe', search_name: 'globe', code_prefix: 'GL', position: 20, holds_data: 0, encryption: null, password_reset: 0, check_days: null, off_site: 'no',
  }).execute()
  const agreement_id = await enterAgreement(kit)
  const head = await addPerson(db, { name: 'Ottoline Brae', roles: ['head', 'staff'] })
  const codes = new Map((await listTypes(db)).map(({ name, code_prefix }) => [name, code_prefix]))
  return { ...kit, head, agreement_id, codes }
}

/** What a case says of the borrower, the device and the wish; `here` is a loan that stays in school. */
const WORDS = [
  'signed', 'checked', 'checked-otherwise', 'accepted', 'head', 'lead', 'until-thursday', 'data', 'data-permitted', 'calls', 'calls-permitted',
  'overridden', 'volunteer', 'visitor', 'here', 'may-borrow',
] as const
type Word = typeof WORDS[number]

let number = 0

/** What is refused of one case, by the codes of its reasons; "goes" where nothing is. */
export async function outcomeOf(school: School, type: string, said: string): Promise<string> {
  const words = said.split(' ').filter(Boolean)
  const unknown = words.find((word) => !(WORDS as readonly string[]).includes(word))
  if (unknown) throw new Error(`a case says ${unknown}`)
  const is = (word: Word) => words.includes(word)
  const [borrower, device] = [await borrowerOf(school, is), await deviceOf(school, type, is)]
  await permissionsOf(school, { borrower, device }, is)
  const { refusals } = await bookOut(school.db, {
    device_ids: [device], borrower_id: borrower, class_id: null, answers_id: is('volunteer') || is('visitor') ? school.lead : null, purpose: 'Planning',
    until: is('until-thursday') ? '2026-12-03' : null, source: 'own account', actor: { person_id: borrower, desk_id: null },
    away: is('here') ? null : { acceptance: is('accepted') ? 'now' : null, carries_personal_data: is('data'), video_calls: is('calls') },
  }, TUESDAY)
  return refusals.flatMap(({ reasons }) => reasons.map(({ code }) => code)).join(' ') || 'goes'
}

type Is = (word: Word) => boolean

async function borrowerOf(school: School, is: Is): Promise<string> {
  const [kind] = (['volunteer', 'visitor'] as const).filter(is)
  const id = await addPerson(school.db, { name: `Borrower ${++number}`, kind: kind ?? 'staff', email: null })
  if (is('signed')) await sign(school, id)
  return id
}

export async function sign({ db, agreement_id }: School, person_id: string): Promise<void> {
  await db.insertInto('signatures').values({
    id: newId(), agreement_id, person_id, text_hash: 'h', full_name: 'B', job_title: '', signed_at: TUESDAY.toISOString(), how: 'paper', recorded_by_id: null,
  }).execute()
}

async function deviceOf({ db, codes }: School, type: string, is: Is): Promise<string> {
  const device = await addDevice(db, `${codes.get(type)}-${++number}`, type)
  if (is('checked')) await addPass(db, device)
  if (is('checked-otherwise')) await addPass(db, device, undefined, undefined, 'Another product')
  return device
}

async function permissionsOf({ db, head, lead }: School, { borrower, device }: { borrower: string, device: string }, is: Is): Promise<void> {
  const flag = (word: Word) => (is(word) ? 1 : 0)
  const permits = { person_id: borrower, device_id: device, by_id: head, carries_personal_data: flag('data-permitted'), video_calls: flag('calls-permitted') } as const
  if (is('may-borrow')) await permit(db, { person_id: borrower, by_id: head, in_school: 1 })
  if (is('head')) await addApproval(db, permits)
  if (is('lead')) await addApproval(db, { ...permits, by_id: lead, as: 'lead' })
  if (is('overridden')) await overrideOnce(db, newFormKey(), { device_id: device, person_id: borrower, until_day: '2026-11-24', reason: 'Moderation', by_id: head, desk_id: null }, 'https://kitbook.example', TUESDAY)
}
