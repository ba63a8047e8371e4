import { expect, test } from 'vitest'
import { standingFor } from '../../src/agreements/standing.ts'
import { listEverybody, listVersionsFor } from '../../src/agreements/store.ts'
import { signAgreement } from '../../src/agreements/sign.ts'
import { isForeignKeyViolation, isRefusedBy } from '../../src/database/act.ts'
import { newFormKey } from '../../src/http/forms.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addPerson, startApp } from '../support/app.ts'

const refusal = (run: Promise<unknown>) => run.then(() => null, (error: unknown) => error)

async function signedSchool() {
  const kit = await startApp()
  const id = await enterAgreement(kit, { kinds: ['staff', 'supply'] })
  const imogen = await addPerson(kit.db, { name: 'Imogen Vale', kind: 'supply' })
  await signAgreement(kit.db, newFormKey(), {
    agreement_id: id, person_id: imogen, full_name: 'Imogen Vale', job_title: 'Supply', how: 'reception', recorded_by_id: kit.lead,
  }, kit.clock.now)
  return { ...kit, id, imogen }
}

test('a version that somebody signed is never changed, only ended; one that nobody signed still can be', async () => {
  const { db, id, ...kit } = await signedSchool()
  const other = await enterAgreement({ db, ...kit })
  for (const change of [{ text: 'Other words' }, { title: 'x' }, { pdf: Buffer.from('%PDF-') }, { text_hash: 'x' }, { from_day: '2026-01-01' }, { renewal: 'never' as const }]) {
    expect(isRefusedBy(await refusal(db.updateTable('agreements').set(change).where('id', '=', id).execute()), 'append-only')).toBe(true)
  }
  expect(isRefusedBy(await refusal(db.insertInto('agreement_kinds').values({ agreement_id: id, kind: 'governor' }).execute()), 'append-only')).toBe(true)
  expect(isRefusedBy(await refusal(db.deleteFrom('agreement_kinds').where('agreement_id', '=', id).execute()), 'append-only')).toBe(true)
  expect(isForeignKeyViolation(await refusal(db.deleteFrom('agreements').where('id', '=', id).execute()))
    || isRefusedBy(await refusal(db.deleteFrom('agreements').where('id', '=', id).execute()), 'append-only')).toBe(true)
  await db.updateTable('agreements').set({ ended_at: '2026-11-24T10:00:00.000Z' }).where('id', '=', id).execute()
  await db.updateTable('agreements').set({ title: 'Mended' }).where('id', '=', other).execute()
})

test('a signature stays as it was: of it only the typed name can be wiped out', async () => {
  const { db } = await signedSchool()
  for (const change of [{ job_title: 'Head' }, { signed_at: '2026-01-01T00:00:00.000Z' }, { full_name: 'Somebody Else' }, { full_name: null, how: 'paper' as const }]) {
    expect(isRefusedBy(await refusal(db.updateTable('signatures').set(change).execute()), 'append-only')).toBe(true)
  }
  expect(isRefusedBy(await refusal(db.deleteFrom('signatures').execute()), 'append-only')).toBe(true)
  await db.updateTable('signatures').set({ full_name: null }).execute()
  expect(await db.selectFrom('signatures').select(['full_name', 'job_title']).execute()).toEqual([{ full_name: null, job_title: 'Supply' }])
})

test('a person has the versions for their kind, and the last time they signed each', async () => {
  const { db, id, imogen, clock, ...kit } = await signedSchool()
  await enterAgreement({ db, clock, ...kit }, { kinds: ['governor'] })
  expect((await listVersionsFor(db, imogen)).map(({ agreement_id, signed_at }) => [agreement_id, signed_at])).toEqual([[id, '2026-11-24T09:00:00.000Z']])
  const later = new Date('2026-11-25T09:00:00.000Z')
  await signAgreement(db, newFormKey(), { agreement_id: id, person_id: imogen, full_name: 'Imogen Vale', job_title: 'Supply', how: 'own account', recorded_by_id: null }, later)
  expect(await standingFor(db, imogen, later)).toEqual({ standing: 'signed', agreement_id: id, signed_on: '2026-11-25', until: '2027-11-25' })
})

test('whoever changes kind is asked for what is for the new kind', async () => {
  const { db, id, imogen, clock } = await signedSchool()
  await db.updateTable('people').set({ kind: 'staff' }).where('id', '=', imogen).execute()
  expect((await standingFor(db, imogen, clock.now)).standing).toBe('signed')
  await db.updateTable('people').set({ kind: 'visitor' }).where('id', '=', imogen).execute()
  expect((await standingFor(db, imogen, clock.now)).standing).toBe('not asked')
  const visitors = await enterAgreement({ db, clock, lead: imogen }, { kinds: ['visitor'] })
  expect(await standingFor(db, imogen, clock.now)).toEqual({ standing: 'not signed', agreement_id: visitors })
  expect(id).not.toBe(visitors)
})

test('everybody who is here is listed once, whether or not anything is for them', async () => {
  const { db } = await signedSchool()
  await addPerson(db, { name: 'Gone Away', last_day: '2026-11-01' })
  await addPerson(db, { name: 'Perrin Low', kind: 'volunteer' })
  const everybody = await listEverybody(db, '2026-11-24')
  expect(everybody.map(({ name, versions }) => [name, versions.length])).toEqual([['Wren Calloway', 1], ['Perrin Low', 0], ['Imogen Vale', 1]])
})
