import { expect, test } from 'vitest'
import { startSession } from '../../src/auth/sessions.ts'
import { reservingSchool } from '../reservations/support.ts'
import { addAccount } from '../support/app.ts'
import { expectGoodAtEverySize } from '../support/axe.ts'
import { openPage } from '../support/browser.ts'
import { serve } from '../support/site.ts'

async function served() {
  const kit = await reservingSchool()
  const url = await serve(kit.app)
  const as = async (person: string) => ({ kitbook: await startSession(kit.db, await addAccount(kit.db, person), 'test', kit.clock.now) })
  return { ...kit, url, imogens: await as(kit.imogen), marlos: await as(kit.marlo) }
}

test.each([true, false])('a teacher sees what is free, reserves it for two lessons a week, changes it, and another finds it taken (JavaScript %s)', async (javaScriptEnabled) => {
  const { url, imogens, marlos } = await served()
  const imogen = await openPage({ url, cookies: imogens, javaScriptEnabled })
  await imogen.goto('/reservations')
  await imogen.getByRole('link', { name: 'The next school day' }).click()
  await imogen.getByRole('heading', { name: 'Wednesday 25 November 2026' }).waitFor()
  await expectGoodAtEverySize(imogen)
  await imogen.getByRole('link', { name: /reserve iPad, Before break/ }).click()
  await imogen.getByRole('button', { name: 'Reserve it' }).click()
  await imogen.getByRole('link', { name: 'Say what it is for' }).click()
  expect(await imogen.evaluate(() => document.activeElement!.id)).toBe('purpose')
  await expectGoodAtEverySize(imogen)
  await imogen.getByLabel('What it is for').fill('Computing')
  await imogen.getByLabel('How many').fill('9')
  await imogen.getByLabel(/After break/).check()
  await imogen.getByLabel('Each week until').fill('2 12 2026')
  await imogen.getByRole('button', { name: 'Reserve it' }).click()
  await imogen.getByText(/Before break to After break: only 3 free of iPad/).first().waitFor()
  await imogen.getByLabel('How many').fill('2')
  await imogen.getByRole('button', { name: 'Reserve it' }).click()
  await imogen.getByText('It is reserved.').first().waitFor()
  await expectGoodAtEverySize(imogen)
  await imogen.getByLabel('How many').fill('3')
  await imogen.getByRole('button', { name: 'Change the reservation' }).click()
  await imogen.getByText('The reservation is changed.').first().waitFor()

  const marlo = await openPage({ url, cookies: marlos, javaScriptEnabled })
  await marlo.goto('/reservations?day=25+11+2026')
  expect(await marlo.getByText('none free').count()).toBe(2)
  await expectGoodAtEverySize(marlo)
  await marlo.goto('/reservations/new?what=device&code=IP-0003&day=2+12+2026')
  await marlo.getByLabel('Before break').check()
  await marlo.getByLabel('What it is for').fill('Maths')
  await marlo.getByRole('button', { name: 'Reserve it' }).click()
  await marlo.getByText('It is reserved.').first().waitFor()
  await marlo.getByRole('button', { name: 'Cancel the reservation' }).click()
  await marlo.getByText('The reservation is cancelled.').first().waitFor()
  await expectGoodAtEverySize(marlo)
  await imogen.goto('/')
  await imogen.getByRole('heading', { name: 'Reserved for me' }).waitFor()
  await expectGoodAtEverySize(imogen)
})
