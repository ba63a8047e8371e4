import { expect, test } from 'vitest'
import { writeSettings } from '../../src/settings/store.ts'
import { enterAgreement } from '../support/agreements.ts'
import { addPerson, signedIn, startApp } from '../support/app.ts'

/** An agreement for everybody that nobody has signed, and accounts that are of use all the same. */
async function unsigned() {
  const kit = await startApp()
  await writeSettings(kit.db, { agreement_before_account: false })
  const marlo = await addPerson(kit.db, { name: 'Marlo Finch', roles: ['staff'] })
  const opal = await addPerson(kit.db, { name: 'Opal Quist', roles: ['office'] })
  const agreement_id = await enterAgreement(kit)
  const sign = (person_id: string) => kit.db.insertInto('signatures').values({
    id: `of ${person_id}`, agreement_id, person_id, text_hash: 'h', full_name: null, job_title: '', signed_at: kit.clock.now.toISOString(), how: 'paper', recorded_by_id: kit.lead,
  }).execute()
  const today = async (person: string) => (await (await signedIn(kit, person)).get('/').expect(200)).text
  return { ...kit, marlo, opal, agreement_id, sign, today }
}

test('Today says to whoever has not signed that they have not, with the way to do it, until they have', async () => {
  const { marlo, agreement_id, sign, today } = await unsigned()
  const before = await today(marlo)
  expect(before).toContain('Yours: not signed.')
  expect(before).toContain(`href="/agreements/${agreement_id}/sign"`)
  expect(before).not.toContain('have not signed')
  await sign(marlo)
  expect(await today(marlo)).not.toContain('Agreement not signed')
})

test('the office sees how many have not, and where', async () => {
  const { marlo, opal, lead, sign, today } = await unsigned()
  await sign(opal)
  const text = await today(opal)
  expect(text).toContain('2 adults have not signed.')
  expect(text).toMatch(/id="unsigned"[^]*href="\/agreements"/)
  expect(text).not.toContain('Yours:')
  await sign(marlo)
  expect(await today(opal)).toContain('1 adult has not signed.')
  await sign(lead)
  expect(await today(opal)).not.toContain('Agreement not signed')
})
