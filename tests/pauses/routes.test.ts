import { beforeEach, expect, test } from 'vitest'
import { hidden } from '../loans/support.ts'
import { addDevice, addPerson, signedIn, startApp, type TestApp } from '../support/app.ts'
import { giveBack, lend } from '../support/loans.ts'

let school: TestApp
let marlo: string
const at = (time: string) => new Date(`2026-11-24T${time}:00.000Z`)
const lead = () => signedIn(school, school.lead)
const pauses = () => school.db.selectFrom('pauses').selectAll().execute()
const due = async () => (await school.db.selectFrom('loans as l').innerJoin('devices as d', 'd.id', 'l.device_id').select(['d.code', 'l.due_at']).orderBy('d.code').execute())
  .map(({ code, due_at }) => `${code} ${due_at.slice(11, 16)}`)

beforeEach(async () => {
  school = await startApp()
  marlo = await addPerson(school.db, { name: 'Marlo Finch', roles: ['staff'] })
  for (const code of ['LT-1', 'LT-2']) await addDevice(school.db, code).then(() => lend(school, marlo, code))
  await school.db.updateTable('loans').set({ due_at: at('10:10').toISOString() }).execute()
})

async function begin() {
  const agent = await lead()
  const form_key = hidden((await agent.get('/')).text, '/pauses', 'form_key')
  await agent.post('/pauses').type('form').send({ form_key })
  return agent
}

async function end(agent: Awaited<ReturnType<typeof lead>>) {
  const [pause] = await pauses()
  const action = `/pauses/${pause!.id}/end`
  const form_key = hidden((await agent.get('/')).text, action, 'form_key')
  return agent.post(action).type('form').send({ form_key })
}

test('one act begins a pause and everybody’s Today says so; one act ends it and what was due is due later', async () => {
  school.clock.now = at('10:00')
  const agent = await begin()
  school.clock.now = at('10:15')
  const teacher = (await (await signedIn(school, marlo)).get('/')).text
  expect(teacher).toContain('The school day is paused since today 10:00 am.')
  expect(teacher).not.toContain('/end"')
  expect((await agent.get('/')).text).toContain('<b>0</b><span>overdue')
  school.clock.now = at('10:20')
  const sent = await end(agent)
  const after = (await agent.get(sent.headers['location']!)).text
  expect(after).toContain('The day goes on. 2 loans are due later by as long.')
  expect(after).not.toContain('paused since')
  expect(await due()).toEqual(['LT-1 10:30', 'LT-2 10:30'])
  const verbs = await school.db.selectFrom('events').select('verb').where('verb', 'in', ['pause.began', 'pause.ended', 'loan.due moved']).orderBy('id').execute()
  expect(verbs.map(({ verb }) => verb)).toEqual(['pause.began', 'loan.due moved', 'loan.due moved', 'pause.ended'])
  expect((await pauses())[0]).toMatchObject({ from_at: at('10:00').toISOString(), until_at: at('10:20').toISOString(), by_id: school.lead, ended_by_id: school.lead })
})

test('what came back while it lasted does not count as late either', async () => {
  school.clock.now = at('10:00')
  const agent = await begin()
  school.clock.now = at('10:15')
  await giveBack(school, 'LT-1')
  school.clock.now = at('10:20')
  await end(agent)
  expect(await due()).toEqual(['LT-1 10:30', 'LT-2 10:30'])
})

test('a pause that was pressed by two at once is one', async () => {
  const head = await signedIn(school, await addPerson(school.db, { name: 'The head', roles: ['head'] }))
  const agent = await lead()
  const answers = await Promise.all([agent, head].map((one, i) => one.post('/pauses').type('form').send({ form_key: `pause-key-of-somebody-${i}` })))
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(await pauses()).toHaveLength(1)
})

test('ended twice it moves nothing twice, and a pause that never was is not found', async () => {
  school.clock.now = at('10:00')
  const agent = await begin()
  school.clock.now = at('10:20')
  await end(agent)
  const [pause] = await pauses()
  await agent.post(`/pauses/${pause!.id}/end`).type('form').send({ form_key: 'another-key-of-our-own' })
  expect(await due()).toEqual(['LT-1 10:30', 'LT-2 10:30'])
  expect((await agent.post('/pauses/nothing/end')).status).toBe(404)
})
