import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage, scan } from '../support/browser.ts'
import { later, listOpenLoans, servedDesk } from '../support/desk-school.ts'
import { giveBack, lend } from '../support/loans.ts'

/** Counts what a person does at the desk: scans, taps and pages; typing is none of them here. */
async function counted() {
  const school = await servedDesk()
  const page = await openPage(school)
  let [acts, pages] = [0, 0]
  page.on('framenavigated', () => { pages += 1 })
  await page.goto('/desk')
  return {
    school, page, pages: () => pages,
    scan: async (code: string) => { acts += 1; await scan(page, code) },
    tap: async (name: string) => { acts += 1; await page.getByRole('button', { name }).first().click() },
    acts: () => { const done = acts; acts = 0; return done },
  }
}

const isSaid = (page: Page, words: string) => page.locator('.answer-word').first().filter({ hasText: words }).waitFor()

test('one device, purpose included, goes out in two scans on one page and comes back in one', async () => {
  const desk = await counted()
  await desk.scan('CL-4OAK')
  await desk.scan('LT-0001')
  await isSaid(desk.page, 'LT-0001 out to Marlo Finch')
  expect(await listOpenLoans(desk.school)).toMatchObject([{ purpose: 'Computing', class_id: desk.school.oak }])
  expect([desk.acts(), desk.pages()]).toEqual([2, 1])
  later(desk.school, 3600)
  await desk.scan('LT-0001')
  await isSaid(desk.page, 'LT-0001 back')
  expect([desk.acts(), desk.pages()]).toEqual([1, 1])
  expect(await listOpenLoans(desk.school)).toEqual([])
})

test('a badge with its usual purpose takes two scans as well, and another purpose three acts', async () => {
  const desk = await counted()
  await lend(desk.school, desk.school.marlo, 'LT-0001')
  await giveBack(desk.school, 'LT-0001')
  later(desk.school, 60)
  await desk.scan('P-0001')
  await desk.scan('IP-0001')
  await isSaid(desk.page, 'IP-0001 out to Marlo Finch')
  expect([desk.acts(), desk.pages()]).toEqual([2, 1])

  await desk.school.db.updateTable('loans').set({ purpose: 'Phonics' }).where('returned_at', 'is not', null).execute()
  later(desk.school, 600)
  await desk.scan('CL-4OAK')
  await desk.tap('Phonics')
  await desk.scan('IP-0002')
  await isSaid(desk.page, 'IP-0002 out to Marlo Finch')
  expect((await listOpenLoans(desk.school)).map(({ purpose }) => purpose).toSorted()).toEqual(['Computing', 'Phonics'])
  expect([desk.acts(), desk.pages()]).toEqual([3, 1])
})

test('fifteen iPads go out in 16 acts and come back in 15, or in two and one by their trolley', async () => {
  const desk = await counted()
  const pads = Array.from({ length: 15 }, (_, i) => `IP-${String(i + 1).padStart(4, '0')}`)
  await desk.scan('CL-4OAK')
  for (const pad of pads) await desk.scan(pad)
  await isSaid(desk.page, 'IP-0015 out to Marlo Finch')
  expect([desk.acts(), (await listOpenLoans(desk.school)).length]).toEqual([16, 15])
  later(desk.school, 3600)
  for (const pad of pads) await desk.scan(pad)
  await isSaid(desk.page, 'IP-0015 back')
  expect([desk.acts(), (await listOpenLoans(desk.school)).length]).toEqual([15, 0])
  later(desk.school, 3600)
  await desk.scan('CL-4OAK')
  await desk.scan('TR-A')
  await isSaid(desk.page, '15 devices out to Marlo Finch')
  expect([desk.acts(), (await listOpenLoans(desk.school)).length]).toEqual([2, 15])
  later(desk.school, 3600)
  await desk.scan('TR-A')
  await isSaid(desk.page, '15 devices back')
  expect([desk.acts(), (await listOpenLoans(desk.school)).length, desk.pages()]).toEqual([1, 0, 1])
})
