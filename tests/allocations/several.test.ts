import { expect, test } from 'vitest'
import { setPin } from '../../src/accounts/pin.ts'
import { giveBadge } from '../support/keepers.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'

async function scene() {
  const school = await startApp()
  const { db, clock } = school
  for (const code of ['LT-1', 'LT-2', 'LT-3', 'LT-4']) await addDevice(db, code)
  const [finch, vale] = [await addPerson(db, { name: 'Marlo Finch' }), await addPerson(db, { name: 'Imogen Vale' })]
  await giveBadge(db, finch, 'P-1')
  await giveBadge(db, vale, 'P-2')
  await setPin(db, finch, '4821', clock.now)
  const lead = await signedIn(school, school.lead)
  let n = 0
  const scan = (text: string, fields: Record<string, string> = {}) => (
    lead.post('/allocations/several').type('form').send({ text, condition: 'Good', charger: '1', ...fields, form_key: fields['form_key'] ?? `form-key-number-${n++}` }))
  const follow = async (sent: { headers: Record<string, string> }) => (await lead.get(sent.headers['location']!)).text
  const kept = async () => (await db.selectFrom('allocations as a').innerJoin('devices as d', 'd.id', 'a.device_id').innerJoin('people as p', 'p.id', 'a.keeper_id')
    .select(['d.code', 'p.name']).where('a.until_at', 'is', null).orderBy('d.code').execute()).map(({ code, name }) => `${code} ${name}`)
  const confirm = (fields: Record<string, string>, ids: string[]) => lead.post('/allocations/several/confirmation').type('form').send({ person_id: finch, handover_id: ids, ...fields })
  const receipts = () => db.selectFrom('handovers').selectAll().orderBy('id').execute()
  return { ...school, finch, vale, browser: lead, scan, follow, kept, confirm, receipts }
}

test('a badge, then what they take, then the next badge; what is said of each device stays said', async () => {
  const { scan, follow, kept, finch, vale, receipts } = await scene()
  const here = await follow(await scan('p-1', { until_day: '17 7 2027' }))
  expect(here).toContain('<strong>Marlo Finch</strong> is here')
  expect(here).toContain('value="17 7 2027"')
  expect(here).toMatch(/name="charger" value="1"\s+checked/)
  const said = await follow(await scan('lt-1', { person_id: finch, until_day: '17 7 2027' }))
  expect(said).toContain('LT-1 given')
  expect(said).toContain('Given to Marlo Finch today')
  await scan('LT-2, lt-3', { person_id: finch })
  await follow(await scan('P-2', { person_id: finch }))
  const taken = await follow(await scan('LT-3', { person_id: vale }))
  expect(taken).toContain('LT-3 (handed back by Marlo Finch) given')
  await scan('LT-4', { keeper_id: vale })
  expect(await kept()).toEqual(['LT-1 Marlo Finch', 'LT-2 Marlo Finch', 'LT-3 Imogen Vale', 'LT-4 Imogen Vale'])
  expect((await receipts()).map(({ way }) => way).toSorted()).toEqual(['given', 'given', 'given', 'given', 'given', 'handed back'])
})

test('each that may not be given is named with its reason, the others are; the form sent twice gives once', async () => {
  const { scan, kept, finch, receipts } = await scene()
  await scan('LT-1', { person_id: finch })
  const some = await scan('LT-1 LT-2', { person_id: finch, form_key: 'the-same-form-key' })
  expect(some.status).toBe(422)
  expect(some.text).toContain('LT-2 given, the rest not')
  expect(some.text).toContain('LT-1: Marlo Finch looks after LT-1 already')
  await scan('LT-1 LT-2', { person_id: finch, form_key: 'the-same-form-key' })
  expect(await kept()).toEqual(['LT-1 Marlo Finch', 'LT-2 Marlo Finch'])
  expect(await receipts()).toHaveLength(2)
})

test.each([
  ['an unknown tag', 'LT-1 LT-99', 'LT-99: neither a device nor a badge'],
  ['a device before anybody is here', 'LT-1', 'Who is it for?'],
  ['nothing', '', 'Scan a badge, or choose a name'],
])('%s is said, and nothing is given', async (_, text, words) => {
  const { scan, kept } = await scene()
  const sent = await scan(text)
  expect(sent.status).toBe(422)
  expect(sent.text).toContain(words)
  expect(await kept()).toEqual([])
})

test('whoever takes them confirms in person with badge and PIN; somebody else’s proves nothing', async () => {
  const { scan, finch, receipts, confirm, browser } = await scene()
  await scan('LT-1 LT-2', { person_id: finch })
  const ids = (await receipts()).map(({ id }) => id)
  for (const wrong of [{ badge: 'P-1', pin: '1111' }, { badge: 'P-2', pin: '4821' }, { badge: '', pin: '' }]) {
    const sent = await confirm(wrong, ids)
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('That badge and PIN are not theirs')
  }
  expect((await receipts()).every(({ answer }) => answer === null)).toBe(true)
  const sent = await confirm({ badge: 'P-1', pin: '4821' }, ids)
  expect((await browser.get(sent.headers['location']!)).text).toContain('They confirmed that they have it as described.')
  expect((await receipts()).map(({ answer, answered_how }) => [answer, answered_how])).toEqual([['as described', 'badge and PIN'], ['as described', 'badge and PIN']])
})
