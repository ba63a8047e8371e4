import { enterVersion, type NewVersion } from '../../src/agreements/enter.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { KINDS } from '../../src/people/rules.ts'
import type { TestApp } from './app.ts'

export const TEXT = 'I look after what I borrow.\n\nI tell the computing lead at once when something is lost.'

/** Enters a version for everybody from 1 September, with whatever a case changes; returns its id. */
export async function enterAgreement({ db, clock, lead }: Pick<TestApp, 'db' | 'clock' | 'lead'>, changes: Partial<NewVersion> = {}): Promise<string> {
  const version = {
    title: 'Acceptable use of ICT', text: TEXT, pdf: null, from_day: '2026-09-01', renewal: 'yearly' as const, kinds: [...KINDS],
    actor: { person_id: lead, desk_id: null }, ...changes,
  }
  return (await enterVersion(db, newFormKey(), version, clock.now)).id
}
