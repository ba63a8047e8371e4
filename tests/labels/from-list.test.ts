import { expect, test } from 'vitest'
import { addDevice, addPerson, signedIn } from '../support/app.ts'
import { addBadge, deskSchool } from '../support/desk-school.ts'
import { lend } from '../support/loans.ts'

async function school() {
  const kit = await deskSchool()
  const agent = await signedIn(kit, kit.lead)
  const page = async (path: string) => (await agent.get(path).expect(200)).text
  return { ...kit, agent, page }
}

const linkIn = (html: string, words: string) => new RegExp(`<a href="([^"]+)">${words}</a>`).exec(html)?.[1]?.replaceAll('&amp;', '&')
const countOf = (html: string) => /plan-count[^>]*>([^]*?)<\/p>/.exec(html)![1]!.replace(/<[^>]+>/g, '')

test.each([
  ['', '16 labels on 1 sheet'],
  ['?type=laptop', '1 label on 1 sheet'],
  ['?q=ip-00&home=TR-A', '15 labels on 1 sheet'],
  ['?state=out', '2 labels on 1 sheet'],
  ['?state=in-store&type=ipad', '13 labels on 1 sheet'],
  ['?with=marlo', '2 labels on 1 sheet'],
])('the list of devices asked %o leads to labels for just those', async (query, count) => {
  const kit = await school()
  for (const code of ['IP-0001', 'IP-0002']) await lend(kit, kit.marlo, code)
  const link = linkIn(await kit.page(`/devices${query}`), 'Print labels for these')!
  expect(countOf(await kit.page(link))).toBe(count)
})

test('the link says how the list was asked, not what it found, and the form keeps it', async () => {
  const { db, agent, page } = await school()
  for (let i = 100; i < 400; i++) await addDevice(db, `CB-0${i}`, 'Chromebook')
  const link = linkIn(await page('/devices?type=chromebook&q=cb-0'), 'Print labels for these')!
  expect(link).toBe('/labels?what=devices&list=q%3Dcb-0%26type%3Dchromebook')
  const form = await page(link)
  expect(countOf(form)).toBe('300 labels on 15 sheets')
  expect(form).toContain('href="/devices?q=cb-0&amp;type=chromebook"')
  const fields = { form_key: /name="form_key" value="([^"]+)"/.exec(form)![1]!, what: 'devices', list: /name="list" value="([^"]*)"/.exec(form)![1]!.replaceAll('&amp;', '&'), sheet: 'L7651' }
  const made = await agent.post('/labels').type('form').send(fields).expect(303)
  expect(await page(made.headers['location']!)).toContain('300 labels on 5 sheets of L7651')
})

test('the list of people leads to badges for just those, and whoever has left gets none', async () => {
  const { db, page } = await school()
  await addBadge(db, await addPerson(db, { name: 'Vera Okonjo', kind: 'volunteer' }), 'P-0007')
  await addPerson(db, { name: 'Odile Penn', last_day: '2026-07-22' })
  const count = async (query: string) => countOf(await page(linkIn(await page(`/people${query}`), 'Print badges for these')!))
  expect(await count('')).toBe('4 cards on 1 sheet')
  expect(await count('?kind=volunteer')).toBe('1 card on 1 sheet')
  expect(await count('?q=vale')).toBe('1 card on 1 sheet')
  expect(await count('?here=all')).toBe('4 cards on 1 sheet')
  expect(linkIn(await page('/people?here=left'), 'Print badges for these')).toBeUndefined()
})

test('classes lead to their cards, one class to its own', async () => {
  const { page, oak } = await school()
  expect(countOf(await page(linkIn(await page('/classes'), 'Print class cards')!))).toBe('2 cards on 1 sheet')
  expect(countOf(await page(linkIn(await page(`/classes/${oak}`), 'Print this card')!))).toBe('1 card on 1 sheet')
})

test('only whoever may print is offered it, and a list of people is for those who may see people', async () => {
  const kit = await school()
  const signed = async (name: string, role: 'head' | 'technician' | 'staff') => signedIn(kit, await addPerson(kit.db, { name, roles: [role] }))
  const [head, technician, staff] = [await signed('Ida Frost', 'head'), await signed('Ned Gale', 'technician'), await signed('Odile Penn', 'staff')]
  expect((await staff.get('/devices')).text).not.toContain('Print labels')
  expect((await head.get('/people')).text).not.toContain('Print badges')
  expect((await head.get('/classes')).text).not.toContain('Print class cards')
  expect((await technician.get('/devices')).text).toContain('Print labels for these')
  await technician.get('/labels?what=badges&list=kind%3Dstaff').expect(403)
})

test('a list that cannot be read is every one, and one without anything says so', async () => {
  const { page } = await school()
  expect(countOf(await page('/labels?what=devices&list=%25%25%26state%3Dnonsense'))).toBe('16 labels on 1 sheet')
  expect(countOf(await page('/labels?what=devices&list=type%3Dcamera'))).toBe('No device fits that.')
  expect(countOf(await page(`/labels?what=devices&list=${'q%3D'.repeat(1100)}`))).toBe('That list is asked for at too great length.')
  expect(await page('/labels?what=devices&list=q%3D%22%3E%3Cscript%3E')).not.toContain('"><script>')
})
