import { expect, test } from 'vitest'
import { takeBack } from '../../src/loans/take-back.ts'
import { addDevice, addPerson, signedIn, startApp } from '../support/app.ts'
import { bookOut, hidden } from './support.ts'

async function lent() {
  const school = await startApp()
  const { db } = school
  const device = await addDevice(db, 'LT-0427')
  const me = await addPerson(db, { name: 'Marlo Finch', roles: ['staff'] })
  const agent = await signedIn(school, me)
  await bookOut(agent, 'LT-0427')
  const { id } = await db.selectFrom('loans').select('id').executeTakeFirstOrThrow()
  const loan = () => db.selectFrom('loans').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...school, device, me, agent, id, loan }
}

test.each([['yes', 1], ['no', 0], ['', null], ['perhaps', null]])('brought back, on charge: "%s"', async (on_charge, expected) => {
  const { agent, id, loan, me } = await lent()
  const answer = await agent.post(`/loans/${id}/return`).type('form').send({ on_charge, form_key: 'a-key-of-our-own-1234' })
  expect(answer.status).toBe(303)
  expect(answer.headers['location']).toBe(`/devices/LT-0427?loan=${id}`)
  expect(await loan()).toMatchObject({ outcome: 'returned', on_charge: expected, taken_back_by_id: me })
})

test('the page of a device that is out offers to bring it back', async () => {
  const { agent, id, loan } = await lent()
  const page = await agent.get('/loans/new?device=LT-0427')
  const key = hidden(page.text, `/loans/${id}/return`, 'form_key')
  await agent.post(`/loans/${id}/return`).type('form').send({ on_charge: 'yes', form_key: key })
  expect((await loan()).returned_at).not.toBeNull()
})

test('a colleague brings it back', async () => {
  const school = await lent()
  const colleague = await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff'] })
  await (await signedIn(school, colleague)).post(`/loans/${school.id}/return`)
  expect(await school.loan()).toMatchObject({ outcome: 'returned', taken_back_by_id: colleague })
})

test('one that is back already stays as it is, and whoever has the device by now keeps it', async () => {
  const school = await lent()
  const { db, device, id, loan, clock } = school
  await takeBack(db, { device_id: device, actor: { person_id: school.lead, desk_id: null }, on_charge: 1 }, clock.now)
  const other = await signedIn(school, await addPerson(db, { name: 'Imogen Vale', roles: ['staff'] }))
  await bookOut(other, 'LT-0427')
  const before = await loan()
  expect((await school.agent.post(`/loans/${id}/return`)).status).toBe(303)
  expect(await loan()).toEqual(before)
  expect(await db.selectFrom('loans').select('id').where('returned_at', 'is', null).execute()).toHaveLength(1)
})

test('a form sent twenty times brings it back once', async () => {
  const { agent, db, id } = await lent()
  const form = { on_charge: 'yes', form_key: 'a-key-of-our-own-1234' }
  await Promise.all(Array.from({ length: 20 }, () => agent.post(`/loans/${id}/return`).type('form').send(form)))
  expect(await db.selectFrom('events').select('id').where('verb', '=', 'loan.back').execute()).toHaveLength(1)
})

test.each([['today', '/?loan='], ['my-loans', '/my-loans?loan='], ['book', '/book?state=out&loan='], ['https://elsewhere.example', '/devices/LT-0427?loan=']])(
  'afterwards on to %s', async (then, path) => {
    const { agent, id } = await lent()
    const answer = await agent.post(`/loans/${id}/return`).type('form').send({ then })
    expect(answer.headers['location']).toBe(path + id)
  })

test('an entry that is not there is not found', async () => {
  const { agent } = await lent()
  expect((await agent.post('/loans/nothing/return')).status).toBe(404)
})

test('a slip is undone within five minutes and stays in the book', async () => {
  const { agent, id, loan, me } = await lent()
  expect((await agent.post(`/loans/${id}/undo`)).status).toBe(303)
  expect(await loan()).toMatchObject({ voided_by_id: me, returned_at: null })
})

test('later, or of somebody else’s booking out, nothing is undone and the page says so', async () => {
  const school = await lent()
  const colleague = await signedIn(school, await addPerson(school.db, { name: 'Imogen Vale', roles: ['staff'] }))
  expect((await colleague.post(`/loans/${school.id}/undo`)).text).toContain('Too late to undo')
  school.clock.now = new Date(school.clock.now.getTime() + 6 * 60_000)
  expect((await school.agent.post(`/loans/${school.id}/undo`)).status).toBe(422)
  expect((await school.loan()).voided_at).toBeNull()
})
