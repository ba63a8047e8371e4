import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { idOf, reservingSchool } from '../reservations/support.ts'
import { addAccount, addPerson } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'

/** Imogen has reserved two iPads for each of two mornings. */
async function served() {
  const kit = await reservingSchool()
  const office = await addPerson(kit.db, { name: 'Ada Quill', roles: ['office'] })
  const pru = await addPerson(kit.db, { name: 'Pru Abara', roles: ['staff'] })
  const ids = [idOf(await kit.ask({ class_id: kit.oak })), idOf(await kit.ask({ day: '2026-11-26' }))] as const
  const as = async (person: string) => ({ kitbook: await startSession(kit.db, await addAccount(kit.db, person), 'test', kit.clock.now) })
  return { ...kit, ids, url: await serve(kit.app), offices: await as(office), marlos: await as(kit.marlo), prus: await as(pru) }
}

test.each([true, false])('the office offers what somebody who is away has reserved; one teacher takes it over, the next is told (JavaScript %s)', async (javaScriptEnabled) => {
  const { url, ids, imogen, offices, marlos, prus } = await served()
  const office = await openPage({ url, cookies: offices, javaScriptEnabled })
  await office.goto(`/people/${imogen}`)
  await expectGoodAtEverySize(office)
  await office.getByText('Offer it to others, if Imogen Vale is away').click()
  await office.getByLabel(/tomorrow, Before break/).uncheck()
  await office.getByLabel(/Thu 26 Nov, Before break/).uncheck()
  await office.getByRole('button', { name: 'Offer these to others' }).click()
  await office.getByRole('link', { name: 'Choose what others may have' }).click()
  expect(await office.evaluate(() => document.activeElement!.id)).toBe('reservation_ids')
  await expectGoodAtEverySize(office)
  await office.getByLabel(/tomorrow, Before break/).check()
  await office.getByRole('button', { name: 'Offer these to others' }).click()
  await office.getByText('It is offered to others.').first().waitFor()
  await office.getByText('nobody has taken it yet').waitFor()
  await expectGoodAtEverySize(office)
  await office.goto('/')
  await office.getByRole('heading', { name: 'Reservations of somebody who is away' }).waitFor()
  await expectGoodAtEverySize(office)

  const [marlo, pru] = [await openPage({ url, cookies: marlos, javaScriptEnabled }), await openPage({ url, cookies: prus, javaScriptEnabled })]
  await marlo.goto('/reservations')
  await expectGoodAtEverySize(marlo)
  for (const page of [marlo, pru]) {
    await page.goto('/reservations')
    await page.getByRole('link', { name: /Take it over/ }).click()
    await page.getByRole('heading', { name: 'Take it over' }).waitFor()
    await page.getByLabel('What it is for').fill('Reading')
  }
  await expectGoodAtEverySize(marlo)
  await marlo.getByRole('button', { name: 'Take it over' }).click()
  await marlo.getByText('It is yours now.').first().waitFor()
  await expectGoodAtEverySize(marlo)
  await pru.getByRole('button', { name: 'Take it over' }).click()
  await pru.getByText('It is not offered any more').first().waitFor()
  await expectGoodAtEverySize(pru)
  await office.goto(`/reservations/${ids[1]}`)
  await office.getByRole('heading', { name: 'Give it to somebody else' }).waitFor()
})
