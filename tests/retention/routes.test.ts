import { expect, test } from 'vitest'
import { readSettings } from '../../src/settings/store.ts'
import { signedIn, startApp } from '../support/app.ts'

test('the years are set, what would be cut is shown, and the notice says them', async () => {
  const kit = await startApp()
  const lead = await signedIn(kit, kit.lead)
  const send = (fields: object) => lead.post('/settings/retention').type('form').send(fields)
  const wrong = await send({ keep_book_years: 'two', keep_signatures_years: '6' })
  expect([wrong.status, wrong.text.includes('Write a whole number from 0 to 10'), wrong.text.includes('value="two"')]).toEqual([422, true, true])
  expect((await send({ keep_book_years: '2', keep_signatures_years: '7', retention_on: '1' })).status).toBe(303)
  expect(await readSettings(kit.db)).toMatchObject({ keep_book_years: 2, keep_signatures_years: 7, retention_on: true })
  expect((await lead.get('/settings/retention/report')).text).toContain('Nothing: the record names nobody for longer than it should')
  const notice = (await lead.get('/settings/privacy-notice')).text
  for (const words of ['Larkfield Primary School', 'For this school year and 2 school years before', 'Until 7 years after the last day', 'Information Commissioner']) expect(notice).toContain(words)
  const page = (await lead.get('/settings/retention')).text
  for (const link of ['/settings/privacy-notice', '/settings/privacy-assessment', '/settings/retention/report']) expect(page).toContain(`href="${link}"`)
  expect((await lead.get('/settings/privacy-assessment')).text).toContain('What could go wrong')
})
